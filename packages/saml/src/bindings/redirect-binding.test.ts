import { randomBytes, sign } from 'node:crypto';
import { deflateRawSync, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestKeyPair, testKeyPair } from '../../test-support/keys.ts';
import { RSA_SHA1, RSA_SHA256, RSA_SHA512 } from '../dsig/algorithms.ts';
import { loadSigningKey, type SigningKey } from '../dsig/signing-key.ts';
import { loadVerificationKey, type VerificationKey } from '../dsig/verification-key.ts';
import { MESSAGE_LIMITS } from '../xml/xml-node.ts';
import {
  DEFLATE_ENCODING,
  decodeRedirect,
  type EncodeRedirectOptions,
  encodeRedirect,
  type RedirectMessage,
  verifyRedirectSignature,
} from './redirect-binding.ts';

const MESSAGE = '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1"/>';
const DESTINATION = 'https://idp.example/sso';

let rsa: TestKeyPair;
let ec: TestKeyPair;
let signing: SigningKey;
let key: VerificationKey;
let ecKey: VerificationKey;

const keyOf = (pair: TestKeyPair): SigningKey =>
  loadSigningKey({ privateKeyPem: pair.privateKeyPem, certificate: pair.certificatePem });

beforeAll(async () => {
  [rsa, ec] = await Promise.all([testKeyPair('redirect'), testKeyPair('redirect', 'ec-p256')]);
  signing = keyOf(rsa);
  key = loadVerificationKey(rsa.certificatePem);
  ecKey = loadVerificationKey(ec.certificatePem);
});

const encode = (change: Partial<EncodeRedirectOptions> = {}): Promise<string> =>
  encodeRedirect({ destination: DESTINATION, parameter: 'SAMLRequest', message: MESSAGE, ...change });

const signedQuery = async (change: Partial<EncodeRedirectOptions> = {}): Promise<string> =>
  new URL(await encode({ signing: { key: signing }, ...change })).search;

const text = (message: RedirectMessage): string => Buffer.from(message.octets).toString('utf8');
const deflated = (octets: string | Buffer): string => encodeURIComponent(deflateRawSync(octets).toString('base64'));
// Control characters and quotes, or letters of all scripts.
const anyText = fc.oneof(fc.string({ unit: 'binary-ascii' }), fc.string({ unit: 'grapheme' }));
const refusal = (code: string): unknown => expect.objectContaining({ code });

describe('encodeRedirect', () => {
  it('is read back as it was sent, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyText.filter((value) => value !== ''),
        anyText,
        fc.boolean(),
        async (message, relayState, isRequest) => {
          const parameter = isRequest ? 'SAMLRequest' : 'SAMLResponse';
          const url = await encode({ parameter, message, relayState, signing: { key: keyOf(ec) } });
          const decoded = decodeRedirect(url.slice(url.indexOf('?')));
          expect(decoded.parameter).toBe(parameter);
          expect(text(decoded)).toBe(message);
          expect(decoded.relayState).toBe(relayState === '' ? undefined : relayState);
          expect(verifyRedirectSignature(decoded, { keys: [key, ecKey] })).toBe(ecKey);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is read back when it is longer than the window that it is deflated with', async () => {
    const block = randomBytes(3000).toString('hex');
    const message = `<a>${block.repeat(4)}</a>`;
    const { search } = new URL(await encode({ message }));
    expect(text(decodeRedirect(search))).toBe(message);
  });

  it('writes message, RelayState, SigAlg and Signature in this order', async () => {
    const names = [...new URLSearchParams(await signedQuery({ relayState: 'a b+c' })).keys()];
    expect(names).toEqual(['SAMLRequest', 'RelayState', 'SigAlg', 'Signature']);
  });

  it.each([[undefined], ['']])('writes no RelayState for %j', async (relayState) => {
    const names = [...new URLSearchParams(await signedQuery({ relayState })).keys()];
    expect(names).toEqual(['SAMLRequest', 'SigAlg', 'Signature']);
  });

  it.each([
    ['no query', 'https://idp.example/sso', 'https://idp.example/sso?SAMLRequest='],
    ['a query', 'https://idp.example/sso?a=1', 'https://idp.example/sso?a=1&SAMLRequest='],
    ['a question mark alone', 'https://idp.example/sso?', 'https://idp.example/sso?SAMLRequest='],
    ['a query that ends open', 'https://idp.example/sso?a=1&', 'https://idp.example/sso?a=1&SAMLRequest='],
  ])('appends to a destination with %s', async (_name, destination, start) => {
    expect((await encode({ destination })).startsWith(start)).toBe(true);
  });

  it('keeps a fragment at the end', async () => {
    expect(await encode({ destination: 'https://idp.example/#/sso' })).toMatch(
      /^https:\/\/idp\.example\/\?SAMLRequest=[^#]+#\/sso$/,
    );
  });

  it('signs with the method asked for', async () => {
    const query = await signedQuery({ signing: { key: signing, signatureMethod: RSA_SHA512 } });
    expect(new URLSearchParams(query).get('SigAlg')).toBe(RSA_SHA512);
    expect(verifyRedirectSignature(decodeRedirect(query), { keys: [key] })).toBe(key);
  });

  it.each([['javascript:alert(1)'], ['/sso'], ['ftp://idp.example/'], ['']])(
    'refuses to go to %j',
    async (destination) => {
      await expect(encode({ destination })).rejects.toThrow(refusal('metadata.endpoint'));
    },
  );

  it('refuses methods that are not accepted', async () => {
    await expect(encode({ signing: { key: signing, signatureMethod: RSA_SHA1 } })).rejects.toThrow(
      refusal('signature.algorithm'),
    );
    await expect(encode({ signing: { key: keyOf(ec), signatureMethod: RSA_SHA256 } })).rejects.toThrow(
      refusal('signature.key'),
    );
  });
});

describe('decodeRedirect', () => {
  it('reads an unsigned message with parameters of others around it', () => {
    const message = decodeRedirect(`?utm=1&SAMLRequest=${deflated(MESSAGE)}&utm=2&SAMLEncoding=${DEFLATE_ENCODING}`);
    expect(message).toMatchObject({ parameter: 'SAMLRequest', relayState: undefined, signature: undefined });
    expect(text(message)).toBe(MESSAGE);
  });

  it('reads a plus as a space in RelayState and as itself in base64', () => {
    const base64 = deflateRawSync(Buffer.from([0xfb, 0xef, 0xbe, 0xfb, 0xef, 0xbe])).toString('base64');
    expect(base64).toContain('+');
    const message = decodeRedirect(`SAMLRequest=${base64.replaceAll('=', '%3D')}&RelayState=a+b%2Bc`);
    expect(message.relayState).toBe('a b+c');
    expect([...message.octets]).toEqual([0xfb, 0xef, 0xbe, 0xfb, 0xef, 0xbe]);
  });

  it('reads base64 that is broken into lines', () => {
    const lines = (
      deflateRawSync(MESSAGE)
        .toString('base64')
        .match(/.{1,20}/g) ?? []
    ).join('\r\n');
    expect(text(decodeRedirect(`SAMLRequest=${encodeURIComponent(lines)}`))).toBe(MESSAGE);
  });

  const valid = (): string => `SAMLRequest=${deflated(MESSAGE)}`;
  it.each([
    ['nothing', () => '', 'message.missing'],
    ['an empty message', () => 'SAMLRequest=', 'message.missing'],
    ['a message without a value', () => 'SAMLRequest', 'message.missing'],
    ['a message that inflates to nothing', () => `SAMLRequest=${deflated('')}`, 'message.missing'],
    ['the message twice', () => `${valid()}&${valid()}`, 'message.duplicate_parameter'],
    ['the message twice, once in disguise', () => `${valid()}&SAML%52equest=x`, 'message.duplicate_parameter'],
    ['a request and a response', () => `${valid()}&SAMLResponse=x`, 'message.duplicate_parameter'],
    ['two RelayStates', () => `${valid()}&RelayState=a&RelayState=a`, 'message.duplicate_parameter'],
    ['two SigAlgs', () => `${valid()}&SigAlg=a&SigAlg=a&Signature=AAAA`, 'message.duplicate_parameter'],
    ['two Signatures', () => `${valid()}&SigAlg=a&Signature=AAAA&Signature=AAAA`, 'message.duplicate_parameter'],
    ['broken percent encoding', () => `${valid()}&RelayState=%zz`, 'message.url_encoding'],
    ['percent encoding of what is no UTF-8', () => `${valid()}&RelayState=%ff`, 'message.url_encoding'],
    ['65 parameters', () => valid() + '&a=1'.repeat(64), 'message.url_encoding'],
    ['another encoding', () => `${valid()}&SAMLEncoding=urn%3Aexample`, 'message.deflate'],
    ['no base64', () => 'SAMLRequest=%25%25', 'message.base64'],
    ['base64url', () => 'SAMLRequest=_-_-', 'message.base64'],
    [
      'what is not deflated',
      () => `SAMLRequest=${encodeURIComponent(Buffer.from(MESSAGE).toString('base64'))}`,
      'message.deflate',
    ],
    [
      'deflate in zlib',
      () => `SAMLRequest=${encodeURIComponent(deflateSync(MESSAGE).toString('base64'))}`,
      'message.deflate',
    ],
    [
      'a deflated message cut short',
      () => `SAMLRequest=${encodeURIComponent(deflateRawSync(MESSAGE).subarray(0, -3).toString('base64'))}`,
      'message.deflate',
    ],
    [
      'octets after the deflated message',
      () =>
        `SAMLRequest=${encodeURIComponent(Buffer.concat([deflateRawSync(MESSAGE), Buffer.from('x')]).toString('base64'))}`,
      'message.deflate',
    ],
    ['a RelayState past 8 KiB', () => `${valid()}&RelayState=${'a'.repeat(8193)}`, 'message.relay_state'],
    ['a SigAlg without a Signature', () => `${valid()}&SigAlg=x`, 'signature.structure'],
    ['a Signature without a SigAlg', () => `${valid()}&Signature=AAAA`, 'signature.structure'],
    ['a Signature that is no base64', () => `${valid()}&SigAlg=x&Signature=!`, 'signature.structure'],
    ['an empty Signature', () => `${valid()}&SigAlg=x&Signature=`, 'signature.structure'],
  ])('refuses %s', (_name, query, code) => {
    expect(text(decodeRedirect(valid()))).toBe(MESSAGE);
    expect(() => decodeRedirect(query())).toThrow(refusal(code));
  });

  it('accepts 64 parameters', () => {
    expect(text(decodeRedirect(valid() + '&a=1'.repeat(63)))).toBe(MESSAGE);
  });

  it('inflates up to the limit and not one octet further', () => {
    const query = (octets: number): string => `SAMLRequest=${deflated(Buffer.alloc(octets, 0x20))}`;
    expect(decodeRedirect(query(MESSAGE_LIMITS.maxBytes)).octets).toHaveLength(MESSAGE_LIMITS.maxBytes);
    expect(() => decodeRedirect(query(MESSAGE_LIMITS.maxBytes + 1))).toThrow(refusal('message.deflate'));
    expect(() => decodeRedirect(query(20_000_000))).toThrow(refusal('message.deflate'));
  });

  it('accepts a deflated message as long as the limit', () => {
    const octets = randomBytes(1000);
    const stored = deflateRawSync(octets, { level: 0 });
    const decode = (maxBytes: number): RedirectMessage =>
      decodeRedirect(`SAMLRequest=${encodeURIComponent(stored.toString('base64'))}`, { ...MESSAGE_LIMITS, maxBytes });
    expect(decode(stored.length).octets).toHaveLength(1000);
    expect(() => decode(stored.length - 1)).toThrow(refusal('message.too_large'));
  });

  it('accepts a query of six times the limit and not one character more', () => {
    const query = `SAMLRequest=${deflated(MESSAGE)}&a=`;
    const longest = query.padEnd(MESSAGE_LIMITS.maxBytes * 6, 'x');
    expect(text(decodeRedirect(longest))).toBe(MESSAGE);
    expect(() => decodeRedirect(`${longest}x`)).toThrow(refusal('message.too_large'));
  });

  it('refuses a query past every sensible size before it decodes it', () => {
    expect(() => decodeRedirect(`SAMLRequest=${'A'.repeat(MESSAGE_LIMITS.maxBytes * 6)}`)).toThrow(
      refusal('message.too_large'),
    );
    expect(() => decodeRedirect(`SAMLRequest=${'A'.repeat(MESSAGE_LIMITS.maxBytes * 2)}`)).toThrow(
      refusal('message.too_large'),
    );
  });
});

describe('verifyRedirectSignature', () => {
  const verify = (query: string, keys: readonly VerificationKey[] = [key]): VerificationKey =>
    verifyRedirectSignature(decodeRedirect(query), { keys });

  it('names the key that signed', async () => {
    expect(verify(await signedQuery({ relayState: 'r' }), [ecKey, key])).toBe(key);
  });

  it('covers the octets as received, whatever the order and the style of encoding', async () => {
    const query = (await signedQuery({ relayState: 'a/b' })).slice(1).split('&');
    expect(verify(query.toReversed().join('&'))).toBe(key);
    // A sender with its own style: lower-case hexadecimal, a plus for the space.
    const own = `SAMLRequest=${deflated(MESSAGE).replace(/%[0-9A-F]{2}/g, (part) => part.toLowerCase())}&RelayState=a+%c3%a9&SigAlg=http://www.w3.org/2001/04/xmldsig-more%23rsa-sha256`;
    const signature = sign('sha256', Buffer.from(own), rsa.privateKeyPem).toString('base64');
    const received = decodeRedirect(`${own}&Signature=${encodeURIComponent(signature)}`);
    expect(received.relayState).toBe('a é');
    expect(verifyRedirectSignature(received, { keys: [key] })).toBe(key);
  });

  it('covers an empty RelayState that was sent', () => {
    const own = `SAMLRequest=${deflated(MESSAGE)}&RelayState=&SigAlg=${encodeURIComponent(RSA_SHA256)}`;
    const signature = encodeURIComponent(sign('sha256', Buffer.from(own), rsa.privateKeyPem).toString('base64'));
    expect(verify(`${own}&Signature=${signature}`)).toBe(key);
    expect(() => verify(`${own.replace('RelayState=&', '')}&Signature=${signature}`)).toThrow(
      refusal('signature.invalid'),
    );
  });

  it.each([
    ['another RelayState', (query: string) => query.replace('RelayState=r', 'RelayState=s')],
    ['no RelayState', (query: string) => query.replace('&RelayState=r', '')],
    ['a RelayState encoded in another way', (query: string) => query.replace('RelayState=r', 'RelayState=%72')],
    ['the message as a response', (query: string) => query.replace('SAMLRequest=', 'SAMLResponse=')],
    [
      'another message',
      (query: string) => query.replace(/SAMLRequest=[^&]+/, `SAMLRequest=${deflated(`${MESSAGE} `)}`),
    ],
    ['another algorithm', (query: string) => query.replace('rsa-sha256', 'rsa-sha512')],
  ])('refuses %s', async (_name, harm) => {
    const query = await signedQuery({ relayState: 'r' });
    expect(verify(query)).toBe(key);
    expect(harm(query)).not.toBe(query);
    expect(() => verify(harm(query))).toThrow(refusal('signature.invalid'));
  });

  it('refuses other keys, no keys and weak algorithms', async () => {
    const query = await signedQuery();
    expect(() => verify(query, [])).toThrow(refusal('signature.key'));
    expect(() => verify(query, [ecKey])).toThrow(refusal('signature.key'));
    const other = loadVerificationKey((await testKeyPair('redirect-other')).certificatePem);
    expect(() => verify(query, [other])).toThrow(refusal('signature.invalid'));
    const sha1 = await signedQuery({ signing: { key: signing, signatureMethod: RSA_SHA1, allowSha1: true } });
    expect(() => verify(sha1)).toThrow(refusal('signature.algorithm'));
    expect(verifyRedirectSignature(decodeRedirect(sha1), { keys: [key], allowSha1: true })).toBe(key);
  });

  it('refuses a query without a signature', async () => {
    const query = new URL(await encode()).search;
    expect(() => verify(query)).toThrow(refusal('signature.missing'));
  });
});
