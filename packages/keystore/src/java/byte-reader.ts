/** Reads what java.io.DataOutputStream writes: big-endian numbers, and text in modified UTF-8. */
import { damaged } from '../errors.ts';

export interface ByteReader {
  /** Octets that are left. */
  readonly left: () => number;
  readonly at: () => number;
  readonly octets: (count: number, name: string) => Uint8Array;
  readonly uint8: (name: string) => number;
  readonly uint16: (name: string) => number;
  readonly uint32: (name: string) => number;
  /** A number of 64 bits with its sign. */
  readonly int64: (name: string) => bigint;
  /** The text of `writeUTF`: its length in 16 bits, then modified UTF-8. */
  readonly text: (name: string) => string;
}

/**
 * Modified UTF-8: NUL takes two octets, and a character past U+FFFF is two surrogates of three octets each.
 *
 * @throws KeystoreError `keystore.damaged`
 */
const decodeModifiedUtf8 = (octets: Uint8Array, name: string): string => {
  const units: number[] = [];
  for (let at = 0; at < octets.length; ) {
    const first = octets[at] ?? 0;
    const length = first < 0x80 ? 1 : (first & 0xe0) === 0xc0 ? 2 : (first & 0xf0) === 0xe0 ? 3 : 0;
    const rest = octets.subarray(at + 1, at + length);
    if (length === 0 || rest.length !== length - 1 || rest.some((octet) => (octet & 0xc0) !== 0x80)) {
      throw damaged(`${name} in modified UTF-8`, 'other octets');
    }
    units.push(
      rest.reduce((unit, octet) => (unit << 6) | (octet & 0x3f), length === 1 ? first : first & (0xff >> (length + 1))),
    );
    at += length;
  }
  // In parts: an argument list has a limit, and an alias may have 65,535 octets.
  let text = '';
  for (let at = 0; at < units.length; at += 4096) {
    text += String.fromCharCode(...units.slice(at, at + 4096));
  }
  return text;
};

/** Every read past the end throws KeystoreError `keystore.damaged` with the name of what was to be read. */
export const openByteReader = (bytes: Uint8Array): ByteReader => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let position = 0;
  const take = (count: number, name: string): number => {
    const start = position;
    if (count > bytes.length - start) {
      throw damaged(`${name} of ${count} octets`, `the end of the file after ${bytes.length - start}`);
    }
    position += count;
    return start;
  };
  const octets = (count: number, name: string): Uint8Array => {
    const start = take(count, name);
    return bytes.subarray(start, start + count);
  };
  const uint16 = (name: string): number => view.getUint16(take(2, name));
  return {
    left: () => bytes.length - position,
    at: () => position,
    octets,
    uint8: (name) => view.getUint8(take(1, name)),
    uint16,
    uint32: (name) => view.getUint32(take(4, name)),
    int64: (name) => view.getBigInt64(take(8, name)),
    text: (name) => decodeModifiedUtf8(octets(uint16(name), name), name),
  };
};
