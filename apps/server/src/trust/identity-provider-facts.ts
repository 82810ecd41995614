/** A description as administrators see it. */
import type { IdentityProviderFacts } from '@cordboard/contract/identity-provider-trust';
import type { IdentityProviderDescription, IdentityProviderSource } from '../storage/ports/directory-store.ts';
import { idpCertificateFacts } from './idp-certificate.ts';

export const identityProviderFacts = (
  description: IdentityProviderDescription,
  now: number,
): IdentityProviderFacts => ({
  entityId: description.entityId,
  signIn: [...description.singleSignOn],
  signOut: [...description.singleLogout],
  wantAuthnRequestsSigned: description.wantAuthnRequestsSigned,
  validUntil: description.validUntil,
  certificates: description.signingCertificates.map((pem) => idpCertificateFacts(pem, now)),
});

export const sourceInWords = (source: IdentityProviderSource): string => {
  switch (source.kind) {
    case 'url':
      return source.url;
    case 'file':
      return 'a metadata file';
    case 'manual':
      return 'single values';
  }
};
