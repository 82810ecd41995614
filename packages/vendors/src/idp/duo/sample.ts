/** What a generic application of Duo Single Sign-On hands out, and what it sends once the guide was followed. */
import type { IdpSample } from '../idp-sample.ts';

/** Self-signed for DIACME0000000000001, until 2049; its private key was thrown away. */
const CERTIFICATE = `
MIIDHTCCAgWgAwIBAgIUHGlkX3waS4fJlMMlsBYHz17xTwwwDQYJKoZIhvcNAQEL
BQAwHjEcMBoGA1UEAwwTRElBQ01FMDAwMDAwMDAwMDAwMTAeFw0yNjExMjYwMDMz
MzJaFw00OTExMjUwMDMzMzJaMB4xHDAaBgNVBAMME0RJQUNNRTAwMDAwMDAwMDAw
MDEwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQDp5a88EseBshovVGTz
564YaSOJOPoaAvZMY+gDxKWVDdv55KcrYXmYwkG07p9pKf8WivB1GVLRzSI5F2VT
usTp5pVC/Mfs9FYvGXiUg03+T+zgcgq0yh4YJ63iOmpiSDnkEWFEThhfE0xITEzj
QF7Bj95jdsLSd8OEaTviA9XlMGZRaBFuyk+oLDGzUhqQ/U06JL6mmtb6ruG5GRAn
OZ0N9YZvFOtUjmcP3lVMIZY7hGpU049Oiir3RFBnuRaH57Ife9PrajSpCltyWJ0p
YMDCUPv1qX+t8AA3TTgaCrf50XvLk52TYeAUpkFE5GObKoZ/XhXFHoOOKwZ9u7qn
f6kfAgMBAAGjUzBRMB0GA1UdDgQWBBTw4NeG7avwUq1g9LcDa0bQimVPJTAfBgNV
HSMEGDAWgBTw4NeG7avwUq1g9LcDa0bQimVPJTAPBgNVHRMBAf8EBTADAQH/MA0G
CSqGSIb3DQEBCwUAA4IBAQAjXnJthuI5VmrrY50pDYG6orRJpGzWkO0byBEROHOk
n/rXnnEPXDkInhIr0i9XB1Do+61aJUyFRJ02PW5v7uH1szKvmErKKDV+Ozp9GyNp
KJ3P9Dsx3Ui57kvs/2ukkhZzFwBVyJvS8m4uaE1RFeoSa+BO3p8R8+z1h+jliWx7
OfP2mebZEYneaRjkY66IgS0w+NTOf6pLQuca+UADpCGKevYHJaPNPe/1QprrPp34
UFtK0S0f+yoSmugXdNGR2Uh6aaXXlNcggly8uGry3ZRTnvgkBqQKh+64pZLux4yy
zcJ8BdjvnDwa5JdfnZ6Gj22nOeLjeEcdjK0Q9nPmH5wB`;

export const duoSample: IdpSample = {
  metadataXml: `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="https://sso-1a2b3c4d.sso.duosecurity.com/saml2/sp/DIACME0000000000001/metadata">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo>
        <ds:X509Data>
          <ds:X509Certificate>${CERTIFICATE}</ds:X509Certificate>
        </ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>
    <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://sso-1a2b3c4d.sso.duosecurity.com/saml2/sp/DIACME0000000000001/slo"/>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://sso-1a2b3c4d.sso.duosecurity.com/saml2/sp/DIACME0000000000001/sso"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sso-1a2b3c4d.sso.duosecurity.com/saml2/sp/DIACME0000000000001/sso"/>
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
      { name: 'groups', values: ['Contact Centre Agents'] },
    ],
  },
};
