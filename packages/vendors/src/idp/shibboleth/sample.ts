/** The metadata of a Shibboleth IdP, and what it sends once the policy of the guide is loaded. */
import type { IdpSample } from '../idp-sample.ts';
import { oid } from './names.ts';

/** Self-signed for idp.acme.example, until 2049; its private key was thrown away. */
const CERTIFICATE = `
MIIDFzCCAf+gAwIBAgIURzF/syJ1EmZm1yGzQYAITw95b1wwDQYJKoZIhvcNAQEL
BQAwGzEZMBcGA1UEAwwQaWRwLmFjbWUuZXhhbXBsZTAeFw0yNjExMjYwMDMzMzJa
Fw00OTExMjUwMDMzMzJaMBsxGTAXBgNVBAMMEGlkcC5hY21lLmV4YW1wbGUwggEi
MA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCQ2IMtBdZ3xkc0elyCP5i99lI6
3DMcPQLkHLtX4AZtxtOh2g+abDXzGq5k0X9AYdfSWq94dQtKz0urtis0G9sGF7L7
oMBlqkS/iqFEjQlLgx9ANnusKi56XJ0CQdCMJKEfhFI1FHI3uxbBxdRpQWofAw2U
fpNGfDIgKZP42IXkPokuY+1m6FGcuLhCS6q17Qbv1tCXEH2qzBvy6WRJfH7wUuDu
lJll21qf0mpMH3KocdR2HM8887BblKxJNhqrwiARxdInMkH9DFL3A+iXqi5cw9Ze
1M06Cx9dmgH+m8wiBrb/duvycCZmORkZ+Wf93mnqtU/+sMzc36Uk6X7gX5yNAgMB
AAGjUzBRMB0GA1UdDgQWBBQGbSBjbkcVTJXHKGCkXLjxPS3vaTAfBgNVHSMEGDAW
gBQGbSBjbkcVTJXHKGCkXLjxPS3vaTAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3
DQEBCwUAA4IBAQBx8Dn3Y6Uz5IkHGnwz9DLrc4e0rJUTmPFqIJ8pIF6NjTXWL3qU
0jLKGxeDWMT0DKDocDsY2ywr/d7KutcQwcMAKGy9t8MNGId355Q12a3+qg8KmdpV
DX4v4Ptitu/h2RiEg4075pwFDPLB4O82BHgeDUkubQTJJ1nl+swFfiWvQIk/h+Y3
fj5yb+yXwFPxsP6UF++TvNuihTIgLC2UeFFHVSmxoRBPui4TPx9U0+6ItgfgVj3X
CSWNI4KeLxNh62EN6gOU5C6r90quobr0oV/INMPOTy76FQXRS1XCIcwbVFmiIZjb
ETVl8/LGWqw5pR0kdNxbmymo81rcG+YWIQZe`;

export const shibbolethSample: IdpSample = {
  metadataXml: `<?xml version="1.0" encoding="UTF-8"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:shibmd="urn:mace:shibboleth:metadata:1.0" xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui" entityID="https://idp.acme.example/idp/shibboleth">
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <Extensions>
      <shibmd:Scope regexp="false">acme.example</shibmd:Scope>
      <mdui:UIInfo>
        <mdui:DisplayName xml:lang="en">Acme</mdui:DisplayName>
      </mdui:UIInfo>
    </Extensions>
    <KeyDescriptor use="signing">
      <ds:KeyInfo>
        <ds:X509Data>
          <ds:X509Certificate>${CERTIFICATE}</ds:X509Certificate>
        </ds:X509Data>
      </ds:KeyInfo>
    </KeyDescriptor>
    <SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.acme.example/idp/profile/SAML2/Redirect/SLO"/>
    <NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</NameIDFormat>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.acme.example/idp/profile/SAML2/POST/SSO"/>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.acme.example/idp/profile/SAML2/Redirect/SSO"/>
  </IDPSSODescriptor>
</EntityDescriptor>
`,
  response: {
    nameId: { format: 'transient', value: 'AAdzZWNyZXQxc8k2mQd0w7Yy3n5Vh1uJ4tR9eL6pZbXo' },
    attributes: [
      { name: oid.mail, friendlyName: 'mail', values: ['amina@acme.example'] },
      { name: oid.givenName, friendlyName: 'givenName', values: ['Amina'] },
      { name: oid.sn, friendlyName: 'sn', values: ['Okoye'] },
      { name: oid.displayName, friendlyName: 'displayName', values: ['Amina Okoye'] },
      { name: oid.uid, friendlyName: 'uid', values: ['amina'] },
      { name: oid.isMemberOf, friendlyName: 'isMemberOf', values: ['contact-centre:agents'] },
    ],
  },
};
