/**
 * A message about sign-out has arrived at a single logout service. Reads just enough of it to find whom it is to be judged
 * by. Nothing read here is believed.
 */
import {
  type DecodedLogoutMessage,
  decodeLogoutMessage,
  type MessageInput,
  readRelayState,
  SamlError,
} from '@cordboard/saml';
import {
  type ConnectionContext,
  connectionContext,
  type RealmContext,
  type ServiceProviderContext,
} from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';

export interface ReceivedLogout {
  /** The form field, or the raw query exactly as it was received. */
  readonly input: Extract<MessageInput, { readonly posted: string } | { readonly rawQuery: string }>;
  readonly serviceProvider: ServiceProviderContext;
  /** Of the form; that of a query is read from the query. */
  readonly relayState: string | undefined;
}

const readable = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SamlError)) {
      throw error;
    }
    throw new CordboardError('sign-out.message_unreadable', {
      expected: error.expected,
      received: error.received === undefined ? error.code : `${error.code}: ${error.received}`,
      cause: error,
    });
  }
};

/** @throws CordboardError `sign-out.message_unreadable` */
export const decodeLogout = (
  { input }: ReceivedLogout,
  name: 'LogoutRequest' | 'LogoutResponse',
): DecodedLogoutMessage => readable(() => decodeLogoutMessage(input, name));

/**
 * What goes back with our answer, as it came: in a query the very one that the signature covers.
 *
 * @throws CordboardError `sign-out.message_unreadable` when it is too long to go back
 */
export const relayStateOf = (
  { relayState }: Pick<ReceivedLogout, 'relayState'>,
  { redirect }: DecodedLogoutMessage,
): string | undefined => (redirect === undefined ? readable(() => readRelayState(relayState)) : redirect.relayState);

/**
 * The connection that the message comes from. A disabled one signs nobody in, and may still end what it began: its sessions
 * would count again once it is enabled.
 *
 * @throws CordboardError `sign-out.issuer_unknown`
 */
export const senderOf = (
  { view }: Pick<RealmContext, 'view'>,
  { record: { id } }: Pick<ServiceProviderContext, 'record'>,
  { unverified }: DecodedLogoutMessage,
): ConnectionContext => {
  const connections = view.connections.filter(({ serviceProviderId }) => serviceProviderId === id);
  const found = connections.find(({ identityProvider }) => identityProvider.entityId === unverified.issuer);
  if (found === undefined) {
    throw new CordboardError('sign-out.issuer_unknown', {
      expected: connections.map(({ identityProvider }) => identityProvider.entityId).join(', '),
      received: unverified.issuer ?? 'no Issuer',
    });
  }
  return connectionContext(found);
};

/** What both kinds of messages are judged by. */
export const logoutTrust = (
  { record, verificationKeys }: ConnectionContext,
  { acceptedSloUrls }: Pick<ServiceProviderContext, 'acceptedSloUrls'>,
  now: number,
) => ({
  peerEntityId: record.identityProvider.entityId,
  verificationKeys,
  sloUrls: acceptedSloUrls,
  now: new Date(now),
  clockSkewMs: record.settings.clockSkewSeconds * 1000,
  allowSha1: record.settings.allowSha1,
  allowRsa1024: record.settings.allowRsa1024,
});
