import { describe, expect, it } from 'vitest';
import { type Check, countChecks, failedCheck, groupChecks } from './group-checks.ts';

const check = (stage: string, name: string, status: Check['status'], code?: string): Check => ({
  stage,
  name,
  status,
  ...(code !== undefined && { code }),
});

const checks: readonly Check[] = [
  check('choose-connection', 'connection', 'recorded'),
  check('verify-assertion', 'xml', 'passed'),
  check('verify-assertion', 'audience', 'failed', 'assertion.audience'),
  check('verify-assertion', 'lifetime', 'not-reached'),
  check('a-stage-of-tomorrow', 'something', 'passed'),
];

describe('groupChecks', () => {
  it('keeps the order of the sign-in, and leaves empty groups out', () => {
    expect(groupChecks(checks).map(({ group, checks: own }) => [group, own.length])).toEqual([
      ['request', 1],
      ['checks', 3],
      ['result', 1],
    ]);
  });

  it.each([
    ['send-logout-request', 'receive-logout-response', ['request', 'logout-answer']],
    ['receive-logout-request', 'end-sessions', ['logout-request', 'result']],
    ['receive-logout-request', 'send-logout-response', ['logout-request', 'result']],
  ] as const)('keeps the order of a sign-out from %s to %s', (first, second, groups) => {
    const found = groupChecks([check(first, 'signature', 'passed'), check(second, 'status', 'passed')]);
    expect(found.map(({ group }) => group)).toEqual(groups);
  });

  it('has nothing to group in an attempt without checks', () => {
    expect(groupChecks([])).toEqual([]);
  });
});

describe('countChecks', () => {
  it('counts what was noted with what passed', () => {
    expect(countChecks(checks)).toEqual({ passed: 3, failed: 1, open: 1 });
  });
});

describe('failedCheck', () => {
  it('is the one with the code of the refusal', () => {
    const two = [check('s', 'first', 'failed', 'a.a'), ...checks];
    expect(failedCheck({ checks: two, code: 'assertion.audience' })?.name).toBe('audience');
  });

  it('is the first that failed when the refusal has another code', () => {
    expect(failedCheck({ checks, code: 'sign-in.replayed' })?.name).toBe('audience');
    expect(failedCheck({ checks: [], code: 'sign-in.replayed' })).toBeUndefined();
  });
});
