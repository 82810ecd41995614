import type { ConnectionChoice } from '@cordboard/contract/agent-page';
import { describe, expect, it } from 'vitest';
import { foldChoices, orderChoices } from './order-choices.ts';

function choices(...remembered: boolean[]): readonly ConnectionChoice[] {
  return remembered.map((each, index) => ({ name: `IdP ${index}`, href: `/start/${index}`, remembered: each }));
}

describe('orderChoices', () => {
  it('sets the remembered choice apart and keeps the order of the others', () => {
    const { remembered, others } = orderChoices(choices(false, true, false));
    expect(remembered?.name).toBe('IdP 1');
    expect(others.map((choice) => choice.name)).toEqual(['IdP 0', 'IdP 2']);
  });

  it('has none when nothing is remembered', () => {
    expect(orderChoices(choices(false, false)).remembered).toBeNull();
    expect(orderChoices([])).toEqual({ remembered: null, others: [] });
  });

  it('takes the first of two remembered choices and loses none', () => {
    const { remembered, others } = orderChoices(choices(true, true));
    expect(remembered?.name).toBe('IdP 0');
    expect(others.map((choice) => choice.name)).toEqual(['IdP 1']);
  });
});

describe('foldChoices', () => {
  const many = choices(...Array.from({ length: 6 }, () => false));

  it('shows five as they are and folds six to four', () => {
    expect(foldChoices(many.slice(0, 5), { unfolded: false })).toEqual({ shown: many.slice(0, 5), hidden: 0 });
    expect(foldChoices(many, { unfolded: false })).toEqual({ shown: many.slice(0, 4), hidden: 2 });
  });

  it('shows all once unfolded', () => {
    expect(foldChoices(many, { unfolded: true })).toEqual({ shown: many, hidden: 0 });
  });
});
