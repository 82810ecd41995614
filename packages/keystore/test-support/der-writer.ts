/** Writes ASN.1, well-formed or not. */

const lengthOctets = (length: number): Buffer => {
  if (length < 0x80) {
    return Buffer.of(length);
  }
  const hex = length.toString(16);
  const octets = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.of(0x80 | octets.length), octets]);
};

export const element = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.of(tag), lengthOctets(content.length), content]);
};

export const sequence = (...items: readonly Uint8Array[]): Buffer => element(0x30, ...items);
export const set = (...items: readonly Uint8Array[]): Buffer => element(0x31, ...items);
export const octetString = (octets: Uint8Array): Buffer => element(0x04, octets);
export const explicit = (number: number, item: Uint8Array): Buffer => element(0xa0 | number, item);
export const nothing = (): Buffer => element(0x05);
export const bmpString = (text: string): Buffer => element(0x1e, Buffer.from(text, 'utf16le').swap16());

export const integer = (value: number): Buffer => {
  const hex = value.toString(16);
  const octets = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return element(0x02, (octets[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), octets]) : octets);
};

export const objectId = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const octets = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) {
      groups.unshift(0x80 | (left % 128));
    }
    return groups;
  });
  return element(0x06, Buffer.from(octets));
};

export const algorithm = (id: string, parameters: Uint8Array = nothing()): Buffer => sequence(objectId(id), parameters);

const PIECE = 100;

/** The same element with indefinite lengths, and octet strings in pieces, as some products write it. */
export const indefinite = (der: Buffer): Buffer => {
  const parts: Buffer[] = [];
  for (let at = 0; at < der.length; ) {
    const tag = der[at] ?? 0;
    const first = der[at + 1] ?? 0;
    const count = first < 0x80 ? 0 : first & 0x7f;
    const length = count === 0 ? first : der.readUIntBE(at + 2, count);
    const start = at + 2 + count;
    const content = der.subarray(start, start + length);
    const isConstructed = (tag & 0x20) !== 0;
    if (isConstructed) {
      parts.push(Buffer.of(tag, 0x80), indefinite(content), Buffer.of(0, 0));
    } else if (tag === 0x04 || tag === 0x80) {
      const pieces = Array.from({ length: Math.ceil(length / PIECE) }, (_value, index) =>
        octetString(content.subarray(index * PIECE, (index + 1) * PIECE)),
      );
      parts.push(Buffer.of(tag | 0x20, 0x80), ...pieces, Buffer.of(0, 0));
    } else {
      parts.push(der.subarray(at, start + length));
    }
    at = start + length;
  }
  return Buffer.concat(parts);
};
