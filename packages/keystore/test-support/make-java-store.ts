/** Makes JKS and JCEKS files that keytool would not make. */
import { createHash } from 'node:crypto';
import { OID } from '../src/asn1/object-ids.ts';
import { algorithm, octetString, sequence } from './der-writer.ts';
import { STORE_PASSWORD } from './fixtures.ts';

export const JKS = 0xfeedfeed;
export const JCEKS = 0xcececece;

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

export const uint16 = (value: number): Buffer => Buffer.of(value >> 8, value & 0xff);

export const uint32 = (value: number): Buffer => {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(value);
  return octets;
};

const int64 = (value: bigint): Buffer => {
  const octets = Buffer.alloc(8);
  octets.writeBigInt64BE(value);
  return octets;
};

/** For text in which UTF-8 and modified UTF-8 are the same. */
export const text = (value: string): Buffer => {
  const octets = Buffer.from(value, 'utf8');
  return Buffer.concat([uint16(octets.length), octets]);
};

/** Sun's protection of a key in JKS. */
export const protectKey = (der: Uint8Array, password: string): Buffer => {
  const salt = Buffer.alloc(20, 7);
  const octets = utf16(password);
  const sha1 = (...parts: readonly Uint8Array[]): Buffer => createHash('sha1').update(Buffer.concat(parts)).digest();
  const protectedOctets = Buffer.from(der);
  let stream: Buffer = salt;
  for (let at = 0; at < der.length; at += 20) {
    stream = sha1(octets, stream);
    for (let index = at; index < Math.min(at + 20, der.length); index += 1) {
      protectedOctets[index] = (der[index] ?? 0) ^ (stream[index - at] ?? 0);
    }
  }
  const data = Buffer.concat([salt, protectedOctets, sha1(octets, der)]);
  return sequence(algorithm(OID.sunKeyProtector), octetString(data));
};

const typed = (version: number, der: Uint8Array): Buffer =>
  Buffer.concat([...(version === 1 ? [] : [text('X.509')]), uint32(der.length), der]);

export interface JavaKeyInput {
  readonly alias?: string;
  readonly protectedKey: Uint8Array;
  readonly chain?: readonly Uint8Array[];
  readonly date?: bigint;
  readonly version?: number;
}

export const keyEntry = ({ alias = 'sso', protectedKey, chain = [], date = 0n, version = 2 }: JavaKeyInput): Buffer =>
  Buffer.concat([
    uint32(1),
    text(alias),
    int64(date),
    uint32(protectedKey.length),
    protectedKey,
    uint32(chain.length),
    ...chain.map((der) => typed(version, der)),
  ]);

export const certificateEntry = (alias: string, der: Uint8Array): Buffer =>
  Buffer.concat([uint32(2), text(alias), int64(0n), typed(2, der)]);

export const secretKeyEntry = (alias: string, object: Uint8Array): Buffer =>
  Buffer.concat([uint32(3), text(alias), int64(0n), object]);

export interface JavaStoreInput {
  readonly mark?: number;
  readonly version?: number;
  /** What the file says; the number of entries unless given. */
  readonly count?: number;
  readonly entries: readonly Buffer[];
  readonly password?: string;
}

export const makeJavaStore = ({
  mark = JKS,
  version = 2,
  entries,
  count = entries.length,
  password = STORE_PASSWORD,
}: JavaStoreInput): Buffer => {
  const body = Buffer.concat([uint32(mark), uint32(version), uint32(count), ...entries]);
  const digest = createHash('sha1').update(utf16(password)).update('Mighty Aphrodite').update(body).digest();
  return Buffer.concat([body, digest]);
};
