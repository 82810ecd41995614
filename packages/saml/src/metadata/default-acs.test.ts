import { describe, expect, it } from 'vitest';
import { defaultAcs } from './default-acs.ts';
import type { IndexedEndpoint } from './read-endpoints.ts';

describe('defaultAcs', () => {
  type Acs = Pick<IndexedEndpoint, 'index' | 'isDefault'>;
  const yes: Acs = { index: 1, isDefault: true };
  const no: Acs = { index: 2, isDefault: false };
  const silent: Acs = { index: 3 };

  it.each<[string, Acs[], Acs]>([
    ['the first with isDefault true', [no, silent, yes, { index: 4, isDefault: true }], yes],
    ['else the first that does not say', [no, silent, { index: 4 }], silent],
    ['else the first', [no, { index: 4, isDefault: false }], no],
    ['the only one, whatever it says', [no], no],
  ])('takes %s', (_name, endpoints, expected) => {
    expect(defaultAcs(endpoints)).toBe(expected);
  });

  it('has nothing to take from an empty list', () => {
    expect(defaultAcs([])).toBeUndefined();
  });
});
