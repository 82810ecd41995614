import { describe, expect, it } from 'vitest';
import { isPresent, shownState } from './opening-state.ts';

describe('the state of an opening', () => {
  it.each([
    ['closed', null, 'declined'],
    ['closed', 1, 'closed'],
    ['requested', null, 'requested'],
    ['lapsed', null, 'lapsed'],
    ['open', 1, 'open'],
  ] as const)('%s, approved at %s, is shown as %s', (state, approvedAt, shown) => {
    expect(shownState({ state, approvedAt })).toBe(shown);
  });

  it.each([
    ['requested', true],
    ['scheduled', true],
    ['open', true],
    ['ended', false],
    ['closed', false],
    ['lapsed', false],
  ] as const)('%s: something can be done about it: %s', (state, present) => {
    expect(isPresent({ state })).toBe(present);
  });
});
