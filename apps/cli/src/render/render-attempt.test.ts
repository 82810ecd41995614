import type { AttemptView } from '@cordboard/contract/control';
import { plainPaint } from '@cordboard/server/render-plan';
import { describe, expect, it } from 'vitest';
import { createPaint } from './paint.ts';
import { renderAttempt, renderAttempts } from './render-attempt.ts';

const attempt: AttemptView = {
  reference: '7F3K-92QD',
  kind: 'sign-in',
  realm: 'acme/production/agents',
  connection: 'okta',
  app: 'desktop',
  startedAt: Date.UTC(2030, 0, 15, 12, 0, 1, 999),
  endedAt: Date.UTC(2030, 0, 15, 12, 0, 2, 411),
  outcome: 'refused',
  code: 'assertion.audience',
  user: null,
  subject: 'amina@acme.example',
  checks: [
    { stage: 'send-authn-request', name: 'request sent', status: 'recorded', received: 'redirect' },
    { stage: 'verify-assertion', name: 'signature', status: 'passed' },
    {
      stage: 'verify-assertion',
      name: 'audience',
      status: 'failed',
      code: 'assertion.audience',
      expected: 'https://sso.acme.example/agents/saml/default/metadata',
      received: `https://sso.acme.example/${'x'.repeat(200)}`,
      hint: 'The addresses differ in the last part.',
    },
    { stage: 'map-claims', name: 'e-mail', status: 'not-reached' },
    { stage: 'map-claims', name: 'link', status: 'skipped' },
  ],
  stageMs: { 'receive-response': 1.25, 'verify-assertion': 3.5 },
};

describe('renderAttempt', () => {
  it('shows every check with what it means, expected and received', () => {
    const lines = renderAttempt(attempt, plainPaint).split('\n');
    expect(lines.slice(0, 6)).toEqual([
      'Sign-in 7F3K-92QD: refused (assertion.audience)',
      '  realm        acme/production/agents',
      '  connection   okta',
      '  application  desktop',
      '  subject      amina@acme.example',
      '  started      2030-01-15 12:00:01 UTC, took 412 ms',
    ]);
    expect(lines).toContain('  ✓ verify-assertion        signature');
    expect(lines).toContain('  ✗ verify-assertion        audience  assertion.audience');
    expect(lines).toContain('        means     The assertion was made for another audience.');
    expect(lines).toContain('        expected  https://sso.acme.example/agents/saml/default/metadata');
    expect(lines).toContain('        hint      The addresses differ in the last part.');
    expect(lines).toContain('    map-claims              e-mail  not-reached');
    expect(lines).toContain('  - map-claims              link  skipped');
    expect(lines).toContain('  · send-authn-request      request sent');
    expect(lines.at(-1)).toBe('Stages: receive-response 1.25 ms, verify-assertion 3.5 ms');
  });

  it('says that a sign-out is one, with its checks in the same columns', () => {
    const checks = [{ stage: 'receive-logout-response', name: 'status', status: 'passed' as const }];
    const lines = renderAttempt({ ...attempt, kind: 'sign-out', outcome: 'succeeded', code: null, checks }, plainPaint);
    expect(lines).toMatch(/^Sign-out 7F3K-92QD: succeeded\n/);
    expect(lines.split('\n')).toContain('  ✓ receive-logout-response status');
  });

  it('fits into 100 columns and loses nothing of a long value', () => {
    const text = renderAttempt(attempt, plainPaint);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(text.replaceAll(/\s/g, '')).toContain('x'.repeat(200));
  });

  it('says when an attempt has not ended, or made no check', () => {
    const text = renderAttempt(
      { ...attempt, endedAt: null, outcome: 'pending', code: null, checks: [], stageMs: {} },
      plainPaint,
    );
    expect(text).toContain('Sign-in 7F3K-92QD: pending\n');
    expect(text).toContain('not ended');
    expect(text).toContain('No check was made.');
  });

  it('prints nothing that a message could use to write on the terminal', () => {
    const hostile = '\u001b]0;owned\u0007\u202e';
    const checks = [{ stage: 's', name: hostile, status: 'failed' as const, expected: hostile, received: hostile }];
    const texts = [
      renderAttempt({ ...attempt, subject: hostile, user: hostile, checks, stageMs: { [hostile]: 1 } }, plainPaint),
      renderAttempts([{ ...attempt, subject: hostile }], plainPaint),
    ];
    for (const text of texts) {
      expect(text).not.toContain('\u001b');
      expect(text).not.toContain('\u202e');
      expect(text).toContain('\\u{1b}');
    }
  });

  it('colours only when wanted', () => {
    expect(renderAttempt(attempt, createPaint(true))).toContain('\u001b[31m');
    expect(renderAttempt(attempt, createPaint(false))).not.toContain('\u001b');
  });
});

describe('renderAttempts', () => {
  it('gives each attempt a line of at most 100 columns', () => {
    const long = { ...attempt, outcome: 'succeeded' as const, code: null, user: 'x'.repeat(200) };
    const lines = renderAttempts([attempt, long], plainPaint).split('\n');
    expect(lines[0]).toBe(
      '7F3K-92QD  2030-01-15 12:00:01 UTC  refused    acme/production/agents  okta  amina@acme.example  assertion.audience'.slice(
        0,
        100,
      ),
    );
    expect(lines[1]).toHaveLength(100);
  });

  it('names a sign-out', () => {
    const signOut = { ...attempt, kind: 'sign-out' as const, outcome: 'succeeded' as const, code: null };
    expect(renderAttempts([signOut], plainPaint)).toBe(
      '7F3K-92QD  2030-01-15 12:00:01 UTC  succeeded  sign-out  acme/production/agents  okta  amina@acme.ex',
    );
  });
});
