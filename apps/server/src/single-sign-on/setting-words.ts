/** Settings that a test proved, in the words of the portal: what an administrator reads when one of them has changed. */
import type { ConnectionSettings, ServiceProviderSettings } from '@cordboard/contract/tenant-settings';

const serviceProvider: Readonly<Record<keyof ServiceProviderSettings | 'requestSigningKey' | 'decryptionKey', string>> =
  {
    entityId: 'the entity ID',
    signRequests: 'whether requests are signed',
    signatureAlgorithm: 'the signature algorithm of requests',
    wantEncryptedAssertions: 'whether assertions are asked for encrypted',
    nameIdFormats: 'the NameID formats',
    nodes: 'the nodes',
    defaultNode: 'the default node',
    aliases: 'the aliases',
    requestSigningKey: 'the key that signs requests',
    decryptionKey: 'the key that decrypts assertions',
  };

const connection: Readonly<Record<keyof ConnectionSettings, string>> = {
  vendor: 'the product of the identity provider',
  require: 'what must be signed',
  idpInitiated: 'sign-ins that begin at the identity provider',
  clockSkewSeconds: 'the tolerated clock difference',
  requestEntityId: 'what requests call us',
  requestAcsUrl: 'where requests ask for the answer',
  requestBinding: 'how requests are sent',
  nameIdPolicy: 'the NameID format that requests ask for',
  requestedAuthnContext: 'the authentication contexts that requests ask for',
  forceAuthn: 'whether a fresh sign-in is asked for',
  sendLogoutRequests: 'whether a sign-out here asks for one at the identity provider',
  cbcSignedInside: 'whether AES-CBC is accepted',
  allowSha1: 'whether SHA-1 signatures are accepted, which can be forged',
  allowRsa1024: 'whether RSA keys shorter than 2048 bits are accepted, which can be broken',
  match: 'how people are recognised',
  profile: 'the attributes of the profile',
};

const identityProvider: Readonly<Record<string, string>> = {
  entityId: 'the entity ID of the identity provider',
  wantAuthnRequestsSigned: 'whether the identity provider wants signed requests',
  singleSignOn: 'the login URL of the identity provider',
  metadataUrl: 'the metadata URL of the identity provider',
  certificates: 'the signing certificates of the identity provider',
};

const groups = new Map<string, Readonly<Record<string, string>>>([
  ['serviceProvider', serviceProvider],
  ['connection', connection],
  ['identityProvider', identityProvider],
]);

/** @param path as `changedSince` names it, `connection.allowSha1`; one that is not known keeps its name */
export const settingWords = (path: string): string => {
  if (path === 'address') {
    return 'the public address';
  }
  if (path === 'connection.match.allowAnyEmailDomain') {
    return 'whether e-mail addresses of every domain are matched, also of domains that are not yours';
  }
  const [group = '', name = ''] = path.split('.');
  return groups.get(group)?.[name] ?? path;
};

/** Words for each, once: several settings of one group can read the same. */
export const settingsInWords = (paths: readonly string[]): readonly string[] => [...new Set(paths.map(settingWords))];
