/**
 * RC2 in CBC mode (RFC 2268), only to decrypt: Java 8 and older OpenSSL protect the certificates of a PKCS#12 file with it,
 * and the OpenSSL inside Node no longer has it. It guards nothing here: the key is 40 bits long in nearly every file.
 */

/** RFC 2268 §2: a permutation of 0..255 from the digits of pi. */
const PI_TABLE = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2' +
    '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec' +
    'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9' +
    '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
);

const BLOCK = 8;

/** RFC 2268 §2: 64 words from the key, of which `bits` count. */
const expandKey = (key: Uint8Array, bits: number): Uint16Array => {
  const octets = Buffer.alloc(128);
  octets.set(key);
  const at = (index: number): number => PI_TABLE[index & 0xff] ?? 0;
  for (let index = key.length; index < 128; index += 1) {
    octets[index] = at((octets[index - 1] ?? 0) + (octets[index - key.length] ?? 0));
  }
  const effective = Math.ceil(bits / 8);
  const mask = 0xff >> (8 * effective - bits);
  octets[128 - effective] = at((octets[128 - effective] ?? 0) & mask);
  for (let index = 127 - effective; index >= 0; index -= 1) {
    octets[index] = at((octets[index + 1] ?? 0) ^ (octets[index + effective] ?? 0));
  }
  return Uint16Array.from({ length: 64 }, (_value, index) => octets.readUInt16LE(index * 2));
};

/** How far each word of a block is rotated. */
const ROTATIONS = [1, 2, 3, 5] as const;

const word = (words: Uint16Array, index: number): number => words[index] ?? 0;

/** RFC 2268 §4.1: undoes one mixing round; `last` is the index of the last word of the key that it used. */
const undoMixing = (block: Uint16Array, key: Uint16Array, last: number): void => {
  for (let index = 3; index >= 0; index -= 1) {
    const rotation = ROTATIONS[index] ?? 0;
    const turned = word(block, index);
    const value = ((turned >>> rotation) | (turned << (16 - rotation))) & 0xffff;
    const [one, two, three] = [
      word(block, (index + 3) % 4),
      word(block, (index + 2) % 4),
      word(block, (index + 1) % 4),
    ];
    block[index] = value - word(key, last - 3 + index) - (one & two) - (~one & three);
  }
};

/** RFC 2268 §4.2: undoes one mashing round. */
const undoMashing = (block: Uint16Array, key: Uint16Array): void => {
  for (let index = 3; index >= 0; index -= 1) {
    block[index] = word(block, index) - word(key, word(block, (index + 3) % 4) & 63);
  }
};

/** RFC 2268 §4.3: five, six and five mixing rounds with two mashing rounds between, backwards. */
const decryptBlock = (block: Uint16Array, key: Uint16Array): void => {
  for (let round = 15; round >= 0; round -= 1) {
    undoMixing(block, key, round * 4 + 3);
    if (round === 11 || round === 5) {
      undoMashing(block, key);
    }
  }
};

/** Removes PKCS#7 padding; undefined when there is none. */
const withoutPadding = (octets: Buffer): Buffer | undefined => {
  const length = octets.at(-1) ?? 0;
  const padding = octets.subarray(octets.length - length);
  return length >= 1 && length <= BLOCK && padding.every((octet) => octet === length)
    ? octets.subarray(0, octets.length - length)
    : undefined;
};

/**
 * Decrypts RC2-CBC with PKCS#7 padding; the effective length of the key is its length.
 *
 * @returns undefined when the padding does not fit, which a wrong key makes likely.
 */
export const decryptRc2 = (key: Uint8Array, iv: Uint8Array, data: Uint8Array): Buffer | undefined => {
  if (data.length === 0 || data.length % BLOCK !== 0) {
    return undefined;
  }
  const words = expandKey(key, key.length * 8);
  const output = Buffer.alloc(data.length);
  const input = Buffer.from(data);
  const block = new Uint16Array(4);
  let previous = Buffer.from(iv);
  for (let at = 0; at < input.length; at += BLOCK) {
    for (let index = 0; index < 4; index += 1) {
      block[index] = input.readUInt16LE(at + index * 2);
    }
    decryptBlock(block, words);
    for (let index = 0; index < BLOCK; index += 1) {
      const plain = (word(block, index >> 1) >> (8 * (index & 1))) & 0xff;
      output[at + index] = plain ^ (previous[index] ?? 0);
    }
    previous = input.subarray(at, at + BLOCK);
  }
  return withoutPadding(output);
};
