/** A service provider for the tests of the sandbox: keys, metadata, requests, and the verdict on what comes back. */
import { randomBytes } from 'node:crypto';
import {
  BINDING_HTTP_POST,
  BINDING_HTTP_REDIRECT,
  type BuildAuthnRequestOptions,
  buildAuthnRequest,
  encodeRedirect,
  loadDecryptionKey,
  loadSigningKey,
  loadVerificationKey,
  type ResponseVerdict,
  readIdpMetadata,
  type SigningKey,
  signXml,
  verifyResponse,
  writeSpMetadata,
} from '@cordboard/saml';
import { type IdpKeys, makeIdpKeys } from '../src/idp/idp-keys.ts';

export const SP_ENTITY_ID = 'https://sp.example/metadata';
export const ACS_URL = 'https://sp.example/acs';
export const OTHER_ACS_URL = 'https://sp.example/acs/node-2';

export interface SentRequest {
  readonly id: string;
  /** Address of the redirect. */
  readonly url: string;
  /** The signed XML in base64, for a POST. */
  readonly posted: string;
}

export interface TestServiceProvider {
  readonly metadata: string;
  readonly entityId: string;
  readonly sloUrl: string;
  readonly signingKey: SigningKey;
  request(options?: Partial<BuildAuthnRequestOptions> & { readonly unsigned?: boolean }): Promise<SentRequest>;
  /** Judges an answer as the hub would. */
  verify(samlResponse: string, inResponseTo: string | undefined, now: Date): Promise<ResponseVerdict>;
}

export interface TestServiceProviderOptions {
  readonly authnRequestsSigned?: boolean;
  readonly withEncryptionKey?: boolean;
  /** Default `sp.example`. */
  readonly host?: string;
  /** The bindings of its SingleLogoutService; default none, as most have it. */
  readonly logout?: readonly ('redirect' | 'post')[];
}

/** One key pair for each host is enough for all tests of a file: making them takes most of the time. */
const keysByHost = new Map<string, Promise<IdpKeys>>();

const keysOf = (host: string): Promise<IdpKeys> => {
  const keys = keysByHost.get(host) ?? makeIdpKeys({ commonName: host, now: new Date(), random: randomBytes });
  keysByHost.set(host, keys);
  return keys;
};

const BINDINGS = { post: BINDING_HTTP_POST, redirect: BINDING_HTTP_REDIRECT } as const;

/** @param idpUrl Origin of the sandbox; its metadata is read when an answer is judged. */
export async function createTestServiceProvider(
  idpUrl: () => string,
  options: TestServiceProviderOptions = {},
): Promise<TestServiceProvider> {
  const host = options.host ?? 'sp.example';
  const entityId = `https://${host}/metadata`;
  const acsUrl = `https://${host}/acs`;
  const sloUrl = `https://${host}/slo`;
  const keys = await keysOf(host);
  const signingKey = loadSigningKey({ privateKeyPem: keys.privateKeyPem, certificate: keys.certificatePem });
  const use = options.withEncryptionKey === false ? ({ use: 'signing' } as const) : {};
  return {
    entityId,
    sloUrl,
    signingKey,
    metadata: writeSpMetadata({
      entityId,
      singleLogoutServices: (options.logout ?? []).map((name) => ({ binding: BINDINGS[name], location: sloUrl })),
      keys: [{ certificate: keys.certificatePem, ...use }],
      assertionConsumerServices: [
        { index: 0, binding: BINDING_HTTP_POST, location: acsUrl, isDefault: true },
        { index: 1, binding: BINDING_HTTP_POST, location: OTHER_ACS_URL },
      ],
      authnRequestsSigned: options.authnRequestsSigned ?? true,
      wantAssertionsSigned: false,
      displayNames: [{ language: 'en', value: 'Acme agents' }],
    }),
    request: async ({ unsigned = false, ...changes } = {}) => {
      const destination = `${idpUrl()}/sso`;
      const defaults = { issuer: entityId, destination, now: new Date(), random: randomBytes };
      const built = buildAuthnRequest({ ...defaults, ...changes });
      const url = await encodeRedirect({
        destination,
        parameter: 'SAMLRequest',
        message: built.xml,
        relayState: 'state & more',
        ...(unsigned ? {} : { signing: { key: signingKey } }),
      });
      const signed = unsigned ? built.xml : await signXml(built.xml, { elementId: built.id, key: signingKey });
      return { id: built.id, url, posted: Buffer.from(signed).toString('base64') };
    },
    verify: async (samlResponse, inResponseTo, now) => {
      const metadata = readIdpMetadata(await (await fetch(`${idpUrl()}/metadata`)).text(), { now });
      return verifyResponse(
        { samlResponse },
        {
          idpEntityId: metadata.entityId,
          verificationKeys: metadata.signingCertificates.map(({ pem }) => loadVerificationKey(pem)),
          decryptionKeys: [loadDecryptionKey({ name: 'sp', privateKeyPem: keys.privateKeyPem })],
          acsUrls: [acsUrl, OTHER_ACS_URL],
          audiences: [entityId],
          inResponseTo: inResponseTo ?? { unsolicited: true },
          now,
        },
      );
    },
  };
}
