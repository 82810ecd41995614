import { describe, expect, it } from 'vitest';
import { createKeys } from './use-create.ts';

describe('createKeys', () => {
  const counting = (): (() => string) => {
    let count = 0;
    return () => {
      count += 1;
      return `key ${count}`;
    };
  };

  it('keeps the key while the same is sent again', () => {
    const keyOf = createKeys(counting());
    expect([keyOf({ name: 'a' }), keyOf({ name: 'a' })]).toEqual(['key 1', 'key 1']);
  });

  it('takes a new one for other values', () => {
    const keyOf = createKeys(counting());
    expect([keyOf({ name: 'a' }), keyOf({ name: 'b' }), keyOf({ name: 'a' })]).toEqual(['key 1', 'key 2', 'key 3']);
  });
});
