/** The metadata file of a custom SAML app of Google Workspace, and what it sends once the guide was followed. */
import type { IdpSample } from '../idp-sample.ts';

/** Self-signed for Google of Acme, until 2049; its private key was thrown away. */
const CERTIFICATE = `
MIIDEzCCAfugAwIBAgIUB9yWX/FmPxokFPqKxNkmn1A6ztswDQYJKoZIhvcNAQEL
BQAwGTEXMBUGA1UEAwwOR29vZ2xlIG9mIEFjbWUwHhcNMjYxMTI2MDAzMzMxWhcN
NDkxMTI1MDAzMzMxWjAZMRcwFQYDVQQDDA5Hb29nbGUgb2YgQWNtZTCCASIwDQYJ
KoZIhvcNAQEBBQADggEPADCCAQoCggEBAIX3H4VzgWyavsTo7/p1/tNUt6xbqGQo
ZYcAbI9cS0s/wmkF4BbJeL0iZ8HQNCgd3qm1b9MwyCv85GsMs+CCg1IKlM8KlvLp
GfR3juKngEU3m7x0HLQhDL3FuCqwxCgJHjYezaXUpOWS3lwSo97f041Bl+wiHEHC
Ccy+0kLmse/iJDqU9J2Ra7nKgu7JIFf3+rCPOHwrHbZ/c9yAOBT4E8ARl1Ir4B4u
+jQ4yxbbRvv/Ei7JCQvP4f6nzC65Nl6G1fttJsttXb4JJkGI/U5aZNAbRTFbVynT
QNvKvXCr3I+lXiDCQtOF5I9PVRx0e3hdpbo2r2GJXD4gHWh4S98dXmsCAwEAAaNT
MFEwHQYDVR0OBBYEFJ9CBqcSWGKMn7oEELIEWlqx7dN8MB8GA1UdIwQYMBaAFJ9C
BqcSWGKMn7oEELIEWlqx7dN8MA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQEL
BQADggEBADw+r0BKx5yu8ApCVon9/heYQmjjMYRPRyqGrz9p6DJNg8RHstQVMC2+
9R29YQ4MC9pyh1OYtSN+sezpaU5KjXXHflxQhZhDmkotfcIi3YxI+2YvA9s2YRG2
zbXls5QggdtB7yXlPFd/i0iiM/QFYvJzD7dNN1vKvfib5GJ2rw/eOx3D/qAQitp5
NbTR++2iJEtd8y18v/2559U0mRwF1g4scqI/Asc9xE+i7cSv5j9fkyiQLym4O5cL
H+6kOEC/i8tekvYTkf9cHjqyjEtAlhMOOpPzNu0heHyXIg7kKEZ7SJWRvsTGXuLN
N3DOGY+SVozhdtUjDCGfSl4uYx8Pxt4=`;

export const googleSample: IdpSample = {
  metadataXml: `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://accounts.google.com/o/saml2?idpid=C0acme123" validUntil="2049-01-01T00:00:00.000Z">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data>
          <ds:X509Certificate>${CERTIFICATE}</ds:X509Certificate>
        </ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://accounts.google.com/o/saml2/idp?idpid=C0acme123"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://accounts.google.com/o/saml2/idp?idpid=C0acme123"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>
`,
  response: {
    nameId: { format: 'emailAddress', value: 'amina@acme.example' },
    attributes: [
      { name: 'email', values: ['amina@acme.example'] },
      { name: 'firstName', values: ['Amina'] },
      { name: 'lastName', values: ['Okoye'] },
      { name: 'department', values: ['Service'] },
      { name: 'groups', values: ['Contact Centre Agents'] },
    ],
  },
};
