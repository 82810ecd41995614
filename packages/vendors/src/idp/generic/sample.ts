/** Plain metadata of a SAML 2.0 identity provider, and a plain set of attributes. */
import type { IdpSample } from '../idp-sample.ts';

/** Self-signed for login.acme.example, until 2049; its private key was thrown away. */
const CERTIFICATE = `
MIIDGzCCAgOgAwIBAgIUJTZDKOm/1DAxiurGr2GhAXyd3jwwDQYJKoZIhvcNAQEL
BQAwHTEbMBkGA1UEAwwSbG9naW4uYWNtZS5leGFtcGxlMB4XDTI2MTEyNjAwMzMz
MloXDTQ5MTEyNTAwMzMzMlowHTEbMBkGA1UEAwwSbG9naW4uYWNtZS5leGFtcGxl
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAv63SF6tRcss4g8JDGfkM
XOrcxO9PmiYyhPjzYVAIC1ttkCrpG9q8WwdGTU4t8pjR9wBPrnq829fDFtTSjIMb
i2hnp8pBQBfXxLLNHc+vL0DVoQY/g3hkibtxt0iVEqt2cWCrsXqwsjJMsTTvWjmg
+FE+btmYN8vx8c8P8C5nIXki0taVoAWjDb/OL30GxHissr6IrFvjrQOAh+w3ivF/
pkfh1iyV62Q3IsChoCFw0Oiw5ex20vkK1uUMi56yUDfe+cTFh0mNTwqCdZb9eYnW
BtqonAoXTBiNzh38ccsNnk8UIgxomEu3qQSoDBPWa3Dqlwxo28ZxWsNqC4cGvD3p
SQIDAQABo1MwUTAdBgNVHQ4EFgQUjVkeaq/F+pbMdT2EDf2kFL635oYwHwYDVR0j
BBgwFoAUjVkeaq/F+pbMdT2EDf2kFL635oYwDwYDVR0TAQH/BAUwAwEB/zANBgkq
hkiG9w0BAQsFAAOCAQEASPQIccUCj3ewTvDyNCfRTN8iSWci+RaYrVEehLBXvlYw
mqpPhh+VfbRZIRIxf2/WN9VEX+ZyKiChstEt7JQvkfrCvRGvSIm6+laG9IObmGK1
+XigSb3fL1WY++8SicFTjU4ZpFZMcHMnJvx/VugiMQd7YSCR/sq3kISTuH6eI/xV
K2TkMguM1eHyLa2Bx4LegGW9nZFGp9BS8DV9giOMc2EF4Ok7PCqbODY8jVXsOg+v
ZM8yFdopjMe/QHTKfpixQdhhJ/de0YqK7WsXytmWftDIRIFNxJYy3FuJA2LNeHG/
YG2E5CTbo7sXPQH403iVaFLqzPQwuy0SsqJzK9Gg4w==`;

export const genericSample: IdpSample = {
  metadataXml: `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="https://login.acme.example/saml2/metadata">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo>
        <ds:X509Data>
          <ds:X509Certificate>${CERTIFICATE}</ds:X509Certificate>
        </ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>
    <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://login.acme.example/saml2/slo"/>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://login.acme.example/saml2/sso"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://login.acme.example/saml2/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>
`,
  response: {
    nameId: { format: 'emailAddress', value: 'amina@acme.example' },
    attributes: [
      { name: 'email', values: ['amina@acme.example'] },
      { name: 'firstName', values: ['Amina'] },
      { name: 'lastName', values: ['Okoye'] },
      { name: 'displayName', values: ['Amina Okoye'] },
      { name: 'department', values: ['Service'] },
      { name: 'uid', values: ['amina'] },
      { name: 'groups', values: ['contact-centre-agents'] },
    ],
  },
};
