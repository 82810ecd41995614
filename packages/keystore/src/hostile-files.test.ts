/** Files that somebody changed: each is either read or refused with a KeystoreError, and soon. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { element } from '../test-support/der-writer.ts';
import { fixture, KEY_PASSWORD, STORE_PASSWORD } from '../test-support/fixtures.ts';
import { makeJavaStore } from '../test-support/make-java-store.ts';
import { claimedMac, makePkcs12, plainPart } from '../test-support/make-pkcs12.ts';
import { codeOf } from '../test-support/refusal.ts';
import { KeystoreError, keystoreErrorCatalogue } from './errors.ts';
import { readKeystore } from './read-keystore.ts';

const FILES = [
  'keytool.jks',
  'keytool-17.p12',
  'openssl-modern.p12',
  'openssl-no-mac.p12',
  'openssl-no-mac-encrypted.p12',
  'openssl-plain.p12',
  'openssl-rc2-128.p12',
  'pem-pkcs8-aes.pem',
  'pem-pkcs1-aes.pem',
  'pem-sec1.pem',
] as const;

const options = (name: string): { keystorePassword: string; keyPassword?: string; alias: string } => ({
  keystorePassword: STORE_PASSWORD,
  ...(/^(?:pem|keytool\.)/.test(name) && { keyPassword: KEY_PASSWORD }),
  alias: name.startsWith('keytool') ? 'sso' : 'ec',
});

/** Reads; anything but a result or a KeystoreError without a cause makes the test fail. */
const outcomeOf = async (name: string, bytes: Uint8Array): Promise<string> => {
  try {
    await readKeystore(bytes, options(name));
    return 'read';
  } catch (error) {
    if (!(error instanceof KeystoreError) || error.cause !== undefined) {
      throw error;
    }
    expect(Object.keys(keystoreErrorCatalogue)).toContain(error.code);
    return error.code;
  }
};

describe('a file in which octets were changed', () => {
  it.each(FILES)('%s is read or refused', async (name) => {
    const original = fixture(name);
    const change = fc.record({
      at: fc.nat(original.length - 1),
      kind: fc.constantFrom('set', 'drop', 'insert', 'cut', 'repeat'),
      octet: fc.oneof(fc.nat(255), fc.constantFrom(0x00, 0x7f, 0x80, 0x84, 0xff, 0x30, 0x02)),
    });
    const apply = (bytes: Buffer, { at, kind, octet }: { at: number; kind: string; octet: number }): Buffer => {
      const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
      switch (kind) {
        case 'set':
          return Buffer.concat([before, Buffer.of(octet), after.subarray(1)]);
        case 'drop':
          return Buffer.concat([before, after.subarray(1)]);
        case 'insert':
          return Buffer.concat([before, Buffer.of(octet), after]);
        case 'repeat':
          return Buffer.concat([before, before.subarray(-octet), after]);
        default:
          return before;
      }
    };
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        await outcomeOf(name, changes.reduce(apply, original));
      }),
      { numRuns: 150 },
    );
  });

  it('is not taken for another key: of a JKS no changed octet is read', async () => {
    const original = fixture('keytool.jks');
    for (let at = 4; at < original.length; at += 37) {
      const changed = Buffer.from(original);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      expect(await outcomeOf('keytool.jks', changed), String(at)).not.toBe('read');
    }
  });
});

describe('octets without any sense', () => {
  const beginnings = [
    '',
    'feedfeed00000002',
    'cececece00000002',
    '308201000201033081',
    '30800201033080',
    '0000000200000014',
  ];

  it('are refused behind the beginning of every format', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 300 }), async (beginning, rest) => {
        expect(await outcomeOf('x', Buffer.concat([Buffer.from(beginning, 'hex'), rest]))).not.toBe('read');
      }),
      { numRuns: 2000 },
    );
  });

  it('are refused as PEM', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'X PRIVATE KEY'),
        fc.oneof(
          fc.string(),
          fc.uint8Array({ maxLength: 200 }).map((octets) => Buffer.from(octets).toString('base64')),
        ),
        async (label, body) => {
          const pem = `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
          expect(await outcomeOf('pem', Buffer.from(pem))).not.toBe('read');
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('a file that asks for much work', () => {
  const megabyte = (beginning: string, filling: string): Buffer => {
    const bytes = Buffer.alloc(1_048_576, filling, 'latin1');
    bytes.write(beginning, 'latin1');
    return bytes;
  };

  it.each([
    ['nested sequences', Buffer.concat([Buffer.from('3080020103', 'hex'), Buffer.alloc(1_000_000, '3080', 'hex')])],
    [
      'very many small elements',
      element(0x30, Buffer.from('020103', 'hex'), element(0x30, Buffer.alloc(900_000, '0500', 'hex'))),
    ],
    [
      'octet strings in pieces of pieces',
      Buffer.concat([Buffer.from('3080020103', 'hex'), Buffer.alloc(1_000_000, '2480', 'hex')]),
    ],
    ['beginnings of PEM blocks', megabyte('', '-----BEGIN A PRIVATE KEY-----')],
    ['beginnings of PEM blocks, each in its line', megabyte('', '-----BEGIN A PRIVATE KEY-----\n')],
    ['words in the name of a block', megabyte('-----BEGIN ', 'A ')],
    ['one line of a block without end', megabyte('-----BEGIN PRIVATE KEY-----\n', 'A')],
    ['headers of a block without end', megabyte('-----BEGIN PRIVATE KEY-----\n', 'A: b\n')],
    ['line ends', megabyte('-----BEGIN PRIVATE KEY-----\n', '\n')],
    ['angle brackets', megabyte('', '<')],
    ['white space', megabyte('x', ' ')],
  ])('is refused when it has %s', async (_name, bytes) => {
    expect(await outcomeOf('x', bytes)).not.toBe('read');
  });

  it('is refused when it claims 2^31 entries, iterations or octets', async () => {
    expect(await codeOf(() => readKeystore(makeJavaStore({ entries: [], count: 0x80000000 })))).toBe(
      'keystore.too_large',
    );
    const rounds = element(0x02, Buffer.from('0080000000', 'hex'));
    const claimed = await makePkcs12({ parts: [plainPart()], mac: claimedMac(rounds) });
    expect(await codeOf(() => readKeystore(claimed))).toBe('keystore.too_costly');
    expect(await codeOf(() => readKeystore(Buffer.from('308480000000020103308400000000', 'hex')))).toBe(
      'keystore.damaged',
    );
  });
});
