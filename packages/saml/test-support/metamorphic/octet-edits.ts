/** Edits of the octets of a message, whatever they mean. */
import fc from 'fast-check';

export interface OctetEdit {
  readonly kind: 'flip' | 'replace' | 'insert' | 'remove' | 'double' | 'cut';
  /** Taken modulo the length. */
  readonly at: number;
  /** Octets that are removed or doubled. */
  readonly length: number;
  /** What is written, or which bit is flipped. */
  readonly octet: number;
}

/** The octets after the edit. */
export const editOctets = (octets: Uint8Array, { kind, at, length, octet }: OctetEdit): Uint8Array => {
  const position = octets.length === 0 ? 0 : at % octets.length;
  const before = octets.subarray(0, position);
  const rest = octets.subarray(position);
  const first = rest[0] ?? 0;
  switch (kind) {
    case 'flip':
      return Buffer.concat([before, Uint8Array.of(first ^ (1 << (octet % 8))), rest.subarray(1)]);
    case 'replace':
      return Buffer.concat([before, Uint8Array.of(octet), rest.subarray(1)]);
    case 'insert':
      return Buffer.concat([before, Uint8Array.of(octet), rest]);
    case 'remove':
      return Buffer.concat([before, rest.subarray(length)]);
    case 'double':
      return Buffer.concat([before, rest.subarray(0, length), rest]);
    case 'cut':
      return before;
  }
};

/** Characters that mean something in XML, base64 or queries, and any other octet. */
const octet = fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(...Buffer.from('<>&"\'/=! \n\r\t-[]:;#?%+0AaZz')));

/** Any edit of octets. Cutting off is rare: little else would be tried. */
export const octetEdit: fc.Arbitrary<OctetEdit> = fc.record({
  kind: fc.constantFrom<OctetEdit['kind']>(
    ...(['flip', 'replace', 'insert', 'remove', 'double'] as const).flatMap((kind) => [kind, kind, kind]),
    'cut',
  ),
  at: fc.nat({ max: 0xffff }),
  length: fc.integer({ min: 1, max: 64 }),
  octet,
});
