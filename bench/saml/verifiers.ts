/**
 * We and the peers as what takes a Response and gives its NameID. Each is set up once, as a service would do it, and as
 * strictly as it lets itself be set up: audience, request and keys.
 */
import saml20 from '@boxyhq/saml20';
import { type KeyPlace, loadDecryptionKey, loadVerificationKey, verifyResponse } from '@cordboard/saml';
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import * as saml2 from 'saml2-js';
import * as samlify from 'samlify';
import { OURS_ON_EVENT_LOOP } from './bare-crypto.ts';
import { ACS, type BenchKeys, IDP, REQUEST_ID, type ResponseShape, SP, SSO } from './messages.ts';

export interface Verifier {
  readonly name: string;
  /** Gives the NameID of a message that is accepted; throws for one that is refused. */
  readonly nameIdOf: (samlResponse: string) => Promise<string | undefined>;
}

type VerifierFactory = (keys: BenchKeys, shape: ResponseShape) => Verifier;

const cordboardIn =
  (place: KeyPlace, name: string): VerifierFactory =>
  ({ idp, sp }) => {
    const options = {
      idpEntityId: IDP,
      verificationKeys: [loadVerificationKey(idp.certificatePem)],
      decryptionKeys: [loadDecryptionKey({ name: 'sp', privateKeyPem: sp.privateKeyPem, place })],
      acsUrls: [ACS],
      audiences: [SP],
      inResponseTo: REQUEST_ID,
    };
    return {
      name,
      nameIdOf: async (samlResponse) => {
        const verdict = await verifyResponse({ samlResponse }, { ...options, now: new Date() });
        if (!verdict.accepted) {
          throw new Error(verdict.code);
        }
        return verdict.assertion.nameId?.value;
      },
    };
  };

const nodeSaml: VerifierFactory = ({ idp, sp }, { elements }) => {
  const saml = new SAML({
    idpCert: idp.certificatePem,
    issuer: SP,
    audience: SP,
    callbackUrl: ACS,
    idpIssuer: IDP,
    decryptionPvk: sp.privateKeyPem,
    wantAuthnResponseSigned: elements !== 'assertion',
    wantAssertionsSigned: elements !== 'response',
    acceptedClockSkewMs: 120_000,
    validateInResponseTo: ValidateInResponseTo.never,
  });
  return {
    name: 'node-saml 5.1.0',
    nameIdOf: async (samlResponse) => {
      const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: samlResponse });
      return profile?.nameID;
    },
  };
};

const samlifyVerifier: VerifierFactory = ({ idp, sp }, { encrypted }) => {
  // Checking the schema would cost it hundreds of milliseconds more; it is left out in its favour.
  samlify.setSchemaValidator({ validate: () => Promise.resolve('skipped') });
  const serviceProvider = samlify.ServiceProvider({
    entityID: SP,
    wantMessageSigned: false,
    encPrivateKey: sp.privateKeyPem,
    assertionConsumerService: [{ Binding: samlify.Constants.namespace.binding.post, Location: ACS }],
  });
  const identityProvider = samlify.IdentityProvider({
    entityID: IDP,
    signingCert: idp.certificatePem,
    isAssertionEncrypted: encrypted,
    // Of a signed Response around an encrypted assertion, it verifies the outer signature alone.
    messageSigningOrder: encrypted ? 'encrypt-then-sign' : 'sign-then-encrypt',
    singleSignOnService: [{ Binding: samlify.Constants.namespace.binding.redirect, Location: SSO }],
    singleLogoutService: [{ Binding: samlify.Constants.namespace.binding.redirect, Location: SSO }],
  });
  return {
    name: 'samlify 2.13.1 (no schema)',
    nameIdOf: async (samlResponse) => {
      const request = { body: { SAMLResponse: samlResponse } };
      const { extract } = await serviceProvider.parseLoginResponse(identityProvider, 'post', request);
      return extract.nameID;
    },
  };
};

const saml2js: VerifierFactory = ({ idp, sp }) => {
  const serviceProvider = new saml2.ServiceProvider({
    entity_id: SP,
    private_key: sp.privateKeyPem,
    certificate: sp.certificatePem,
    assert_endpoint: ACS,
    allow_unencrypted_assertion: true,
    audience: SP,
  });
  const identityProvider = new saml2.IdentityProvider({
    sso_login_url: SSO,
    sso_logout_url: SSO,
    certificates: [idp.certificatePem],
  });
  return {
    name: 'saml2-js 4.0.4',
    nameIdOf: (samlResponse) =>
      new Promise((resolve, reject) => {
        const options = { request_body: { SAMLResponse: samlResponse } };
        serviceProvider.post_assert(identityProvider, options, (error, answer) => {
          if (error === null) resolve(answer.user.name_id);
          else reject(error);
        });
      }),
  };
};

const boxyhq: VerifierFactory = ({ idp, sp }) => ({
  name: '@boxyhq/saml20 1.15.2',
  nameIdOf: async (samlResponse) => {
    const { claims } = await saml20.default.validate(Buffer.from(samlResponse, 'base64').toString(), {
      publicKey: idp.certificateBase64,
      privateKey: sp.privateKeyPem,
      audience: SP,
      inResponseTo: REQUEST_ID,
    });
    return claims['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier'] as string | undefined;
  },
});

/** Ours first. */
export const VERIFIERS: readonly VerifierFactory[] = [
  cordboardIn('thread-pool', 'cordboard'),
  nodeSaml,
  samlifyVerifier,
  saml2js,
  boxyhq,
];

/** The same, and ours with the private key where the bare work has it. */
export const VERIFIERS_OF_ENCRYPTED: readonly VerifierFactory[] = [
  ...VERIFIERS,
  cordboardIn('event-loop', OURS_ON_EVENT_LOOP),
];
