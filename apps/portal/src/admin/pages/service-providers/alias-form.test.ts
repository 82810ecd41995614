import { serviceProviderAliases } from '@cordboard/contract/tenant-settings';
import { describe, expect, it } from 'vitest';
import { aliasForm } from './alias-form.ts';

const URL = 'https://cc.acme.example/saml/acs';
const form = aliasForm(serviceProviderAliases.parse({ acsUrls: [URL], entityIds: ['urn:old'] }), 'It is listed.');
const messages = (kind: string, value: string) =>
  form.safeParse({ kind, value }).error?.issues.map(({ path, message }) => [path[0], message]);

describe('the form of an alias', () => {
  it.each([
    ['entityIds', 'urn:older'],
    ['entityIds', 'x'.repeat(1024)],
    ['acsUrls', 'https://cc.acme.example/other?metaAlias=/sp'],
    ['sloUrls', URL],
    ['metadataUrls', 'https://cc.acme.example/metadata'],
  ])('takes %s %s', (kind, value) => {
    expect(messages(kind, value)).toBeUndefined();
    expect(form.parse({ kind, value: ` ${value} ` }).value).toBe(value);
  });

  it.each([
    ['acsUrls', 'http://cc.acme.example/acs'],
    ['acsUrls', 'https://cc.acme.example'],
    ['acsUrls', 'https://cc.acme.example/a/../b'],
    ['metadataUrls', 'cc.acme.example/metadata'],
    ['sloUrls', ''],
  ])('says what an address of %s is instead of %j', (kind, value) => {
    expect(messages(kind, value)).toEqual([
      ['value', 'an absolute https address with a plain path, such as https://cc.acme.example/saml/acs'],
    ]);
  });

  it('takes no entity ID that is empty or longer than 1024 characters', () => {
    expect(messages('entityIds', '')).toHaveLength(1);
    expect(messages('entityIds', 'x'.repeat(1025))).toHaveLength(1);
  });

  it('says when the alias is there already', () => {
    expect(messages('acsUrls', URL)).toEqual([['value', 'It is listed.']]);
    expect(messages('entityIds', 'urn:old')).toEqual([['value', 'It is listed.']]);
  });
});
