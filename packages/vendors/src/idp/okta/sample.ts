/** What an app integration of Okta hands out, and what it sends once the guide was followed. */
import type { IdpSample } from '../idp-sample.ts';

/** Self-signed for acme.okta.example, until 2049; its private key was thrown away. */
const CERTIFICATE = `
MIIDGTCCAgGgAwIBAgIUFXQbklLlaNKgApgO9sNX6cSUryQwDQYJKoZIhvcNAQEL
BQAwHDEaMBgGA1UEAwwRYWNtZS5va3RhLmV4YW1wbGUwHhcNMjYxMTI2MDAzMzMw
WhcNNDkxMTI1MDAzMzMwWjAcMRowGAYDVQQDDBFhY21lLm9rdGEuZXhhbXBsZTCC
ASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAMHnU+s23yplesXOILs6Xcda
JUrlDkA4FKo5clv/jA+31KDNhokqPk040XWnKnIAYcISL1XqtTOZniuTdcg1jet5
vMMTGBHe/5IZpYDjtujfQTMNkNtFim3YWdVEUoRSWOpJ4bmlJfUr+Gu0qrzShtwy
y3hISeHQTRlz6dGJ7ts2YYCipgDjJ4+rWW6l46LVbNheEngcf6Kec2lOolBA5OrE
Fac6eeQooe/biavUSDo+FEq7qsqlpcAP4QnRRJYODRoc4ndTSe42Y286+x32nxRB
eeJ9Dj6TIeNuJWeanJtVyaVA/zcoMDSPyNWi5PIttZabPcxIYaeVHwR1T7Q1dEcC
AwEAAaNTMFEwHQYDVR0OBBYEFKtaMvXJTKIUwPBoWqJjfmZyOM8nMB8GA1UdIwQY
MBaAFKtaMvXJTKIUwPBoWqJjfmZyOM8nMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZI
hvcNAQELBQADggEBAKTwcdUGVVem7RUvf86zhGEHKPGcNE2lyAQi9yAqZk8ehyrB
qYh+0GbOfGI7ngU9l716LIByGtmf/viMcVfVfEz/Op6HI9j1bSjg19is477qGN16
/nHAm6rBFQU10250Sw/sM3hntDJ4VASXlw9OUUMUBcrm1ZDaYmmlTe2gWvaynne4
mDKrcjYRScORti1esAtcbU3ahCCBV+0El1uR1lZMIkLqnHPPMLBzgkFgnt7bdyrw
dAnwQZxKydOinlB4JStTYFTKnyN7YAa2SP54BICfPr7+XNq6flw7HOBtFmJUOqKv
GCViI22SyT+K/VG3mnAoGHMNTHmYTBGpgv5TnzA=`;

export const oktaSample: IdpSample = {
  metadataXml: `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor entityID="http://www.okta.com/exk1acmecontact0001" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data>
          <ds:X509Certificate>${CERTIFICATE}</ds:X509Certificate>
        </ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</md:NameIDFormat>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://acme.okta.example/app/acme_contactcentre_1/exk1acmecontact0001/sso/saml"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://acme.okta.example/app/acme_contactcentre_1/exk1acmecontact0001/sso/saml"/>
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
      { name: 'groups', values: ['Contact Centre Agents', 'Contact Centre Berlin'] },
    ],
  },
};
