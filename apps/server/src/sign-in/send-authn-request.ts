/**
 * Stage 3: the AuthnRequest. Builds and signs it, and remembers it, so that the answer can be
 * matched to this request and to this browser.
 */
import { createHash } from 'node:crypto';
import { buildAuthnRequest } from '@cordboard/saml';
import { nameIdFormatUris } from '../directory/name-id-formats.ts';
import type { RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import type { SignInRequestRecord } from '../storage/ports/sign-in-store.ts';
import type { SignInIntent } from './begin-sign-in.ts';
import type { Candidate } from './choose-connection.ts';
import { type Departure, departWith, type Endpoint, messageSigning } from './departure.ts';
import type { SignInDependencies } from './sign-in-dependencies.ts';

/** A person has this long to sign in at the identity provider. */
export const REQUEST_LIFETIME_MS: number = 15 * 60 * 1000;

export interface SentAuthnRequest {
  readonly departure: Departure;
  readonly record: SignInRequestRecord;
  /** Value of the cookie that only this browser gets. */
  readonly bindingSecret: string;
  readonly signed: boolean;
  /** Name of the key that signed it. */
  readonly signingKeyId: string | null;
}

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

const loginEndpoint = (candidate: Candidate): Endpoint => {
  const { identityProvider, settings } = candidate.connection.record;
  const wanted = settings.requestBinding;
  const endpoint =
    wanted === undefined
      ? (identityProvider.singleSignOn.find((candidateEndpoint) => candidateEndpoint.binding === 'redirect') ??
        identityProvider.singleSignOn[0])
      : identityProvider.singleSignOn.find((candidateEndpoint) => candidateEndpoint.binding === wanted);
  if (endpoint === undefined) {
    throw new CordboardError('sign-in.no_login_endpoint', { expected: wanted ?? 'redirect or post' });
  }
  return endpoint;
};

/**
 * @throws CordboardError `sign-in.no_login_endpoint`, `sign-in.no_signing_key` when requests are signed and there is
 * no key.
 */
export const sendAuthnRequest = async (
  dependencies: Pick<SignInDependencies, 'clock' | 'random'>,
  realm: RealmContext,
  intent: SignInIntent,
  candidate: Candidate,
  attemptId: string,
): Promise<SentAuthnRequest> => {
  const { serviceProvider, connection } = candidate;
  const endpoint = loginEndpoint(candidate);
  const { settings, identityProvider } = connection.record;
  const nowMs = dependencies.clock();
  const acsUrl = settings.requestAcsUrl ?? serviceProvider.acsUrl;
  const forceAuthn = settings.forceAuthn || intent.forceAuthn === true;
  const request = buildAuthnRequest({
    issuer: settings.requestEntityId ?? serviceProvider.entityId,
    destination: endpoint.url,
    acsUrl,
    forceAuthn,
    nameIdPolicy: settings.nameIdPolicy === undefined ? undefined : { format: nameIdFormatUris[settings.nameIdPolicy] },
    requestedAuthnContext:
      settings.requestedAuthnContext.length === 0 ? undefined : { classRefs: settings.requestedAuthnContext },
    now: new Date(nowMs),
    random: dependencies.random,
  });
  const { signRequests, signatureAlgorithm } = serviceProvider.record.settings;
  const signs = signRequests || identityProvider.wantAuthnRequestsSigned;
  const key = serviceProvider.signingKey;
  if (signs && key === null) {
    throw new CordboardError('sign-in.no_signing_key');
  }
  const signing = signs && key !== null ? messageSigning(key, signatureAlgorithm) : undefined;
  const bindingSecret = Buffer.from(dependencies.random(32)).toString('base64url');
  return {
    departure: await departWith(endpoint, { parameter: 'SAMLRequest', id: request.id, xml: request.xml }, signing),
    bindingSecret,
    signed: signing !== undefined,
    signingKeyId: signing?.key.name ?? null,
    record: {
      id: request.id,
      realmId: realm.view.realm.id,
      serviceProviderId: serviceProvider.record.id,
      connectionId: connection.record.id,
      acsUrl,
      target: intent.target,
      bindingHash: hashSecret(bindingSecret),
      authnNotBefore: intent.authnNotBefore ?? (forceAuthn ? nowMs : null),
      restarted: intent.restarted ?? false,
      attemptId,
      createdAt: nowMs,
      expiresAt: nowMs + REQUEST_LIFETIME_MS,
    },
  };
};
