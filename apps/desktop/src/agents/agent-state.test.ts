import { describe, expect, it } from 'vitest';
import { readStateValue, stateLabel, stateValue } from './agent-state.ts';

describe('readStateValue', () => {
  it.each(['ready', 'not-ready', 'not-ready:break', 'not-ready:lunch', 'not-ready:meeting', 'not-ready:training'])(
    'reads back %s',
    (value) => {
      expect(stateValue(readStateValue(value))).toBe(value);
    },
  );

  it.each(['', 'Ready', 'ready:lunch', 'not-ready:', 'not-ready:holiday', 'talking', undefined, 3])(
    'refuses %j',
    (value) => {
      expect(() => readStateValue(value)).toThrow(expect.objectContaining({ code: 'desktop.state_unknown' }));
    },
  );
});

describe('stateLabel', () => {
  it('writes the states as agents know them', () => {
    expect(stateLabel({ name: 'ready' })).toBe('Ready');
    expect(stateLabel({ name: 'not-ready', reason: 'lunch' })).toBe('Not Ready');
  });
});
