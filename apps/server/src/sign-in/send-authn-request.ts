/**
 * Stage 3: the AuthnRequest. Builds and signs it, and remembers it, so that the answer can be
 * matched to this request and to this browser.
 */
import { createHash } from 'node:crypto';
import type { ServiceProviderSettings } from '@cordboard/contract/tenant-settings';
import {
  buildAuthnRequest,
  encodeRedirect,
  RSA_SHA256,
  RSA_SHA384,
  RSA_SHA512,
  SHA256,
  SHA384,
  SHA512,
  type SigningKey,
  signXml,
} from '@cordboard/saml';
import { nameIdFormatUris } from '../directory/name-id-formats.ts';
import type { RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import type { SignInRequestRecord } from '../storage/ports/sign-in-store.ts';
import type { SignInIntent } from './begin-sign-in.ts';
import type { Candidate } from './choose-connection.ts';
import type { SignInDependencies } from './sign-in-dependencies.ts';

/** A person has this long to sign in at the identity provider. */
export const REQUEST_LIFETIME_MS: number = 15 * 60 * 1000;

/** How the browser is sent to the identity provider. */
export type Departure =
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'post'; readonly url: string; readonly message: string };

export interface SentAuthnRequest {
  readonly departure: Departure;
  readonly record: SignInRequestRecord;
  /** Value of the cookie that only this browser gets. */
  readonly bindingSecret: string;
  readonly signed: boolean;
  /** Name of the key that signed it. */
  readonly signingKeyId: string | null;
}

interface RequestSigning {
  readonly key: SigningKey;
  readonly signatureMethod: string;
  readonly digestMethod: string;
}

/** One strength for both: an identity provider that insists on SHA-512 means the digest as well. */
const methods: Readonly<Record<ServiceProviderSettings['signatureAlgorithm'], Omit<RequestSigning, 'key'>>> = {
  'RSA-SHA256': { signatureMethod: RSA_SHA256, digestMethod: SHA256 },
  'RSA-SHA384': { signatureMethod: RSA_SHA384, digestMethod: SHA384 },
  'RSA-SHA512': { signatureMethod: RSA_SHA512, digestMethod: SHA512 },
};

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

const loginEndpoint = (candidate: Candidate): { readonly binding: 'redirect' | 'post'; readonly url: string } => {
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
  const signing = signs && key !== null ? { key, ...methods[signatureAlgorithm] } : undefined;
  const bindingSecret = Buffer.from(dependencies.random(32)).toString('base64url');
  return {
    departure: await departure(endpoint, request, signing),
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

const departure = async (
  endpoint: { readonly binding: 'redirect' | 'post'; readonly url: string },
  request: { readonly id: string; readonly xml: string },
  signing: RequestSigning | undefined,
): Promise<Departure> => {
  if (endpoint.binding === 'redirect') {
    const url = await encodeRedirect({
      destination: endpoint.url,
      parameter: 'SAMLRequest',
      message: request.xml,
      signing,
    });
    return { kind: 'redirect', url };
  }
  const xml = signing === undefined ? request.xml : await signXml(request.xml, { elementId: request.id, ...signing });
  return { kind: 'post', url: endpoint.url, message: xml };
};
