import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MESSAGE_LIMITS } from '../xml/xml-node.ts';
import { decodePostMessage, type PostFormOptions, postForm } from './post-binding.ts';

const refusal = (code: string): unknown => expect.objectContaining({ code });

describe('decodePostMessage', () => {
  it.each([
    ['plain', 'PGEvPg=='],
    ['broken into lines', 'PGEv\r\nPg=='],
    ['with white space anywhere', ' \tPG Ev\nPg= =\n'],
  ])('decodes base64 %s', (_name, value) => {
    expect(Buffer.from(decodePostMessage(value)).toString()).toBe('<a/>');
  });

  it.each([
    ['an absent field', undefined, 'message.missing'],
    ['an empty field', '', 'message.missing'],
    ['white space alone', ' \n', 'message.base64'],
    ['XML that is not encoded', '<a/>', 'message.base64'],
    ['base64url', 'PGEv_-==', 'message.base64'],
    ['missing padding', 'PGEvPg', 'message.base64'],
    ['text after the padding', 'PGEvPg==PGEvPg==', 'message.base64'],
    ['a no-break space', 'PGEv\u00a0Pg==', 'message.base64'],
  ])('refuses %s', (_name, value, code) => {
    expect(() => decodePostMessage(value)).toThrow(refusal(code));
  });

  it('accepts as many octets as the limit, in lines too, and not one more', () => {
    const octets = Buffer.alloc(MESSAGE_LIMITS.maxBytes, 0x41);
    const base64 = octets.toString('base64');
    expect(decodePostMessage(base64)).toHaveLength(MESSAGE_LIMITS.maxBytes);
    expect(decodePostMessage((base64.match(/.{1,64}/g) ?? []).join('\r\n'))).toHaveLength(MESSAGE_LIMITS.maxBytes);
    const more = Buffer.alloc(MESSAGE_LIMITS.maxBytes + 1, 0x41).toString('base64');
    expect(() => decodePostMessage(more)).toThrow(refusal('message.too_large'));
  });

  it('judges the size before it decodes', () => {
    expect(() => decodePostMessage('!'.repeat(MESSAGE_LIMITS.maxBytes * 2))).toThrow(refusal('message.too_large'));
    expect(() => decodePostMessage('PGEvPg==', { ...MESSAGE_LIMITS, maxBytes: 3 })).toThrow(
      refusal('message.too_large'),
    );
  });
});

describe('postForm', () => {
  const options: PostFormOptions = {
    destination: 'https://sp.example/acs?a=1&b=2',
    parameter: 'SAMLResponse',
    message: '<a/>',
    relayState: 'state',
    nonce: 'bm9uY2U=',
  };
  const page = (change: Partial<PostFormOptions> = {}): string => postForm({ ...options, ...change });
  const unescapeHtml = (text: string): string =>
    text.replace(/&(?:amp|lt|gt|quot|#(\d+));/g, (entity, code?: string) =>
      code === undefined
        ? ({ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }[entity] ?? '')
        : String.fromCodePoint(Number(code)),
    );
  const field = (html: string, name: string): string | undefined => {
    const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];
    return value === undefined ? undefined : unescapeHtml(value);
  };

  it('carries the message, the RelayState and the destination', () => {
    const html = page();
    expect(field(html, 'SAMLResponse')).toBe('PGEvPg==');
    expect(field(html, 'RelayState')).toBe('state');
    expect(html).toContain('<form method="post" action="https://sp.example/acs?a=1&amp;b=2">');
    expect(field(page({ message: Buffer.from('<b/>') }), 'SAMLResponse')).toBe('PGIvPg==');
  });

  it('leaves out a RelayState that there is none of', () => {
    expect(page({ relayState: undefined })).not.toContain('RelayState');
  });

  it('holds one script, under the nonce, and a button for pages without scripts', () => {
    const html = page();
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('<script nonce="bm9uY2U=">');
    expect(html).toContain('<button type="submit">Continue</button>');
    expect(html).not.toMatch(/ on[a-z]+=|style=|javascript:/);
  });

  it('escapes whatever it is given, so that the page keeps its shape', () => {
    const shape = (html: string): string => html.replace(/"[^"]*"/g, '""').replace(/>[^<]+</g, '><');
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), fc.string({ unit: 'grapheme' }), (relayState, title) => {
        const hostile = `${relayState}"'><script>alert(1)</script>&quot;\r\n`;
        const texts = { title: `${title}</title><x>`, button: '<b>', explanation: '"&', language: 'en">' };
        const html = page({ relayState: hostile, texts });
        expect(field(html, 'RelayState')).toBe(hostile);
        expect(shape(html)).toBe(shape(page()));
      }),
    );
  });

  it.each([['javascript:alert(1)'], ['data:text/html,x'], ['/acs'], ['']])('refuses to post to %j', (destination) => {
    expect(() => page({ destination })).toThrow(refusal('metadata.endpoint'));
  });

  it.each([['"><x'], [''], ['a b'], ['a===']])('refuses the nonce %j', (nonce) => {
    expect(() => page({ nonce })).toThrow(TypeError);
  });
});
