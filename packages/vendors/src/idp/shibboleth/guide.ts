/** Shibboleth IdP, step by step: a metadata provider, a release policy, two reloads. */
import type { GuideStep } from '../guide-step.ts';
import { confirmEmail, enterMetadataUrl, testSignIn } from '../shared-steps.ts';
import { oid } from './names.ts';

const METADATA_PROVIDER = `<MetadataProvider id="Cordboard" xsi:type="FileBackedHTTPMetadataProvider"
    metadataURL="{{metadataUrl}}"
    backingFile="%{idp.home}/metadata/cordboard-metadata.xml"/>`;

const FILTER_POLICY = `<AttributeFilterPolicy id="cordboard">
    <PolicyRequirementRule xsi:type="Requester" value="{{entityId}}"/>
    <AttributeRule attributeID="mail" permitAny="true"/>
    <AttributeRule attributeID="givenName" permitAny="true"/>
    <AttributeRule attributeID="sn" permitAny="true"/>
    <AttributeRule attributeID="displayName" permitAny="true"/>
</AttributeFilterPolicy>`;

export const withMetadata: readonly GuideStep[] = [
  {
    ...enterMetadataUrl('The metadata of the IdP is usually at https://<IdP host>/idp/shibboleth.'),
    warning:
      'This address usually serves a file that was made at installation. Ask whether it is kept up to date; otherwise use the address of your federation.',
  },
  {
    id: 'add-metadata-provider',
    title: 'Let Shibboleth read our metadata',
    owner: 'idp-administrator',
    text: 'Add this element to conf/metadata-providers.xml, inside the outer element. Shibboleth then fetches our metadata by itself and notices new certificates.',
    snippet: { language: 'xml', text: METADATA_PROVIDER },
  },
  {
    id: 'release-attributes',
    title: 'Release the attributes',
    owner: 'idp-administrator',
    text: 'Shibboleth sends an attribute only when a policy releases it. Add this policy to conf/attribute-filter.xml.',
    snippet: { language: 'xml', text: FILTER_POLICY },
    attributes: [
      { name: oid.mail, source: 'mail', field: 'email' },
      { name: oid.givenName, source: 'givenName', field: 'firstName' },
      { name: oid.sn, source: 'sn', field: 'lastName' },
      { name: oid.displayName, source: 'displayName', field: 'displayName' },
      { name: oid.uid, source: 'uid', field: 'login', when: { platforms: ['cisco-ucc'] } },
    ],
    warning:
      'Attributes arrive under object identifiers such as urn:oid:0.9.2342.19200300.100.1.3, not under the short names of the policy.',
  },
  {
    id: 'release-groups',
    title: 'Release the groups',
    owner: 'idp-administrator',
    text: 'Add one more AttributeRule to the policy, for the attribute that holds the groups. Its ID is usually isMemberOf.',
    attributes: [{ name: oid.isMemberOf, source: 'isMemberOf', field: 'groups' }],
    when: { need: 'groups' },
  },
  {
    id: 'reload-services',
    title: 'Load the changes',
    owner: 'idp-administrator',
    text: 'Run these two commands in the folder of the IdP. No restart is needed.',
    snippet: {
      language: 'shell',
      text: 'bin/reload-service.sh -id shibboleth.MetadataResolverService\nbin/reload-service.sh -id shibboleth.AttributeFilterService',
    },
  },
  {
    id: 'sign-out',
    title: 'Let sign-out reach Shibboleth',
    owner: 'idp-administrator',
    text: 'Our sign-out address comes with our metadata. In conf/idp.properties these two must be true; a change needs a restart of the IdP.',
    settings: [
      { field: 'idp.session.trackSPSessions', choose: 'true' },
      { field: 'idp.session.secondaryServiceIndex', choose: 'true' },
    ],
    warning:
      'The metadata of the IdP must list its SingleLogoutService addresses. The file made at installation may have them as a comment.',
    optional: true,
  },
  {
    id: 'preview-release',
    title: 'Look at what would be sent',
    owner: 'idp-administrator',
    text: 'Run this command with the user name of a real person in place of amina. The e-mail address must be in the output.',
    snippet: { language: 'shell', text: "bin/aacli.sh --saml2 -n amina -r '{{entityId}}'" },
    optional: true,
  },
  {
    id: 'check-encryption',
    title: 'Check the encryption',
    owner: 'idp-administrator',
    text: 'Shibboleth usually encrypts as soon as our metadata has an encryption key, and it has one now. Nothing is to be configured; reload the metadata once more if the key is new.',
    when: { need: 'encryption' },
  },
  confirmEmail,
  testSignIn,
];
