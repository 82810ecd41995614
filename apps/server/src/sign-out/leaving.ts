/** Somebody who has just been signed out here, and may still be signed in at the identity provider. */
import type { ConnectionContext, RealmContext, ServiceProviderContext } from '../directory/realm-context.ts';
import { type IdpSession, readIdpSession } from '../sign-in/idp-session.ts';
import type { SignInDependencies } from '../sign-in/sign-in-dependencies.ts';
import type { HubSessionRecord } from '../storage/ports/session-store.ts';

export interface Leaving {
  readonly serviceProviderId: string;
  readonly connectionId: string;
  /** Of the identity provider that signed the person in: the connection may lead to another by now. */
  readonly idpEntityId: string;
  readonly userId: string;
  readonly session: IdpSession;
  /** Where an app wants the browser afterwards; null for our own page. */
  readonly landing: string | null;
}

/** What a sign-out says about the session at the identity provider. */
export type IdpOutcome =
  /** It said that its session is over. */
  | 'signed-out'
  /** The same, but it could not tell every other application. */
  | 'partly'
  /** It was not asked, cannot be asked, or refused. */
  | 'still-signed-in'
  /** What it answered proves nothing. */
  | 'unknown';

export interface LeavingConnection {
  readonly serviceProvider: ServiceProviderContext;
  readonly connection: ConnectionContext;
}

export const connectionOf = (
  realm: Pick<RealmContext, 'serviceProviders'>,
  ids: { readonly serviceProviderId: string; readonly connectionId: string },
): LeavingConnection | null => {
  const serviceProvider = realm.serviceProviders.find(({ record }) => record.id === ids.serviceProviderId);
  const connection = serviceProvider?.connections.find(({ record }) => record.id === ids.connectionId);
  return serviceProvider === undefined || connection === undefined ? null : { serviceProvider, connection };
};

/** What is left to be done at the identity provider after a session ended here; null after a local one. */
export const leavingOf = (
  { sealer }: Pick<SignInDependencies, 'sealer'>,
  record: HubSessionRecord,
  landing: string | null,
): Leaving | null =>
  record.method === 'local'
    ? null
    : {
        serviceProviderId: record.serviceProviderId,
        connectionId: record.connectionId,
        idpEntityId: record.idpEntityId,
        userId: record.userId,
        // Unreadable is as good as none: the session has ended here, and cannot be named at the identity provider.
        session: readIdpSession(sealer, record) ?? { nameId: null, sessionIndex: null },
        landing,
      };
