/** Makes PKCS#12 files that neither keytool nor OpenSSL would make. */
import { createHmac, pbkdf2Sync } from 'node:crypto';
import { OID } from '../src/asn1/object-ids.ts';
import { passwordForms } from '../src/pbe/password-forms.ts';
import { derivePkcs12, PURPOSE } from '../src/pbe/pkcs12-kdf.ts';
import { openWorkBudget } from '../src/pbe/work-budget.ts';
import { algorithm, bmpString, explicit, integer, objectId, octetString, sequence, set } from './der-writer.ts';
import { STORE_PASSWORD } from './fixtures.ts';

const SHA256 = '2.16.840.1.101.3.4.2.1';
const HMAC_SHA256 = '1.2.840.113549.2.9';
const SALT = Buffer.from('saltsalt');

export interface BagNames {
  readonly friendlyName?: string;
  readonly localKeyId?: string;
}

export const bag = (id: string, value: Uint8Array, { friendlyName, localKeyId }: BagNames = {}): Buffer => {
  const attributes = [
    ...(friendlyName === undefined ? [] : [sequence(objectId(OID.friendlyName), set(bmpString(friendlyName)))]),
    ...(localKeyId === undefined
      ? []
      : [sequence(objectId(OID.localKeyId), set(octetString(Buffer.from(localKeyId))))]),
  ];
  return sequence(objectId(id), explicit(0, value), ...(attributes.length > 0 ? [set(...attributes)] : []));
};

export const certificateBag = (der: Uint8Array, names?: BagNames): Buffer =>
  bag(OID.certBag, sequence(objectId(OID.x509Certificate), explicit(0, octetString(der))), names);

/** A part that is not encrypted. */
export const plainPart = (...bags: readonly Buffer[]): Buffer =>
  sequence(objectId(OID.data), explicit(0, octetString(sequence(...bags))));

/** A part that says it is encrypted. */
export const encryptedPart = (encryption: Buffer, octets: Uint8Array): Buffer => {
  const content = Buffer.concat([Buffer.of(0x80, 0x82), Buffer.alloc(2), octets]);
  content.writeUInt16BE(octets.length, 2);
  const info = sequence(objectId(OID.data), encryption, content);
  return sequence(objectId(OID.encryptedData), explicit(0, sequence(integer(0), info)));
};

/** PBKDF2 with HMAC-SHA-256 and these iterations, whatever they cost. */
export const pbkdf2With = (rounds: Buffer, length: readonly Buffer[] = []): Buffer =>
  algorithm(OID.pbkdf2, sequence(octetString(SALT), rounds, ...length, algorithm(HMAC_SHA256)));

/** PBES2 with AES-256. */
export const pbes2With = (kdf: Buffer): Buffer =>
  algorithm(OID.pbes2, sequence(kdf, algorithm('2.16.840.1.101.3.4.1.42', octetString(Buffer.alloc(16)))));

export type MacMaker = (content: Buffer) => Promise<Buffer>;

/** The usual MAC, by PKCS#12's own derivation and SHA-256. */
export const usualMac =
  (password: string = STORE_PASSWORD, rounds: number = 1): MacMaker =>
  async (content) => {
    const [form] = passwordForms(password);
    const input = { hashName: 'sha256', purpose: PURPOSE.mac, salt: SALT, rounds, length: 32 };
    const key = await derivePkcs12({ ...input, password: form?.bmp ?? SALT }, openWorkBudget());
    const digest = createHmac('sha256', key).update(content).digest();
    return sequence(sequence(algorithm(SHA256), octetString(digest)), octetString(SALT), integer(rounds));
  };

/** A MAC that names iterations and was never made. */
export const claimedMac =
  (rounds: Buffer, id: string = SHA256): MacMaker =>
  async () =>
    sequence(sequence(algorithm(id), octetString(Buffer.alloc(32))), octetString(SALT), rounds);

/** PBMAC1 (RFC 9579). */
export const pbmac1 =
  (password: string = STORE_PASSWORD, rounds: number = 2048): MacMaker =>
  async (content) => {
    const key = pbkdf2Sync(password, SALT, rounds, 32, 'sha256');
    const digest = createHmac('sha256', key).update(content).digest();
    const parameters = sequence(pbkdf2With(integer(rounds), [integer(32)]), algorithm(HMAC_SHA256));
    return sequence(sequence(algorithm(OID.pbmac1, parameters), octetString(digest)), octetString(SALT), integer(1));
  };

export interface Pkcs12Input {
  readonly parts: readonly Buffer[];
  /** Undefined leaves it out. */
  readonly mac: MacMaker | undefined;
  /** Writes the parts in another way before the MAC is made. */
  readonly rewrite?: (parts: Buffer) => Buffer;
  readonly version?: number;
}

export const makePkcs12 = async ({
  parts,
  mac,
  rewrite = (same) => same,
  version = 3,
}: Pkcs12Input): Promise<Buffer> => {
  const content = rewrite(sequence(...parts));
  return sequence(
    integer(version),
    sequence(objectId(OID.data), explicit(0, octetString(content))),
    ...(mac === undefined ? [] : [await mac(content)]),
  );
};
