/** The identity provider of the hub fixture, as far as sign-out goes: messages to the hub, and those of the hub read. */
import { randomBytes } from 'node:crypto';
import {
  type BuildLogoutRequestOptions,
  buildLogoutRequest,
  buildLogoutResponse,
  decodeLogoutMessage,
  encodeRedirect,
  loadSigningKey,
  loadVerificationKey,
  NAME_ID_PERSISTENT,
  type ResponseStatus,
  type SigningKey,
  STATUS_SUCCESS,
  signXml,
  verifyLogoutRequest,
  verifyLogoutResponse,
} from '@cordboard/saml';
import type { TestKeyPair } from '../../../packages/saml/test-support/keys.ts';
import type { RealmContext } from '../src/directory/realm-context.ts';
import { IDP_ENTITY_ID } from './hub-directory.ts';
import { createHubFixture, type HubFixture, type HubFixtureOptions } from './hub-fixture.ts';

export const IDP_SLO_URL = 'https://idp.example/slo';

/** What the fixture's assertions name the person and the session. */
export const SIGNED_IN = {
  nameId: { value: 'n-amina-0001', format: NAME_ID_PERSISTENT },
  sessionIndexes: ['session-index-0001'],
} as const;

type Signer = SigningKey | null;

/** A message as a form field, or as the URL of a GET. */
export interface LogoutTransport {
  readonly post: string;
  readonly url: string;
  readonly id: string;
}

const transported = async (
  parameter: 'SAMLRequest' | 'SAMLResponse',
  { id, xml }: { readonly id: string; readonly xml: string },
  destination: string,
  { key, relayState }: { readonly key: Signer; readonly relayState?: string | undefined },
): Promise<LogoutTransport> => {
  const posted = key === null ? xml : await signXml(xml, { elementId: id, key });
  const url = await encodeRedirect({
    destination,
    parameter,
    message: xml,
    relayState,
    ...(key !== null && { signing: { key } }),
  });
  return { id, post: Buffer.from(posted, 'utf8').toString('base64'), url };
};

export interface LogoutIdp {
  readonly key: SigningKey;
  request(
    sloUrl: string,
    change?: Partial<BuildLogoutRequestOptions> & { readonly key?: Signer; readonly relayState?: string },
  ): Promise<LogoutTransport>;
  response(
    sloUrl: string,
    inResponseTo: string,
    change?: { readonly status?: ResponseStatus; readonly key?: Signer; readonly issuer?: string },
  ): Promise<LogoutTransport>;
  /** Judges the hub's LogoutRequest as an identity provider does. */
  readRequest(realm: RealmContext, url: string | null): ReturnType<typeof verifyLogoutRequest>;
  /** Judges the hub's LogoutResponse, from the URL of a redirect or the value of a form field. */
  readResponse(
    realm: RealmContext,
    answer: { readonly url: string | null } | { readonly posted: string },
    inResponseTo: string,
  ): ReturnType<typeof verifyLogoutResponse>;
}

const verificationKeysOf = ({ view }: RealmContext) =>
  view.keys.flatMap(({ purpose, state, certificate }) =>
    purpose === 'request-signing' && state === 'current' && certificate !== null
      ? [loadVerificationKey(certificate)]
      : [],
  );

export const createLogoutIdp = (idp: TestKeyPair, now: () => number = Date.now): LogoutIdp => {
  const own = loadSigningKey({ privateKeyPem: idp.privateKeyPem, certificate: idp.certificatePem });
  const random = (size: number): Uint8Array => randomBytes(size);
  const trust = (realm: RealmContext) => ({
    peerEntityId: realm.serviceProviders[0]?.entityId ?? '',
    verificationKeys: verificationKeysOf(realm),
    sloUrls: [IDP_SLO_URL, `${IDP_SLO_URL}/answers`],
    now: new Date(now()),
  });
  const queryOf = (url: string | null): { readonly rawQuery: string } => ({ rawQuery: new URL(url ?? '').search });
  return {
    key: own,
    request: (sloUrl, { key = own, relayState, ...change } = {}) => {
      const built = buildLogoutRequest({
        issuer: IDP_ENTITY_ID,
        destination: sloUrl,
        ...SIGNED_IN,
        now: new Date(now()),
        random,
        ...change,
      });
      return transported('SAMLRequest', built, sloUrl, { key, relayState });
    },
    response: (
      sloUrl,
      inResponseTo,
      { status = { codes: [STATUS_SUCCESS] }, key = own, issuer = IDP_ENTITY_ID } = {},
    ) => {
      const built = buildLogoutResponse({
        issuer,
        destination: sloUrl,
        inResponseTo,
        status,
        now: new Date(now()),
        random,
      });
      return transported('SAMLResponse', built, sloUrl, { key });
    },
    readRequest: (realm, url) => verifyLogoutRequest(queryOf(url), trust(realm)),
    readResponse: (realm, answer, inResponseTo) =>
      verifyLogoutResponse('posted' in answer ? { posted: answer.posted } : queryOf(answer.url), {
        ...trust(realm),
        inResponseTo,
      }),
  };
};

/** The identity provider of the fixture takes messages about sign-out by redirect. */
export const ASKED: HubFixtureOptions = {
  identityProvider: { singleLogout: [{ binding: 'redirect', url: IDP_SLO_URL, responseUrl: null }] },
};

/** A hub, its identity provider, and the single logout service of the agents' realm. */
export interface LogoutFixture {
  readonly hub: HubFixture;
  readonly idp: LogoutIdp;
  readonly sloUrl: string;
}

export const createLogoutFixture = async (options: HubFixtureOptions = {}): Promise<LogoutFixture> => {
  const hub = await createHubFixture({ ...ASKED, ...options });
  return { hub, idp: createLogoutIdp(hub.idp), sloUrl: `${hub.realmUrl}/saml/default/slo` };
};

/** The ID of a LogoutRequest in a redirect to the identity provider. */
export const sentLogoutId = (url: string | null): string =>
  decodeLogoutMessage({ rawQuery: new URL(url ?? '').search }, 'LogoutRequest').unverified.responseId ?? '';
