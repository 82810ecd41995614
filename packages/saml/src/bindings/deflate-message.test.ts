import { createHash } from 'node:crypto';
import { createInflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BuildAuthnRequestOptions, buildAuthnRequest } from '../messages/build-authn-request.ts';
import { deflateMessage } from './deflate-message.ts';

/** The octets that the URL holds. */
const deflated = (message: string): Buffer => {
  const parameter = deflateMessage(message);
  const base64 = decodeURIComponent(parameter);
  const octets = Buffer.from(base64, 'base64');
  // Exactly as base64 and URL encoding have it, with nothing in between and nothing left out.
  expect(octets.toString('base64')).toBe(base64);
  expect(encodeURIComponent(base64)).toBe(parameter);
  return octets;
};

const inflated = (message: string): string => inflateRawSync(deflated(message)).toString('utf8');

const request = (fill: number, change: Partial<BuildAuthnRequestOptions> = {}): string =>
  buildAuthnRequest({
    issuer: 'https://sso.example/e/acme/production/agents/saml/default/metadata',
    destination: 'https://idp.example/app/exk1/sso/saml',
    acsUrl: 'https://sso.example/e/acme/production/agents/saml/default/acs',
    now: new Date(Date.UTC(2026, 10, 26)),
    random: (size) => new Uint8Array(size).fill(fill),
    ...change,
  }).xml;

/** How many octets two have in common before they differ. */
const commonStart = (left: Buffer, right: Buffer): number => {
  const end = left.findIndex((octet, index) => octet !== right[index]);
  return end === -1 ? left.length : end;
};

const anyText = fc.oneof(fc.string({ unit: 'binary-ascii' }), fc.string({ unit: 'grapheme' }));

describe('deflateMessage', () => {
  it('inflates to the same text, whatever the text and whatever its varying part', () => {
    const part = fc.oneof(anyText, fc.constantFrom(' ID="', ' IssueInstant="', '"', '\0', '\0\0\0\0', 'aaaaaaaaaaaa'));
    const parts = fc.array(part, { maxLength: 12 }).map((all) => all.join(''));
    fc.assert(
      fc.property(parts, parts, parts, parts, (before, id, between, behind) => {
        const message = `<samlp:AuthnRequest ${before} ID="${id} IssueInstant="${between}"${behind}`;
        const text = message.toWellFormed();
        // Twice: once when what stays is deflated, and once when it is known.
        expect([inflated(text), inflated(text)]).toEqual([text, text]);
        expect(inflated(`${before}${behind}`)).toBe(`${before}${behind}`.toWellFormed());
      }),
      { numRuns: 300 },
    );
  });

  it('takes what it kept for another request of the same connection, whatever that one has in between', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 2, maxLength: 4 }), (ids) => {
        for (const id of ids) {
          const text = `<samlp:AuthnRequest xmlns:samlp="urn:x" ID="${id}" IssueInstant="2026"><a>2026</a>${'"'.repeat(9)}`;
          expect(inflated(text)).toBe(text);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('does not take what it kept for a varying part of another length, behind which the text points elsewhere', () => {
    const url = 'https://sso.example/e/acme/production/agents/saml/default/acs';
    const text = (id: string): string => `<samlp:AuthnRequest a="${url}" ID="${id}" IssueInstant="2026" b="${url}"/>`;
    for (const length of [40, 41, 10, 0, 300, 40])
      expect(inflated(text('x'.repeat(length)))).toBe(text('x'.repeat(length)));
    // As many characters, but more octets.
    for (const id of ['a', 'é', '中', '\u{1f600}']) expect(inflated(text(id))).toBe(text(id));
  });

  it('deflates what stays the same once: two requests differ only where their texts do', () => {
    const [left, right] = [deflated(request(1)), deflated(request(2))];
    const start = left.indexOf('_0101');
    expect(commonStart(left, right)).toBe(start + 2);
    const rest = start + 1 + 40;
    expect(left.subarray(rest).equals(right.subarray(rest))).toBe(true);
    expect(inflateRawSync(left).toString()).toBe(request(1));
    expect(inflateRawSync(right).toString()).toBe(request(2));
  });

  it('is one stream, which ends where it says', async () => {
    const engine = createInflateRaw();
    const octetsOfUrl = deflated(request(3));
    engine.end(octetsOfUrl);
    let octets = Buffer.alloc(0);
    for await (const piece of engine) octets = Buffer.concat([octets, piece]);
    expect(octets.toString()).toBe(request(3));
    expect(engine.bytesWritten).toBe(octetsOfUrl.length);
  });

  it('makes a request at most 64 octets longer than zlib would', () => {
    for (const seed of ['a', 'b', 'c']) {
      const random = (size: number): Buffer => createHash('sha256').update(seed).digest().subarray(0, size);
      const text = request(0, { random });
      expect(deflated(text).length).toBeLessThanOrEqual(deflateRawSync(text).length + 64);
    }
  });

  it('holds what is longer than its window, and varying parts as long as a message', () => {
    const long = request(4, { issuer: `https://sso.example/${'é'.repeat(3000)}${'x'.repeat(300)}` });
    expect(inflated(long)).toBe(long);
    const varying = `<samlp:AuthnRequest ID="${'ü"'.repeat(1800)} IssueInstant="2026"/>`;
    expect(inflated(varying)).toBe(varying);
    const tooLong = `<samlp:AuthnRequest ID="1" IssueInstant="2026">${'é'.repeat(40_000)}</samlp:AuthnRequest>`;
    expect(inflated(tooLong)).toBe(tooLong);
  });
});
