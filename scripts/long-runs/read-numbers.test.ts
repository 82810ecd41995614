import { describe, expect, it } from 'vitest';
import { readNumbers } from './read-numbers.ts';

describe('readNumbers', () => {
  it('takes what is given and the default for what is not', () => {
    expect(readNumbers(['--seed', '7'], { seed: 1, documents: 100 })).toEqual({ seed: 7, documents: 100 });
    expect(readNumbers(['--documents=0'], { seed: 1, documents: 100 })).toEqual({ seed: 1, documents: 0 });
  });

  it.each(['-1', '1.5', 'many', '', '9007199254740992'])('refuses %j', (text) => {
    expect(() => readNumbers([`--seed=${text}`], { seed: 1 })).toThrow(RangeError);
  });

  it('refuses an option that does not exist', () => {
    expect(() => readNumbers(['--sed', '1'], { seed: 1 })).toThrow(TypeError);
  });
});
