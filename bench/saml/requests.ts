/** Signed AuthnRequests for the Redirect binding, by us and by the peers. */
import { verify as cryptoVerify, randomBytes } from 'node:crypto';
import { buildAuthnRequest, encodeRedirect, type KeyPlace, loadSigningKey } from '@cordboard/saml';
import { SAML } from '@node-saml/node-saml';
import * as saml2 from 'saml2-js';
import * as samlify from 'samlify';
import { bareSignature, OURS_ON_EVENT_LOOP } from './bare-crypto.ts';
import { ACS, type BenchKeys, IDP, SP, SSO } from './messages.ts';

export interface Requester {
  readonly name: string;
  readonly url: () => Promise<string>;
}

const cordboardIn =
  (place: KeyPlace, name: string) =>
  ({ sp }: BenchKeys): Requester => {
    const key = loadSigningKey({ privateKeyPem: sp.privateKeyPem, place });
    return {
      name,
      url: () => {
        const random = (size: number): Buffer => randomBytes(size);
        const { xml } = buildAuthnRequest({ issuer: SP, destination: SSO, acsUrl: ACS, now: new Date(), random });
        return encodeRedirect({ destination: SSO, parameter: 'SAMLRequest', message: xml, signing: { key } });
      },
    };
  };

const cordboard = cordboardIn('thread-pool', 'cordboard');

const nodeSaml = ({ idp, sp }: BenchKeys): Requester => {
  const saml = new SAML({
    idpCert: idp.certificatePem,
    issuer: SP,
    callbackUrl: ACS,
    entryPoint: SSO,
    privateKey: sp.privateKeyPem,
    signatureAlgorithm: 'sha256',
  });
  return { name: 'node-saml 5.1.0', url: () => saml.getAuthorizeUrlAsync('', undefined, {}) };
};

const samlifyRequester = ({ idp, sp }: BenchKeys): Requester => {
  const serviceProvider = samlify.ServiceProvider({
    entityID: SP,
    authnRequestsSigned: true,
    privateKey: sp.privateKeyPem,
    requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    assertionConsumerService: [{ Binding: samlify.Constants.namespace.binding.post, Location: ACS }],
  });
  const identityProvider = samlify.IdentityProvider({
    entityID: IDP,
    signingCert: idp.certificatePem,
    wantAuthnRequestsSigned: true,
    singleSignOnService: [{ Binding: samlify.Constants.namespace.binding.redirect, Location: SSO }],
  });
  return {
    name: 'samlify 2.13.1',
    url: () => Promise.resolve(serviceProvider.createLoginRequest(identityProvider, 'redirect').context),
  };
};

const saml2js = ({ idp, sp }: BenchKeys): Requester => {
  const serviceProvider = new saml2.ServiceProvider({
    entity_id: SP,
    private_key: sp.privateKeyPem,
    certificate: sp.certificatePem,
    assert_endpoint: ACS,
    sign_get_request: true,
  });
  const identityProvider = new saml2.IdentityProvider({
    sso_login_url: SSO,
    sso_logout_url: SSO,
    certificates: [idp.certificatePem],
  });
  return {
    name: 'saml2-js 4.0.4',
    url: () =>
      new Promise((resolve, reject) => {
        serviceProvider.create_login_request_url(identityProvider, {}, (error, url) => {
          if (error === null) resolve(url);
          else reject(error);
        });
      }),
  };
};

const SIGNED = /[?&](SAMLRequest=[^&]+)(&RelayState=[^&]*)?(&SigAlg=[^&]+)/;

/** The octets that the signature of a query covers, in the order of SAML bindings §3.4.4.1. */
const signedOctets = (url: string): Buffer => {
  const match = SIGNED.exec(url);
  if (match === null) {
    throw new Error(`no signed query in ${url}`);
  }
  return Buffer.from(match.slice(1).join(''));
};

const requireSigned = async ({ name, url }: Requester, keys: BenchKeys): Promise<void> => {
  const made = await url();
  const signature = Buffer.from(new URL(made).searchParams.get('Signature') ?? '', 'base64');
  if (!cryptoVerify('sha256', signedOctets(made), keys.sp.publicKeyPem, signature)) {
    throw new Error(`${name} made a request whose signature does not verify`);
  }
};

/** Ours first. @boxyhq/saml20 has no Redirect binding. */
export const REQUESTERS: readonly ((keys: BenchKeys) => Requester)[] = [
  cordboard,
  nodeSaml,
  samlifyRequester,
  saml2js,
  cordboardIn('event-loop', OURS_ON_EVENT_LOOP),
];

/** The one signature that a request needs, over octets as ours has them. */
export const bareRequest = async (keys: BenchKeys, place: KeyPlace): Promise<() => unknown> =>
  bareSignature(keys, signedOctets(await cordboard(keys).url()), place);

/** The names of the requesters, after the signature of each was verified. */
export const checkedRequesterNames = async (keys: BenchKeys): Promise<readonly string[]> => {
  const requesters = REQUESTERS.map((make) => make(keys));
  for (const requester of requesters) {
    await requireSigned(requester, keys);
  }
  return requesters.map(({ name }) => name);
};
