import { randomBytes } from 'node:crypto';
import {
  buildAuthnRequest,
  encodeRedirect,
  loadVerificationKey,
  readIdpMetadata,
  verifyResponse,
} from '@cordboard/saml';

const ENTITY_ID = 'https://app.example/saml/metadata';
const ACS_URL = 'https://app.example/saml/acs';

/** Sends a person to the identity provider. Keep `requestId` with the browser, for instance in a cookie. */
export const startSignIn = async (
  idpMetadata: string,
): Promise<{ readonly url: string; readonly requestId: string }> => {
  const idp = readIdpMetadata(idpMetadata, { now: new Date() });
  const destination = idp.singleSignOnServices.find(({ binding }) => binding.endsWith(':HTTP-Redirect'))?.location;
  if (destination === undefined) {
    throw new Error('the identity provider has no address for redirects');
  }
  const { id, xml } = buildAuthnRequest({
    issuer: ENTITY_ID,
    destination,
    acsUrl: ACS_URL,
    now: new Date(),
    random: randomBytes,
  });
  return { url: await encodeRedirect({ destination, parameter: 'SAMLRequest', message: xml }), requestId: id };
};

/** Judges the form field SAMLResponse that came to the ACS URL. */
export const finishSignIn = async (idpMetadata: string, samlResponse: string, requestId: string): Promise<string> => {
  const idp = readIdpMetadata(idpMetadata, { now: new Date() });
  const verdict = await verifyResponse(
    { samlResponse },
    {
      idpEntityId: idp.entityId,
      verificationKeys: idp.signingCertificates.map(({ pem }) => loadVerificationKey(pem)),
      acsUrls: [ACS_URL],
      audiences: [ENTITY_ID],
      inResponseTo: requestId,
      now: new Date(),
    },
  );
  if (!verdict.accepted) {
    throw new Error(`${verdict.code}: expected ${verdict.expected}, received ${verdict.received}`);
  }
  // Remember what `replayEntries(verdict.assertion, …)` names: an assertion is for one use.
  return verdict.assertion.nameId?.value ?? 'somebody without a NameID';
};
