/** A service provider for the tests of the sandbox: keys, metadata, requests, and the verdict on what comes back. */
import { randomBytes } from 'node:crypto';
import {
  BINDING_HTTP_POST,
  type BuildAuthnRequestOptions,
  buildAuthnRequest,
  encodeRedirect,
  loadDecryptionKey,
  loadSigningKey,
  loadVerificationKey,
  type ResponseVerdict,
  readIdpMetadata,
  signXml,
  verifyResponse,
  writeSpMetadata,
} from '@cordboard/saml';
import { makeIdpKeys } from '../src/idp/idp-keys.ts';

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
  request(options?: Partial<BuildAuthnRequestOptions> & { readonly unsigned?: boolean }): Promise<SentRequest>;
  /** Judges an answer as the hub would. */
  verify(samlResponse: string, inResponseTo: string | undefined, now: Date): Promise<ResponseVerdict>;
}

/** @param idpUrl Origin of the sandbox; its metadata is read when an answer is judged. */
export async function createTestServiceProvider(
  idpUrl: () => string,
  options: { readonly authnRequestsSigned?: boolean; readonly withEncryptionKey?: boolean } = {},
): Promise<TestServiceProvider> {
  const keys = await makeIdpKeys({ commonName: 'sp.example', now: new Date(), random: randomBytes });
  const signingKey = loadSigningKey({ privateKeyPem: keys.privateKeyPem, certificate: keys.certificatePem });
  const use = options.withEncryptionKey === false ? ({ use: 'signing' } as const) : {};
  return {
    metadata: writeSpMetadata({
      entityId: SP_ENTITY_ID,
      keys: [{ certificate: keys.certificatePem, ...use }],
      assertionConsumerServices: [
        { index: 0, binding: BINDING_HTTP_POST, location: ACS_URL, isDefault: true },
        { index: 1, binding: BINDING_HTTP_POST, location: OTHER_ACS_URL },
      ],
      authnRequestsSigned: options.authnRequestsSigned ?? true,
      wantAssertionsSigned: false,
      displayNames: [{ language: 'en', value: 'Acme agents' }],
    }),
    request: async ({ unsigned = false, ...changes } = {}) => {
      const destination = `${idpUrl()}/sso`;
      const defaults = { issuer: SP_ENTITY_ID, destination, now: new Date(), random: randomBytes };
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
          acsUrls: [ACS_URL, OTHER_ACS_URL],
          audiences: [SP_ENTITY_ID],
          inResponseTo: inResponseTo ?? { unsolicited: true },
          now,
        },
      );
    },
  };
}
