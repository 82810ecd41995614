/** What an enterprise application of Entra ID hands out and sends; the tenant is made up. */
import type { IdpSample } from '../idp-sample.ts';
import { claim } from './names.ts';

/** Self-signed for Federated sign-on of Acme, until 2049; its private key was thrown away. */
const CERTIFICATE = `
MIIDKTCCAhGgAwIBAgIUYfMWtSEI65t7iDneEknhZqyJdBIwDQYJKoZIhvcNAQEL
BQAwJDEiMCAGA1UEAwwZRmVkZXJhdGVkIHNpZ24tb24gb2YgQWNtZTAeFw0yNjEx
MjYwMDMzMzBaFw00OTExMjUwMDMzMzBaMCQxIjAgBgNVBAMMGUZlZGVyYXRlZCBz
aWduLW9uIG9mIEFjbWUwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQDI
cld++w2vVxwden4dFXp40LgZbs9ow7YUTN14sleg8jmlU7k5KzfvMcvmggfYs5r9
uNRdAud2D7p0kZGQJFQaYK/XPdonykQPVX+aefrb4lG61Sxj0/LePUquniZQBW4h
Qn1dU6EsImvGq/bWJCrh5UbVa0vLfNdVMmWVAG8q3/O98plJVRY4mTDQrK1vsRGx
1VaeZaD+Lcj6w2DypOk3U0a+ZAX2c1BStdWjDLUXmdPMiS4VMJgUVa6JbfA3zdoT
lkgGRjbMeNCWihDPjiW3XVWQdIEm+RDrywTla0+VcmowwLSKudS+zB6NPLXvn+/o
94+YCakAHS8NgwLEkTMZAgMBAAGjUzBRMB0GA1UdDgQWBBTJ8verAkGUa3UxpIoi
+O0rOxWLODAfBgNVHSMEGDAWgBTJ8verAkGUa3UxpIoi+O0rOxWLODAPBgNVHRMB
Af8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4IBAQCdG8o282P86vzM/LhnrfmMaPGe
+glUbJ5/2wsgeulHnDwSioeOei799i4EC3+6yQeMlY1Si3fA5oYfgEDN5/dj394U
1MHXQmegGH6/nxCaL7eyiPfhrUTHFZe4mrpuDQt6ZottowZpjw33It9z8NsPUDXR
DiilhZ8DTvmzIL9F8e7HlvJj+oRAxf4NO/UqDXCQgQjhJRZqgeOMXYeZ0XvJclLy
Qu+Hq6l0Xvuiop9IK8bCGKagJt/42yhaV7zRZpK/5L6WBnsvYcdCTbMyIJYNRHIp
gAviV+jhfGKM8R8ejbgSJLQDN4qesau3loi/3VgkC1CciBwNhyt/aqcHYN8P`;

export const entraIdSample: IdpSample = {
  metadataXml: `<?xml version="1.0" encoding="UTF-8"?>
<EntityDescriptor ID="_2f0b6a51-7c1e-4a0e-9d5f-0a1b2c3d4e5f" entityID="https://sts.windows.net/7c0f3d52-9f5e-4d0b-a2ab-2f3c1f0e9a11/" xmlns="urn:oasis:names:tc:SAML:2.0:metadata">
  <RoleDescriptor xsi:type="fed:SecurityTokenServiceType" protocolSupportEnumeration="http://docs.oasis-open.org/wsfed/federation/200706" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:fed="http://docs.oasis-open.org/wsfed/federation/200706">
    <KeyDescriptor use="signing">
      <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
        <X509Data>
          <X509Certificate>${CERTIFICATE}</X509Certificate>
        </X509Data>
      </KeyInfo>
    </KeyDescriptor>
  </RoleDescriptor>
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing">
      <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
        <X509Data>
          <X509Certificate>${CERTIFICATE}</X509Certificate>
        </X509Data>
      </KeyInfo>
    </KeyDescriptor>
    <SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://login.microsoftonline.com/7c0f3d52-9f5e-4d0b-a2ab-2f3c1f0e9a11/saml2"/>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://login.microsoftonline.com/7c0f3d52-9f5e-4d0b-a2ab-2f3c1f0e9a11/saml2"/>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://login.microsoftonline.com/7c0f3d52-9f5e-4d0b-a2ab-2f3c1f0e9a11/saml2"/>
  </IDPSSODescriptor>
</EntityDescriptor>
`,
  response: {
    nameId: { format: 'emailAddress', value: 'amina@acme.example' },
    attributes: [
      { name: claim.tenantId, values: ['7c0f3d52-9f5e-4d0b-a2ab-2f3c1f0e9a11'] },
      { name: claim.objectId, values: ['3f1c2b7e-5a40-4c9d-8f2a-6b1d9e7c0a54'] },
      { name: claim.displayName, values: ['Amina Okoye'] },
      { name: claim.groups, values: ['0b8a6f1e-2c3d-4e5f-9a7b-1c2d3e4f5a6b'] },
      { name: claim.firstName, values: ['Amina'] },
      { name: claim.lastName, values: ['Okoye'] },
      { name: claim.email, values: ['amina@acme.example'] },
      { name: claim.login, values: ['amina@acme.example'] },
    ],
  },
};
