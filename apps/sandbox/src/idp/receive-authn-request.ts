/** From an AuthnRequest as it came in to a sign-in that may be answered (SAML profiles §4.1.4.1). */
import {
  type AuthnRequestInput,
  decodeAuthnRequest,
  loadVerificationKey,
  type VerifiedAuthnRequest,
  verifyAuthnRequest,
} from '@cordboard/saml';
import type { IdpContext } from './idp-context.ts';
import type { PendingSignIn } from './pending-sign-in.ts';
import type { RegisteredServiceProvider } from './service-provider-registry.ts';

const mustBeSigned = (context: IdpContext, { settings, metadata }: RegisteredServiceProvider): boolean =>
  settings.requireSignedRequests === true || context.wantAuthnRequestsSigned || metadata.authnRequestsSigned;

const toPending = (
  request: VerifiedAuthnRequest,
  serviceProvider: RegisteredServiceProvider,
  received: { readonly relayState: string | undefined; readonly at: Date },
): PendingSignIn => ({
  serviceProvider,
  acsUrl: request.acsUrl,
  relayState: received.relayState,
  beganAt: received.at,
  request: {
    id: request.id,
    forceAuthn: request.forceAuthn,
    isPassive: request.isPassive,
    nameIdFormat: request.nameIdPolicy?.format,
    authnContextClassRefs: request.requestedAuthnContext?.classRefs ?? [],
    loginHint: request.subjectNameId,
  },
});

/**
 * A signature is verified when there is one, and demanded when the service provider's metadata promises it, the
 * settings ask for it or our own metadata wants it. The answer goes to a registered endpoint only.
 *
 * @param relayState Of a POST; that of a redirect is in its query.
 * @throws SamlError `message.*`, `xml.*`, `request.*`, `signature.*`; SandboxError `sandbox.service_provider_*`.
 */
export async function receiveAuthnRequest(
  context: IdpContext,
  input: AuthnRequestInput,
  relayState: string | undefined,
): Promise<PendingSignIn> {
  const decoded = decodeAuthnRequest(input);
  const serviceProvider = await context.serviceProviders.byEntityId(decoded.unverified.issuer);
  const { metadata } = serviceProvider;
  const at = context.clock();
  const request = verifyAuthnRequest(decoded, {
    serviceProvider: {
      entityId: metadata.entityId,
      acs: metadata.assertionConsumerServices.map((acs) => ({ ...acs, url: acs.location })),
      verificationKeys: metadata.signingCertificates.map((certificate) => loadVerificationKey(certificate.pem)),
    },
    ssoUrls: [context.ssoUrl],
    requireSigned: mustBeSigned(context, serviceProvider),
    now: at,
  });
  return toPending(request, serviceProvider, { relayState: decoded.redirect?.relayState ?? relayState, at });
}
