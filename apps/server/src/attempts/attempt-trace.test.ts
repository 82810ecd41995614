import { describe, expect, it } from 'vitest';
import { CordboardError } from '../errors.ts';
import { AttemptTrace } from './attempt-trace.ts';

const start = { id: 'a', reference: '7F3K-92QD', realmId: 'r', startedAt: 1000 };

const trace = (times: number[] = [0]): AttemptTrace => AttemptTrace.start(start, () => times.shift() ?? 0);

describe('AttemptTrace', () => {
  it('starts pending and keeps what it was told', () => {
    const attempt = trace();
    attempt.about({ userId: 'u', subject: 's' });
    attempt.passed('map-claims', 'identifiers', 'e-mail');
    expect(attempt.record).toMatchObject({
      ...start,
      outcome: 'pending',
      userId: 'u',
      subject: 's',
      checks: [{ stage: 'map-claims', name: 'identifiers', status: 'passed', received: 'e-mail' }],
    });
  });

  it('adds the time of every run of a stage', async () => {
    const attempt = trace([0, 1.5, 10, 12.25]);
    await attempt.stage('claim-result', () => 'x');
    await attempt.stage('claim-result', () => 'y');
    expect(attempt.record.stageMs).toEqual({ 'claim-result': 3.75 });
  });

  it('records a refusal as the failed check of its stage and passes it on', async () => {
    const attempt = trace();
    const refusal = new CordboardError('user.unknown', { expected: 'a user', received: 'x@y' });
    await expect(attempt.stage('provision-user', () => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(attempt.record.checks).toEqual([
      expect.objectContaining({
        stage: 'provision-user',
        name: 'user.unknown',
        status: 'failed',
        expected: 'a user',
        received: 'x@y',
      }),
    ]);
  });

  it('keeps the first failed check only', async () => {
    const attempt = trace();
    attempt.add({ stage: 'verify-assertion', name: 'audience', status: 'failed', code: 'assertion.audience' });
    const later = new CordboardError('sign-in.replayed');
    await expect(attempt.stage('verify-assertion', () => Promise.reject(later))).rejects.toBe(later);
    expect(attempt.record.checks).toHaveLength(1);
  });

  it('does not call a defect a refusal', async () => {
    const attempt = trace();
    await expect(attempt.stage('map-claims', () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
    expect(attempt.record.checks).toEqual([]);
  });

  it('ends succeeded or refused with its code', () => {
    expect(trace().succeed(2000)).toMatchObject({ outcome: 'succeeded', code: null, endedAt: 2000 });
    expect(trace().refuse('user.unknown', 2000)).toMatchObject({ outcome: 'refused', code: 'user.unknown' });
  });

  it('goes on with a stored attempt', () => {
    const first = trace();
    first.note('send-authn-request', 'request', 'redirect, signed');
    const second = AttemptTrace.resume(first.record, () => 0);
    second.passed('claim-result', 'browser');
    expect(second.record.checks.map((check) => check.name)).toEqual(['request', 'browser']);
    expect(second.reference).toBe(start.reference);
  });
});
