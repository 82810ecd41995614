import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  algorithm,
  element,
  explicit,
  indefinite,
  integer,
  objectId,
  octetString,
  sequence,
  set,
} from '../../test-support/der-writer.ts';
import {
  FOREIGN_PASSWORD,
  fixture,
  KEY_PASSWORD,
  type ReferenceName,
  referenceChainDer,
  referenceKey,
  referenceKeyDer,
  STORE_PASSWORD,
} from '../../test-support/fixtures.ts';
import {
  bag,
  certificateBag,
  claimedMac,
  encryptedPart,
  makePkcs12,
  pbes2With,
  pbkdf2With,
  pbmac1,
  plainPart,
  usualMac,
} from '../../test-support/make-pkcs12.ts';
import { codeOf, refusalOf } from '../../test-support/refusal.ts';
import { OID } from '../asn1/object-ids.ts';
import { KEYSTORE_LIMITS } from '../limits.ts';
import { openWorkBudget } from '../pbe/work-budget.ts';
import type { StoreContents } from '../store-contents.ts';
import { readPkcs12 } from './read-pkcs12.ts';

const read = (bytes: Uint8Array, password = STORE_PASSWORD): Promise<StoreContents> =>
  readPkcs12(bytes, password, openWorkBudget());

const openKey = async (contents: StoreContents, alias: string, password?: string): Promise<Buffer | undefined> => {
  const opened = await contents.keys.find((key) => key.alias === alias)?.open(password, openWorkBudget());
  return opened && Buffer.from(opened.der);
};

const EC_DER = referenceKeyDer('ec');
const [EC_CERTIFICATE = Buffer.alloc(0)] = referenceChainDer('ec');
const keyBag = (names = {}): Buffer => bag(OID.keyBag, EC_DER, names);
const shroudedBag = (password: string, names = {}): Buffer => {
  const passphrase = { type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: password } as const;
  return bag(OID.shroudedKeyBag, referenceKey('ec').export(passphrase), names);
};

describe('readPkcs12', () => {
  const files: readonly (readonly [string, ReferenceName, string, string])[] = [
    ['openssl-modern.p12', 'sso', 'SSO Signing', STORE_PASSWORD],
    ['openssl-legacy.p12', 'sso', 'sso', STORE_PASSWORD],
    ['openssl-ec.p12', 'ec', 'ec', STORE_PASSWORD],
    ['openssl-no-name.p12', 'ec', '1', STORE_PASSWORD],
    ['openssl-empty-password.p12', 'ec', 'ec', ''],
    ['openssl-foreign-password.p12', 'ec', 'Schlüssel €', FOREIGN_PASSWORD],
    ['openssl-old-foreign-password.p12', 'ec', 'ec', FOREIGN_PASSWORD],
    ['openssl-no-mac.p12', 'ec', 'ec', STORE_PASSWORD],
    ['openssl-no-mac-encrypted.p12', 'ec', 'ec', STORE_PASSWORD],
    ['openssl-plain.p12', 'ec', 'ec', STORE_PASSWORD],
    ['openssl-rc2-128.p12', 'ec', 'ec', STORE_PASSWORD],
    ['openssl-sha512.p12', 'ec', 'ec', STORE_PASSWORD],
    ['keytool-17.p12', 'sso', 'sso', STORE_PASSWORD],
    ['keytool-17.p12', 'ec', 'ec', STORE_PASSWORD],
    ['keytool-8.p12', 'sso', 'sso', STORE_PASSWORD],
    ['keytool-8.p12', 'ec', 'ec', STORE_PASSWORD],
    ['zero-password.p12', 'ec', 'ec', ''],
  ];

  it.each(files)('opens in %s the key of %s under the name %s', async (name, reference, alias, password) => {
    expect(await openKey(await read(fixture(name), password), alias)).toEqual(referenceKeyDer(reference));
  });

  const locked = [...new Set(files.map(([name]) => name))].filter(
    (name) => name !== 'openssl-plain.p12' && name !== 'openssl-no-mac.p12',
  );
  it.each(locked)('refuses another password for %s', async (name) => {
    expect(await codeOf(() => read(fixture(name), 'another password'))).toBe('keystore.wrong_keystore_password');
  });

  it('refuses another password for keys and certificates that are not encrypted, by the MAC alone', async () => {
    expect(await codeOf(() => read(fixture('openssl-plain.p12'), 'x'))).toBe('keystore.wrong_keystore_password');
  });

  it.each([
    ['none', '', 'no password'],
    ['one of 257 letters', 'x'.repeat(257), 'a password longer than any that is tried'],
  ])('says of %s what was received', async (_name, password, received) => {
    expect(await refusalOf(() => read(fixture('openssl-ec.p12'), password))).toMatchObject({
      code: 'keystore.wrong_keystore_password',
      received,
    });
  });

  it.each(['keytool-17.p12', 'keytool-8.p12'])('lists what else is in %s', async (name) => {
    const { keys, certificates, secretKeyAliases } = await read(fixture(name));
    expect(keys.map(({ alias }) => alias)).toEqual(['sso', 'ec']);
    expect(keys.map(({ ownCertificates }) => ownCertificates.length)).toEqual([1, 1]);
    expect(keys.every(({ createdAt }) => (createdAt?.getFullYear() ?? 0) > 2020)).toBe(true);
    expect(certificates.filter(({ isEntry }) => isEntry).map(({ alias }) => alias)).toEqual(['Okta']);
    expect(secretKeyAliases).toEqual(['tokens']);
  });

  it('reads a file of certificates only', async () => {
    const { keys, certificates } = await read(fixture('openssl-certificates.p12'));
    expect(keys).toEqual([]);
    expect(certificates.map(({ alias }) => alias)).toEqual(['root']);
  });

  describe('the key password', () => {
    it('may differ from that of the keystore', async () => {
      const parts = [plainPart(shroudedBag(KEY_PASSWORD, { friendlyName: 'ec' }))];
      const contents = await read(await makePkcs12({ parts, mac: usualMac() }));
      expect(await openKey(contents, 'ec', KEY_PASSWORD)).toEqual(EC_DER);
      expect(await openKey(contents, 'ec')).toBeUndefined();
      expect(await openKey(contents, 'ec', 'x'.repeat(257))).toBeUndefined();
    });

    it('is not replaced by that of the keystore when it is given and wrong', async () => {
      expect(await openKey(await read(fixture('openssl-ec.p12')), 'ec', KEY_PASSWORD)).toBeUndefined();
    });

    it('is not needed for a key that is not encrypted', async () => {
      const contents = await read(await makePkcs12({ parts: [plainPart(keyBag())], mac: usualMac() }));
      expect(await openKey(contents, '1', 'whatever')).toEqual(EC_DER);
    });
  });

  describe('names', () => {
    it('are numbered where there are none, and told apart where two are the same', async () => {
      const names = [{ friendlyName: 'a' }, {}, { friendlyName: 'a' }, { friendlyName: 'A' }, {}];
      const parts = [plainPart(...names.map((name) => keyBag(name)))];
      const { keys } = await read(await makePkcs12({ parts, mac: usualMac() }));
      expect(keys.map(({ alias }) => alias)).toEqual(['a', '1', 'a (2)', 'A', '2']);
    });

    it('may be UTF-8, as some programs write them, and are passed over when empty or in another type', async () => {
      const named = (value: Buffer): Buffer =>
        sequence(objectId(OID.keyBag), explicit(0, EC_DER), set(sequence(objectId(OID.friendlyName), set(value))));
      const values = [
        element(0x1e),
        element(0x0c, Buffer.from('grün')),
        octetString(Buffer.from('x')),
        element(0x1e, Buffer.alloc(3)),
      ];
      const { keys } = await read(await makePkcs12({ parts: [plainPart(...values.map(named))], mac: usualMac() }));
      expect(keys.map(({ alias }) => alias)).toEqual(['1', 'grün', '2', '3']);
    });
  });

  it('puts certificates to keys by their local key id', async () => {
    const parts = [
      plainPart(keyBag({ localKeyId: 'one' }), keyBag({ localKeyId: 'two' }), keyBag()),
      plainPart(certificateBag(EC_CERTIFICATE, { localKeyId: 'two' }), certificateBag(Buffer.of(1))),
    ];
    const { keys, certificates } = await read(await makePkcs12({ parts, mac: usualMac() }));
    expect(keys.map((key) => key.ownCertificates.length)).toEqual([0, 1, 0]);
    expect(keys.map((key) => key.certificates.length)).toEqual([2, 2, 2]);
    expect(certificates).toEqual([]);
  });

  it('reads bags within bags, and passes over those that it does not know', async () => {
    const inner = bag(OID.safeContentsBag, sequence(keyBag({ friendlyName: 'deep' })));
    const crl = bag('1.2.840.113549.1.12.10.1.4', sequence());
    const parts = [plainPart(crl, bag(OID.safeContentsBag, sequence(inner)))];
    const { keys } = await read(await makePkcs12({ parts, mac: usualMac() }));
    expect(keys.map(({ alias }) => alias)).toEqual(['deep']);
  });

  it('passes over certificates of another type', async () => {
    const sdsi = bag(
      OID.certBag,
      sequence(objectId('1.2.840.113549.1.9.22.2'), explicit(0, octetString(Buffer.of(1)))),
    );
    const { keys } = await read(await makePkcs12({ parts: [plainPart(keyBag(), sdsi)], mac: usualMac() }));
    expect(keys[0]?.certificates).toEqual([]);
  });

  it('reads indefinite lengths and octet strings in pieces, outside and inside', async () => {
    const parts = [plainPart(shroudedBag(STORE_PASSWORD, { friendlyName: 'ec' }), certificateBag(EC_CERTIFICATE))];
    const bytes = indefinite(await makePkcs12({ parts, mac: usualMac(), rewrite: indefinite }));
    const contents = await read(bytes);
    expect(await openKey(contents, 'ec')).toEqual(EC_DER);
    expect(Buffer.from(contents.keys[0]?.certificates[0] ?? [])).toEqual(EC_CERTIFICATE);
    expect(await openKey(await read(indefinite(fixture('openssl-modern.p12'))), 'SSO Signing')).toEqual(
      referenceKeyDer('sso'),
    );
    expect(await codeOf(() => read(bytes, 'x'))).toBe('keystore.wrong_keystore_password');
  });

  describe('the MAC', () => {
    const parts = [plainPart(keyBag())];

    it('may be PBMAC1', async () => {
      const bytes = await makePkcs12({ parts, mac: pbmac1(FOREIGN_PASSWORD) });
      expect(await openKey(await read(bytes, FOREIGN_PASSWORD), '1')).toEqual(EC_DER);
      expect(await codeOf(() => read(bytes))).toBe('keystore.wrong_keystore_password');
    });

    it('has one iteration where none are named', async () => {
      const withOne = usualMac(STORE_PASSWORD, 1);
      const mac = async (content: Buffer): Promise<Buffer> => {
        const full = await withOne(content);
        return sequence(full.subarray(2, full.length - integer(1).length));
      };
      expect((await read(await makePkcs12({ parts, mac }))).keys).toHaveLength(1);
    });

    it('shows a changed octet of the content', async () => {
      const bytes = await makePkcs12({ parts, mac: usualMac() });
      const at = bytes.indexOf(
        createPublicKey(referenceKey('ec')).export({ type: 'spki', format: 'der' }).subarray(-8),
      );
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(await codeOf(() => read(bytes))).toBe('keystore.wrong_keystore_password');
    });

    it.each([
      ['2^31 - 1 iterations', claimedMac(integer(2_147_483_647))],
      ['2^63 iterations', claimedMac(element(0x02, Buffer.from('008000000000000000', 'hex')))],
      ['PBMAC1 with 1,000,001 iterations', pbmac1Claiming(1_000_001)],
    ])('is refused before the work with %s', async (_name, mac) => {
      expect(await codeOf(async () => read(await makePkcs12({ parts, mac })))).toBe('keystore.too_costly');
    });

    it.each([
      ['no iterations', claimedMac(integer(0))],
      ['minus one iterations', claimedMac(element(0x02, Buffer.of(0xff)))],
      ['a digest of another length', claimedMac(integer(1), '1.3.14.3.2.26')],
    ])('is damaged with %s', async (_name, mac) => {
      expect(await codeOf(async () => read(await makePkcs12({ parts, mac })))).toBe('keystore.damaged');
    });

    it('is not supported with MD5', async () => {
      expect(
        await refusalOf(async () =>
          read(await makePkcs12({ parts, mac: claimedMac(integer(1), '1.2.840.113549.2.5') })),
        ),
      ).toMatchObject({ code: 'keystore.unsupported', received: 'MD5 (1.2.840.113549.2.5)' });
    });
  });

  describe('without a MAC', () => {
    it('a wrong password shows at the key when nothing else is encrypted', async () => {
      const contents = await read(fixture('openssl-no-mac.p12'), 'another password');
      expect(await openKey(contents, 'ec')).toBeUndefined();
      expect(await openKey(contents, 'ec', STORE_PASSWORD)).toEqual(EC_DER);
    });

    it('any keystore password opens what has none, and the key has its own', async () => {
      const parts = [plainPart(shroudedBag(KEY_PASSWORD))];
      const contents = await read(await makePkcs12({ parts, mac: undefined }), 'whatever');
      expect(await openKey(contents, '1', KEY_PASSWORD)).toEqual(EC_DER);
      expect(await openKey(contents, '1')).toBeUndefined();
    });

    it('encrypted certificates tell that the password is wrong, whatever comes out of them', async () => {
      // One in 256 pads by chance.
      const wrong = Array.from({ length: 300 }, (_value, index) => `no ${index}`);
      const bytes = fixture('openssl-no-mac-encrypted.p12');
      const codes = await Promise.all(wrong.map((password) => codeOf(() => read(bytes, password))));
      expect(new Set(codes)).toEqual(new Set(['keystore.wrong_keystore_password']));
    });
  });

  it('says that a part has another password when the MAC is right', async () => {
    const parts = [encryptedPart(pbes2With(pbkdf2With(integer(1))), Buffer.alloc(32))];
    expect(await codeOf(async () => read(await makePkcs12({ parts, mac: usualMac() })))).toBe('keystore.unsupported');
  });

  it('refuses what a part costs before the work', async () => {
    const parts = [encryptedPart(pbes2With(pbkdf2With(integer(2_147_483_647))), Buffer.alloc(32))];
    expect(await codeOf(async () => read(await makePkcs12({ parts, mac: usualMac() })))).toBe('keystore.too_costly');
  });

  it('refuses many parts that cost much together', async () => {
    const part = encryptedPart(pbes2With(pbkdf2With(integer(1_000_000))), Buffer.alloc(32));
    const bytes = await makePkcs12({ parts: [part], mac: undefined });
    const budget = openWorkBudget();
    budget.spend(1_000_000, 2);
    budget.spend(1, 1);
    expect(await codeOf(() => readPkcs12(bytes, STORE_PASSWORD, budget))).toBe('keystore.too_costly');
  });

  it('does not support parts or contents that are signed or encrypted for a certificate', async () => {
    const foreign = sequence(objectId(OID.envelopedData), explicit(0, sequence()));
    expect(await codeOf(async () => read(await makePkcs12({ parts: [foreign], mac: usualMac() })))).toBe(
      'keystore.unsupported',
    );
    const signed = sequence(integer(3), sequence(objectId(OID.signedData), explicit(0, sequence())));
    expect(await refusalOf(() => read(signed))).toMatchObject({
      code: 'keystore.unsupported',
      received: 'signed data (1.2.840.113549.1.7.2)',
    });
  });

  it('does not support another version', async () => {
    expect(await codeOf(async () => read(await makePkcs12({ parts: [], mac: usualMac(), version: 4 })))).toBe(
      'keystore.unsupported',
    );
  });

  it('does not support RC4', async () => {
    expect(await codeOf(() => read(fixture('openssl-rc4.p12')))).toBe('keystore.unsupported');
  });

  it('is damaged, not locked, when it is cut off anywhere', async () => {
    const bytes = fixture('openssl-ec.p12');
    for (let length = 8; length < bytes.length; length += 5) {
      expect(await codeOf(() => read(bytes.subarray(0, length))), String(length)).toBe('keystore.damaged');
    }
  });

  it('accepts 1,000 entries and refuses one more', async () => {
    const store = (count: number): Promise<Buffer> =>
      makePkcs12({
        parts: [plainPart(...Array.from({ length: count }, () => certificateBag(Buffer.of(1))))],
        mac: usualMac(),
      });
    expect((await read(await store(KEYSTORE_LIMITS.entries))).keys).toEqual([]);
    expect(await codeOf(async () => read(await store(KEYSTORE_LIMITS.entries + 1)))).toBe('keystore.too_large');
  });

  it('accepts 1,000 parts and refuses one more', async () => {
    const store = (count: number): Promise<Buffer> =>
      makePkcs12({ parts: Array.from({ length: count }, () => plainPart()), mac: usualMac() });
    expect((await read(await store(KEYSTORE_LIMITS.entries))).keys).toEqual([]);
    expect(await codeOf(async () => read(await store(KEYSTORE_LIMITS.entries + 1)))).toBe('keystore.too_large');
  });

  it('refuses a key of more than 64 KiB', async () => {
    const large = bag(OID.keyBag, sequence(octetString(Buffer.alloc(KEYSTORE_LIMITS.keyBytes))));
    expect(await codeOf(async () => read(await makePkcs12({ parts: [plainPart(large)], mac: usualMac() })))).toBe(
      'keystore.too_large',
    );
  });
});

function pbmac1Claiming(rounds: number): () => Promise<Buffer> {
  const hmac = '1.2.840.113549.2.9';
  const parameters = sequence(pbkdf2With(integer(rounds), [integer(32)]), algorithm(hmac));
  const digest = octetString(Buffer.alloc(32));
  return async () =>
    sequence(sequence(algorithm(OID.pbmac1, parameters), digest), octetString(Buffer.alloc(8)), integer(1));
}
