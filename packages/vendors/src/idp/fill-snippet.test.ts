import { describe, expect, it } from 'vitest';
import { fillSnippet, snippetValues } from './fill-snippet.ts';

const entityId = 'https://sso.example.com/e/acme/production/agents/saml/default/metadata';

describe('fillSnippet', () => {
  it('puts values in their places, as often as they occur', () => {
    const snippet = { language: 'shell', text: "a '{{entityId}}' b '{{entityId}}' c '{{acsUrl}}'" } as const;
    expect(fillSnippet(snippet, { entityId, acsUrl: 'https://sso.example.com/acs' })).toEqual({
      text: `a '${entityId}' b '${entityId}' c 'https://sso.example.com/acs'`,
      missing: [],
    });
    expect(snippetValues(snippet)).toEqual(['entityId', 'acsUrl']);
  });

  it('leaves a placeholder where a value is not known yet, and names it', () => {
    expect(fillSnippet({ language: 'shell', text: "'{{metadataUrl}}'" }, { entityId })).toEqual({
      text: "'{{metadataUrl}}'",
      missing: ['metadataUrl'],
    });
  });

  it.each([
    [
      'xml',
      'value="{{entityId}}"',
      'https://a.example/?x="1"&y=<2>',
      'value="https://a.example/?x=&quot;1&quot;&amp;y=&lt;2&gt;"',
    ],
    ['powershell', "'{{entityId}}'", "https://a.example/it's", "'https://a.example/it''s'"],
    ['powershell', "'{{entityId}}'", 'https://a.example/it\u2019s', "'https://a.example/it\u2019\u2019s'"],
    ['shell', "'{{entityId}}'", "https://a.example/it's", "'https://a.example/it'\\''s'"],
  ] as const)('keeps a value inside its quotes in %s', (language, text, value, expected) => {
    expect(fillSnippet({ language, text }, { entityId: value }).text).toBe(expected);
  });

  it('does not fill what a value brings with it', () => {
    const text = 'value="{{entityId}}"';
    expect(fillSnippet({ language: 'xml', text }, { entityId: '{{acsUrl}}$&', acsUrl: 'no' }).text).toBe(
      'value="{{acsUrl}}$&amp;"',
    );
  });
});
