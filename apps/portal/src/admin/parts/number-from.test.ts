import { realmNode } from '@cordboard/contract/directory-nodes';
import { describe, expect, it } from 'vitest';
import { numberFrom } from './number-from.ts';

describe('numberFrom', () => {
  it.each([
    ['600', 600],
    [' 600 ', 600],
    ['-1', -1],
    ['0', 0],
    [600, 600],
  ])('reads %j', (typed, number) => {
    expect(numberFrom(typed)).toBe(number);
  });

  it.each(['10.5', '1e3', 'ten', '6 00'])('leaves %j to the schema, which refuses it', (typed) => {
    expect(numberFrom(typed)).toBe(typed);
    expect(realmNode.pick({ sessionMinutes: true }).safeParse({ sessionMinutes: numberFrom(typed) }).success).toBe(
      false,
    );
  });

  it.each(['', '  '])('takes %j for nothing, for which no default steps in', (typed) => {
    expect(numberFrom(typed)).toBeNull();
    expect(realmNode.pick({ sessionMinutes: true }).safeParse({ sessionMinutes: numberFrom(typed) }).success).toBe(
      false,
    );
  });
});
