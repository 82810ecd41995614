import { randomBytes } from 'node:crypto';
import {
  ATTRIBUTE_NAME_BASIC,
  decodeAuthnRequest,
  issueResponse,
  loadSigningKey,
  type SigningKeyMaterial,
  verifyAuthnRequest,
} from '@cordboard/saml';

const ENTITY_ID = 'https://idp.example/saml/metadata';
const SSO_URL = 'https://idp.example/saml/sso';

/** What is registered about each service provider, by entity ID. */
const SERVICE_PROVIDERS = new Map([
  ['https://app.example/saml/metadata', { acs: [{ url: 'https://app.example/saml/acs', index: 0 }] }],
]);

/** Answers an AuthnRequest that came by redirect, once the person has signed in. Post both values to `acsUrl`. */
export const answerSignIn = async (
  rawQuery: string,
  user: string,
  material: SigningKeyMaterial,
): Promise<{ readonly acsUrl: string; readonly samlResponse: string }> => {
  const decoded = decodeAuthnRequest({ rawQuery });
  const entityId = decoded.unverified.issuer;
  const registered = SERVICE_PROVIDERS.get(entityId);
  if (registered === undefined) {
    throw new Error('nobody is registered under this entity ID');
  }
  const request = verifyAuthnRequest(decoded, {
    serviceProvider: { entityId, acs: registered.acs, verificationKeys: [] },
    ssoUrls: [SSO_URL],
    // This service provider has no key. Leave it out for one that signs.
    requireSigned: false,
    now: new Date(),
  });
  const { samlResponse } = await issueResponse({
    issuer: ENTITY_ID,
    acsUrl: request.acsUrl,
    audiences: [entityId],
    inResponseTo: request.id,
    nameId: { value: user },
    attributes: [{ name: 'groups', nameFormat: ATTRIBUTE_NAME_BASIC, values: [{ text: 'agents' }] }],
    authnInstant: new Date(),
    now: new Date(),
    signing: { key: loadSigningKey(material) },
    random: randomBytes,
  });
  return { acsUrl: request.acsUrl, samlResponse };
};
