import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { applyMergePatch, mergePatchOf } from './merge-patch.ts';

describe('applyMergePatch', () => {
  // The cases of RFC 7396 appendix A.
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j with %j is %j', (target, patch, result) => {
    expect(applyMergePatch(target, patch)).toEqual(result);
  });

  it('takes a field named __proto__ as any other', () => {
    const merged = applyMergePatch({}, JSON.parse('{"__proto__": {"polluted": true}}'));
    expect(Object.keys(merged as object)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('mergePatchOf', () => {
  const patch = mergePatchOf(
    z.strictObject({
      name: z.string(),
      mode: z.enum(['a', 'b']).default('a').describe('The mode.'),
      nested: z.strictObject({ deep: z.int().min(1).default(1) }).prefault({}),
      source: z.union([z.strictObject({ url: z.string() }), z.strictObject({ text: z.string() })]).optional(),
      list: z.array(z.union([z.strictObject({ a: z.int() }), z.strictObject({ b: z.int() })])),
    }).shape,
  );

  it.each([
    [{}],
    [{ name: null, mode: null, nested: null, source: null, list: null }],
    [{ nested: { deep: null } }],
    [{ nested: { deep: 2 }, mode: 'b' }],
    [{ source: { url: null, text: 'x' } }],
    [{ list: [{ a: 1 }, { b: 2 }] }],
  ])('takes %j, and adds nothing to it', (value) => {
    expect(patch.parse(value)).toEqual(value);
  });

  it.each([[{ other: 1 }], [{ mode: 'c' }], [{ nested: { deep: 0 } }], [{ nested: { other: 1 } }], [{ list: [{}] }]])(
    'refuses %j',
    (value) => {
      expect(patch.safeParse(value).success).toBe(false);
    },
  );

  it('keeps what fields mean', () => {
    expect(patch.shape['mode']?.description).toBe('The mode.');
  });
});
