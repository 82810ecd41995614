import { describe, expect, it } from 'vitest';
import { Scanner } from './scanner.ts';

const nameOf = (text: string): string => {
  const scanner = new Scanner(`${text}>`);
  try {
    return scanner.readName().name;
  } finally {
    scanner.release();
  }
};

describe('a name', () => {
  // Adding a multiple of 8192 to one unit leaves the slot of the name as it was, and gives a letter again.
  const lookAlikes = (name: string): string[] =>
    [0x4000, 0x6000, 0xa000].flatMap((step) =>
      [...name].flatMap((character, index) =>
        character === ':'
          ? []
          : [name.slice(0, index) + String.fromCharCode(character.charCodeAt(0) + step) + name.slice(index + 1)],
      ),
    );

  it.each(['ID', 'xmlns:ds', 'Signature', 'ds:SignedInfo', 'saml:Assertion', 'samlp:Response', 'no:KnownName'])(
    'like %s in all but one unit is another name, wherever that unit stands',
    (name) => {
      expect(nameOf(name)).toBe(name);
      const alike = lookAlikes(name);
      expect(alike.map(nameOf)).toEqual(alike);
      // In one document, where each is compared with those before it.
      const scanner = new Scanner([name, ...alike, name].map((one) => `${one} `).join(''));
      const read: string[] = [];
      while (!scanner.atEnd) {
        read.push(scanner.readName().name);
        scanner.skipSpace();
      }
      scanner.release();
      expect(read).toEqual([name, ...alike, name]);
    },
  );
});

it('has units of its own while another one reads', () => {
  const first = new Scanner('first');
  const second = new Scanner('second, which is longer');
  expect([first.readName().name, second.readName().name]).toEqual(['first', 'second']);
  second.release();
  const third = new Scanner('third');
  expect(String.fromCharCode(...first.units.subarray(0, 5))).toBe('first');
  expect(third.readName().name).toBe('third');
  third.release();
  first.release();
});
