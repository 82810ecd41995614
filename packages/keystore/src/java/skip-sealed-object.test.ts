import { describe, expect, it } from 'vitest';
import { fixture } from '../../test-support/fixtures.ts';
import { text, uint16, uint32 } from '../../test-support/make-java-store.ts';
import { codeOf, refusalOf } from '../../test-support/refusal.ts';
import { openByteReader } from './byte-reader.ts';
import { skipSealedObject } from './skip-sealed-object.ts';

const STREAM = Buffer.from('aced0005', 'hex');

/** The object that keytool wrote into keytool.jceks. */
const genuine = (): Buffer => {
  const file = fixture('keytool.jceks');
  const start = file.indexOf(STREAM);
  const reader = openByteReader(file.subarray(start));
  skipSealedObject(reader);
  return file.subarray(start, start + reader.at());
};

const octet = (...values: readonly number[]): Buffer => Buffer.from(values);
const OBJECT = octet(0x73);
const NO_PARENT = octet(0x78, 0x70);
const classOf = (name: string, { flags = 2, fields = [] as readonly Buffer[], end = NO_PARENT } = {}): Buffer =>
  Buffer.concat([octet(0x72), text(name), Buffer.alloc(8), octet(flags), uint16(fields.length), ...fields, end]);
const field = (type: string, name: string, typeName: Buffer): Buffer =>
  Buffer.concat([Buffer.from(type), text(name), typeName]);
const string = (value: string): Buffer => Buffer.concat([octet(0x74), text(value)]);
const SEALED = 'javax.crypto.SealedObject';

const skip = (...parts: readonly Buffer[]): number => {
  const reader = openByteReader(Buffer.concat(parts));
  skipSealedObject(reader);
  return reader.left();
};

describe('skipSealedObject', () => {
  it('stops exactly behind what keytool wrote', () => {
    const object = genuine();
    expect(object.length).toBeGreaterThan(200);
    expect(skip(object)).toBe(0);
    expect(skip(object, Buffer.from('next'))).toBe(4);
  });

  it('calls the genuine object damaged or strange when it is cut off anywhere', async () => {
    const object = genuine();
    for (let length = 0; length < object.length; length += 1) {
      expect(await codeOf(() => skip(object.subarray(0, length))), String(length)).toBe('keystore.damaged');
    }
  });

  it('steps over null values and over what was named before', () => {
    const fields = [
      field('[', 'a', string('[B')),
      field('L', 'b', string('Ljava/lang/String;')),
      field('L', 'c', Buffer.concat([octet(0x71), uint32(0x7e0002)])),
    ];
    const values = [octet(0x70), string('x'), Buffer.concat([octet(0x71), uint32(0x7e0001)])];
    expect(skip(STREAM, OBJECT, classOf(SEALED, { fields }), ...values)).toBe(0);
  });

  it.each([
    ['no serialized object', [Buffer.from('ffffffff', 'hex')]],
    ['a text in place of an object', [STREAM, string('x')]],
    ['an object of another class', [STREAM, OBJECT, classOf('java.util.HashMap')]],
    ['an object of no class', [STREAM, OBJECT, octet(0x70)]],
    ['an array in place of an object', [STREAM, OBJECT, classOf('[B')]],
    ['a class with a writing method of its own', [STREAM, OBJECT, classOf(SEALED, { flags: 3 })]],
    ['a class that is a proxy', [STREAM, OBJECT, octet(0x7d)]],
    ['annotations of a class', [STREAM, OBJECT, classOf(SEALED, { end: octet(0x77, 0) })]],
    ['a field that is a number', [STREAM, OBJECT, classOf(SEALED, { fields: [field('I', 'x', octet())] })]],
    [
      'a value that is an object',
      [STREAM, OBJECT, classOf(SEALED, { fields: [field('L', 'x', string('Lx;'))] }), OBJECT],
    ],
    [
      'an array of something else',
      [STREAM, OBJECT, classOf(SEALED, { fields: [field('[', 'x', string('[B'))] }), octet(0x75), classOf('[I')],
    ],
    [
      'classes within classes without end',
      [STREAM, OBJECT, ...Array.from({ length: 50 }, () => classOf(SEALED, { end: octet(0x78) }))],
    ],
  ])('does not support %s', async (_name, parts) => {
    expect(await refusalOf(() => skip(...parts))).toMatchObject({
      code: 'keystore.unsupported',
      hint: expect.stringContaining('keystore of their own'),
    });
  });

  it.each([
    ['to what comes later', 0x7e0009],
    ['below the first number', 0x7dffff],
    ['to a text in place of a class', 0x7e0001],
  ])('calls a reference %s damaged', async (_name, number) => {
    const fields = [field('[', 'x', string('[B'))];
    const value = Buffer.concat([octet(0x75, 0x71), uint32(number)]);
    expect(await codeOf(() => skip(STREAM, OBJECT, classOf(SEALED, { fields }), value))).toBe('keystore.damaged');
  });
});
