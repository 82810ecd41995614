/** What a realm of Keycloak hands out, and what its client sends once the guide was followed. */
import type { IdpSample } from '../idp-sample.ts';

/** Self-signed for staff, until 2049; its private key was thrown away. */
const CERTIFICATE = `
MIIDATCCAemgAwIBAgIUe+I2tFA2+QzugK32zxwGrQ69kLkwDQYJKoZIhvcNAQEL
BQAwEDEOMAwGA1UEAwwFc3RhZmYwHhcNMjYxMTI2MDAzMzMxWhcNNDkxMTI1MDAz
MzMxWjAQMQ4wDAYDVQQDDAVzdGFmZjCCASIwDQYJKoZIhvcNAQEBBQADggEPADCC
AQoCggEBAOK3LWsYUD9SIkmy6DgVl+ZTXBjEaCHdR8H4HHO7GefMbScLLDkNVb9Y
R+AWTdCZL5V9Ai2Y1g/Nxm4JYRTBMr5CTADw9K+ruzp//NCQbq+UPMrwLW+kkSn5
kOjjpspN5koYTtrg8PqFzVpHMovx3IUiHkXjvP7A4VSupqP6giRoYIGZbKKL7css
7dHWxn+Mctxqu6fB/00c2N768r3wxIzGSIqUP2ne/a6QfwmWtDcNYNgN1RU641v1
/+b+BBMcRv2X4LvTXtLdKoB480M6W4oUBDDkilLdUiKHvz56U1sJYyoJzVg5k3+c
ItfOjCnp2lNv4QCYbo/NOihHTw8ltU0CAwEAAaNTMFEwHQYDVR0OBBYEFFSILcjz
bM3v/3krHPttLQVy+1caMB8GA1UdIwQYMBaAFFSILcjzbM3v/3krHPttLQVy+1ca
MA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADggEBAG/dDtu9j4AhpuSF
DD7PtKQkibFl/1HtMsfFdb1v8qLGVuU4ola5En+yn/P17EeY+VxmnJheYTkdPIrK
BkbmTbCeYW/etSn1SXupK8+EH81zsATBJL//lxCw61VbLU60DVsVRcjwxvIdPEhe
l7ESZX/gmwOrNeZh4Ad6zXu0mEB/zxQ13RXxKgwetTxX/P7SBQbBJMd2TK7Bd6DI
5x1kGAyf/OFh8+tz1YTGTl9FBaIAjDmbD2amEpvaUxfZ/9lrJwMlnJ8yl8rINwkG
c1ZwxqhYmi1yXjc5DRiUcpWZun/41PikKvhDJ7fZNsvdQrFTp694hWrMBQ8z7nkI
nVYeuKs=`;

export const keycloakSample: IdpSample = {
  metadataXml: `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="https://id.acme.example/realms/staff">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo>
        <ds:X509Data>
          <ds:X509Certificate>${CERTIFICATE}</ds:X509Certificate>
        </ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>
    <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://id.acme.example/realms/staff/protocol/saml"/>
    <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://id.acme.example/realms/staff/protocol/saml"/>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</md:NameIDFormat>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</md:NameIDFormat>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://id.acme.example/realms/staff/protocol/saml"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://id.acme.example/realms/staff/protocol/saml"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>
`,
  response: {
    nameId: { format: 'persistent', value: 'G-5b0c9a3e-7d24-4f51-8e66-2a1f0c9d8b77' },
    attributes: [
      { name: 'email', values: ['amina@acme.example'] },
      { name: 'firstName', values: ['Amina'] },
      { name: 'lastName', values: ['Okoye'] },
      { name: 'username', values: ['amina'] },
      { name: 'groups', values: ['contact-centre-agents'] },
      { name: 'Role', values: ['offline_access', 'uma_authorization'] },
    ],
  },
};
