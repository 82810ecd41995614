/** What AD FS hands out, and what it sends once it has the rules of the guide. */
import type { IdpSample } from '../idp-sample.ts';
import { claim } from './names.ts';

/** Self-signed for ADFS Signing - adfs.acme.example, until 2049; its private key was thrown away. */
const SIGNING_CERTIFICATE = `
MIIDNzCCAh+gAwIBAgIUGs9QDIZe1kS4aZrzI3u008SEEKIwDQYJKoZIhvcNAQEL
BQAwKzEpMCcGA1UEAwwgQURGUyBTaWduaW5nIC0gYWRmcy5hY21lLmV4YW1wbGUw
HhcNMjYxMTI2MDAzMzMxWhcNNDkxMTI1MDAzMzMxWjArMSkwJwYDVQQDDCBBREZT
IFNpZ25pbmcgLSBhZGZzLmFjbWUuZXhhbXBsZTCCASIwDQYJKoZIhvcNAQEBBQAD
ggEPADCCAQoCggEBALT2YD3gL1c6E5FBye1l9jmc4hcc5V6GzuPzNXG5OZVeJDXY
rV8omGMQvcvikm6FMvjqmTtAKY1hcs83+WH8bOcPdS+UZW+DBUGyVYWx9DyMoBEd
RIy5Z0EyNKyRiv64umraJsJkmEuiqSV69EZSa/XmkLsKOKycXhmvxTNusUykIEJQ
2plYBMas0DUN8jji0cKT8dkThinJxu4Rg6upRlgJbnYz/GvKNjW2mWp+I8T5cm/4
jbMZHHxLxlu3CAtL2PWYtu0jQKal1uFHyZvHjLMDNv18t4qlsVU9l8ThcB31BnN8
5RjrUHf1+Tx9mOGLwgOmsj5iSlfpcTTTcNPe6ckCAwEAAaNTMFEwHQYDVR0OBBYE
FN9pYXv+/1vFT3ewCmhpatNbz1EgMB8GA1UdIwQYMBaAFN9pYXv+/1vFT3ewCmhp
atNbz1EgMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADggEBAAodaSk6
zIUWjjWbUR/cT7oMDm5yU42BgictI8mEDnVzTPGBLx/ES5vYVfbyPknDGNsOSX+N
ax/FR+7WsXEEvq+HUYA7oUqlocf8GDxljLjisVfIXb+BndI6ycsFw0cfIEiBlyKL
jhIYGfUwe2f2VFdQdLcfeEO1GTtPNMwE+X6sHi6tOCrPM90gQxccfz416tG5GBkL
p5Y8O7xVj3C4cmR8KvVRI5PJTfzbaluxrxzgiDF5Yh90Qd63uiNDbZqsi1LemuTe
bZoiAQ5xYKoXclgblmU7BAY1ffWFIBYqWgjk8FJkB6K1Ru6spAQn9DhHHZzBbwDp
fA097pM0mAtxO7I=`;

/** Self-signed for ADFS Encryption - adfs.acme.example, until 2049; its private key was thrown away. */
const ENCRYPTION_CERTIFICATE = `
MIIDPTCCAiWgAwIBAgIUHukYfaSusqj9LXhL9BTAV9H3KqgwDQYJKoZIhvcNAQEL
BQAwLjEsMCoGA1UEAwwjQURGUyBFbmNyeXB0aW9uIC0gYWRmcy5hY21lLmV4YW1w
bGUwHhcNMjYxMTI2MDAzMzMxWhcNNDkxMTI1MDAzMzMxWjAuMSwwKgYDVQQDDCNB
REZTIEVuY3J5cHRpb24gLSBhZGZzLmFjbWUuZXhhbXBsZTCCASIwDQYJKoZIhvcN
AQEBBQADggEPADCCAQoCggEBALMB9L/Vy2YD3slYdqytk0hRtdwD3SDzf79Ze7b+
6gem23kueCbBEnJ8w8aCUBsDM/1Nt5R/WP6uPt1GSctSXXRmTcOrnT+AnlK4k0T5
n10HdjjWMWe15T7y+5z6N4gv9GLFCrHU4fGf7ijqzsh8LTdPr+mcpFgr5YqSDbe/
QNFamOOf+HJwrNbxDCrQe0fSWtXjrGxb1qB70TmmzaBz9ta2F81meJBbP23f0Zqq
BWoGOpenTvwaBJwG2UlRclC/JK/0Q8tTlvi7krJlX7VgFCsVzcqCq9UIBRm3lyfI
Nez+glcJxwz9z3CU0ubf1whqNpoTze0x1cpy2r2OG+0/DO8CAwEAAaNTMFEwHQYD
VR0OBBYEFKDJWV1EApQGTNRGzxQMwEVQ4fV1MB8GA1UdIwQYMBaAFKDJWV1EApQG
TNRGzxQMwEVQ4fV1MA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADggEB
ACuIH9u86bpr7++2MzR5zS3Fw21F49/kOkXcfUBcPm2+BYqy85DadrUHA86r8xH+
hOYc3Xm1w7JhS8GLACXqeyMu6RQR5YWIWGVSOetxvEw8yCax5GZKUGJ/DPZoV8tZ
QtwktMp6tx3yHglo+fWVuxdQCbIKGBqpuOGOdUd3rNuQ1E31D/sCsI/ugZJJSzEW
gukB0fNojm+g/vgW3vh3OeCmo5no/cXBfGoU5OHGvkOJv3lfqG9Njnd9WyrUGaN8
G+gkZ7qpUrX/Vt3knXCxbc4SGBEKHAn70OYRIpozZzEp48fMXxpJvbOme22ILt8J
629do9w5VOKxeqqT2X/MN7Y=`;

export const adfsSample: IdpSample = {
  metadataXml: `<EntityDescriptor ID="_5d0f1c64-3f52-4a7e-8f0b-92c3d4e5f601" entityID="http://adfs.acme.example/adfs/services/trust" xmlns="urn:oasis:names:tc:SAML:2.0:metadata">
  <RoleDescriptor xsi:type="fed:SecurityTokenServiceType" protocolSupportEnumeration="http://docs.oasis-open.org/ws-sx/ws-trust/200512 http://docs.oasis-open.org/wsfed/federation/200706" ServiceDisplayName="Acme" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:fed="http://docs.oasis-open.org/wsfed/federation/200706">
    <KeyDescriptor use="signing">
      <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
        <X509Data>
          <X509Certificate>${SIGNING_CERTIFICATE}</X509Certificate>
        </X509Data>
      </KeyInfo>
    </KeyDescriptor>
  </RoleDescriptor>
  <SPSSODescriptor WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="encryption">
      <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
        <X509Data>
          <X509Certificate>${ENCRYPTION_CERTIFICATE}</X509Certificate>
        </X509Data>
      </KeyInfo>
    </KeyDescriptor>
    <AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://adfs.acme.example/adfs/ls/" index="0" isDefault="true"/>
  </SPSSODescriptor>
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="encryption">
      <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
        <X509Data>
          <X509Certificate>${ENCRYPTION_CERTIFICATE}</X509Certificate>
        </X509Data>
      </KeyInfo>
    </KeyDescriptor>
    <KeyDescriptor use="signing">
      <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
        <X509Data>
          <X509Certificate>${SIGNING_CERTIFICATE}</X509Certificate>
        </X509Data>
      </KeyInfo>
    </KeyDescriptor>
    <SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://adfs.acme.example/adfs/ls/"/>
    <SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://adfs.acme.example/adfs/ls/"/>
    <NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</NameIDFormat>
    <NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</NameIDFormat>
    <NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</NameIDFormat>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://adfs.acme.example/adfs/ls/"/>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://adfs.acme.example/adfs/ls/"/>
  </IDPSSODescriptor>
</EntityDescriptor>
`,
  response: {
    nameId: { format: 'emailAddress', value: 'amina@acme.example' },
    attributes: [
      { name: claim.email, values: ['amina@acme.example'] },
      { name: claim.firstName, values: ['Amina'] },
      { name: claim.lastName, values: ['Okoye'] },
      { name: claim.displayName, values: ['Amina Okoye'] },
      { name: claim.login, values: ['amina@acme.example'] },
      { name: claim.groups, values: ['Contact Centre Agents', 'Domain Users'] },
    ],
  },
};
