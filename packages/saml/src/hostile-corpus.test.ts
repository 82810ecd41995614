import { describe, expect, it } from 'vitest';
import { hostileCases } from '../test-support/hostile/all-cases.ts';
import { judgeCase } from '../test-support/hostile/judge-case.ts';

const { forge, cases } = await hostileCases();

describe('the hostile corpus', () => {
  it('holds cases with unique names', () => {
    expect(cases.length).toBeGreaterThanOrEqual(600);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  it.each(cases)('answers $id with $code: $description', async (one) => {
    const { accepted } = await judgeCase(forge, one);
    expect(accepted).toBe(one.code === 'accepted');
  });
});
