import { connectionSettings, serviceProviderSettings } from '@cordboard/contract/tenant-settings';
import { describe, expect, it } from 'vitest';
import { settingsInWords, settingWords } from './setting-words.ts';

const paths = [
  ...Object.keys(serviceProviderSettings.shape).map((name) => `serviceProvider.${name}`),
  ...Object.keys(connectionSettings.shape).map((name) => `connection.${name}`),
  ...['entityId', 'wantAuthnRequestsSigned', 'singleSignOn', 'metadataUrl', 'certificates'].map(
    (name) => `identityProvider.${name}`,
  ),
  'serviceProvider.requestSigningKey',
  'serviceProvider.decryptionKey',
  'serviceProvider.aliases.acsUrls',
  'connection.match.allowAnyEmailDomain',
  'connection.match.emailDomains',
  'address',
];

describe('a setting that changed', () => {
  it.each(paths)('%s is named in words', (path) => {
    expect(settingWords(path)).toMatch(/^[a-z][A-Za-z0-9 ,-]+$/);
    expect(settingWords(path)).toContain(' ');
  });

  it('says why it matters when it loosens a check', () => {
    expect(settingWords('connection.allowSha1')).toContain('can be forged');
    expect(settingWords('connection.allowRsa1024')).toContain('can be broken');
    expect(settingWords('connection.match.allowAnyEmailDomain')).toContain('not yours');
  });

  it('is named once, and keeps its name when it is not known', () => {
    expect(settingsInWords(['connection.match.emailAttribute', 'connection.match.emailDomains', 'other'])).toEqual([
      'how people are recognised',
      'other',
    ]);
  });
});
