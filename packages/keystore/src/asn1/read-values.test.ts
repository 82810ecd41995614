import { describe, expect, it } from 'vitest';
import { element, explicit, integer, objectId, octetString, sequence, set } from '../../test-support/der-writer.ts';
import { codeOf } from '../../test-support/refusal.ts';
import { readBer } from './ber.ts';
import { explicitOf, objectIdOf, octetsOf, sequenceOf, setOf, smallIntegerOf } from './read-values.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

describe('smallIntegerOf', () => {
  it.each([
    [0, '020100'],
    [127, '02017f'],
    [128, '02020080'],
    [3, '0204 00000003'.replace(' ', '')],
    [2_147_483_647, '02047fffffff'],
  ])('reads %i', (value, der) => {
    expect(smallIntegerOf(readBer(hex(der)), 'x')).toBe(value);
  });

  it.each([
    ['2^31', '02050080000000'],
    ['a number of 8 octets', '02087fffffffffffffff'],
    ['a number of 1,000 octets', integer(1).toString('hex').replace('0201', '028203e8') + '00'.repeat(999)],
  ])('has no number for %s', (_name, der) => {
    expect(smallIntegerOf(readBer(hex(der)), 'x')).toBeUndefined();
  });

  it.each([
    ['a negative number', '0201ff'],
    ['an empty number', '0200'],
    ['another type', '040101'],
  ])('calls %s damaged', async (_name, der) => {
    expect(await codeOf(() => smallIntegerOf(readBer(hex(der)), 'x'))).toBe('keystore.damaged');
  });
});

describe('objectIdOf', () => {
  it.each([
    '1.2.840.113549.1.12.10.1.2',
    '2.16.840.1.101.3.4.2.1',
    '1.3.132.0.34',
    '0.9.2342',
    '2.16.840.1.113894.746875.1.1',
  ])('reads %s', (id) => {
    expect(objectIdOf(readBer(objectId(id)), 'x')).toBe(id);
  });

  it('reads an arc of more than 64 bits without loss', () => {
    expect(objectIdOf(readBer(hex('060b6983ffffffffffffffff7f')), 'x')).toBe('2.25.36893488147419103231');
  });

  it.each([
    ['an empty one', '0600'],
    ['one whose last arc goes on', '06022a86'],
    ['one of 33 octets', `0621${'01'.repeat(33)}`],
  ])('calls %s damaged', async (_name, der) => {
    expect(await codeOf(() => objectIdOf(readBer(hex(der)), 'x'))).toBe('keystore.damaged');
  });
});

describe('the values of constructed elements', () => {
  it('gives the children of sequences and sets, and the one inside an explicit tag', () => {
    expect(sequenceOf(readBer(sequence(integer(1), integer(2))), 'x')).toHaveLength(2);
    expect(setOf(readBer(set(integer(1))), 'x')).toHaveLength(1);
    expect(smallIntegerOf(explicitOf(readBer(explicit(0, integer(9))), 0, 'x'), 'x')).toBe(9);
  });

  it.each([
    ['a missing element', () => sequenceOf(undefined, 'x')],
    ['a set for a sequence', () => sequenceOf(readBer(set()), 'x')],
    ['a sequence for a set', () => setOf(readBer(sequence()), 'x')],
    ['an explicit tag of another number', () => explicitOf(readBer(explicit(1, integer(9))), 0, 'x')],
    ['an explicit tag with nothing in it', () => explicitOf(readBer(element(0xa0)), 0, 'x')],
    ['an explicit tag with two elements', () => explicitOf(readBer(element(0xa0, integer(1), integer(2))), 0, 'x')],
    ['a piece of an octet string that is none', () => octetsOf(readBer(element(0x24, integer(1))), 'x')],
    ['a number for an octet string', () => octetsOf(readBer(integer(1)), 'x')],
  ])('calls %s damaged', async (_name, call) => {
    expect(await codeOf(call)).toBe('keystore.damaged');
  });

  it('joins the pieces of an octet string', () => {
    const pieces = element(0x24, octetString(hex('01')), element(0x24, octetString(hex('02'))), octetString(hex('03')));
    expect(Buffer.from(octetsOf(readBer(pieces), 'x'))).toEqual(hex('010203'));
  });
});
