import { describe, expect, it } from 'vitest';
import { codeOf, refusalOf } from '../../test-support/refusal.ts';
import { KEYSTORE_LIMITS } from '../limits.ts';
import { openWorkBudget } from './work-budget.ts';

const { rounds, hashes } = KEYSTORE_LIMITS;

describe('openWorkBudget', () => {
  it('accepts the limit of iterations and refuses one more', async () => {
    expect(openWorkBudget().spend(rounds, 1)).toBe(rounds);
    expect(await refusalOf(() => openWorkBudget().spend(rounds + 1, 1))).toMatchObject({
      code: 'keystore.too_costly',
      received: String(rounds + 1),
    });
  });

  it('refuses a number that does not fit into 31 bits', async () => {
    expect(await codeOf(() => openWorkBudget().spend(undefined, 1))).toBe('keystore.too_costly');
  });

  it('adds up what a file asks for', async () => {
    const budget = openWorkBudget();
    const times = Math.floor(hashes / rounds);
    for (let index = 0; index < times; index += 1) {
      budget.spend(rounds, 1);
    }
    expect(budget.spend(hashes - times * rounds, 1)).toBe(hashes - times * rounds);
    expect(await codeOf(() => budget.spend(1, 1))).toBe('keystore.too_costly');
  });

  it('counts every block of a derivation', async () => {
    expect(await codeOf(() => openWorkBudget().spend(rounds, Math.floor(hashes / rounds) + 1))).toBe(
      'keystore.too_costly',
    );
  });

  it('begins anew for every file', () => {
    openWorkBudget().spend(rounds, 1);
    expect(openWorkBudget().spend(rounds, Math.floor(hashes / rounds))).toBe(rounds);
  });
});
