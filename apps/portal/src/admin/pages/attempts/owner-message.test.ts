import { explainCode } from '@cordboard/advice/explain-code';
import type { AttemptView } from '@cordboard/contract/control';
import { beforeAll, describe, expect, it } from 'vitest';
import { startTexts } from '../../texts/i18n.ts';
import { ownerMessage } from './owner-message.ts';

const attempt = (code: string, received: string): AttemptView => ({
  reference: '7F3K-92QD',
  kind: 'sign-in',
  realm: 'acme/production/agents',
  connection: 'okta',
  app: null,
  startedAt: 0,
  endedAt: 1,
  outcome: 'refused',
  code,
  user: 'priya',
  subject: '00u1t7',
  checks: [{ stage: 'verify-assertion', name: 'audience', status: 'failed', code, expected: 'ours', received }],
  stageMs: {},
});

let texts: Awaited<ReturnType<typeof startTexts>>;

beforeAll(async () => {
  texts = await startTexts('en');
});

const message = (code: string, received: string, where: string | null = null): string => {
  const explanation = explainCode(code);
  if (explanation === null) {
    throw new Error(`${code} is not explained`);
  }
  return ownerMessage({ attempt: attempt(code, received), explanation, where, at: '21 Nov 2026, 09:41', t: texts.t });
};

describe('ownerMessage', () => {
  it('says what was found, what helps, and both values', () => {
    const text = message('assertion.audience', 'https://sso.acme.example/staging');
    expect(text).toContain('A sign-in to acme/production/agents was refused.');
    expect(message('assertion.audience', 'x', 'In Okta it is the field “Audience URI”.').split('\n')).toContain(
      'In Okta it is the field “Audience URI”.',
    );
    expect(text).toContain('Expected: ours');
    expect(text).toContain('Received: https://sso.acme.example/staging');
    expect(text).toContain('Reference 7F3K-92QD, 21 Nov 2026, 09:41, code assertion.audience');
  });

  it('says that it was about a sign-out', () => {
    const explanation = explainCode('logout.not_signed');
    const signOut: AttemptView = { ...attempt('logout.not_signed', 'none'), kind: 'sign-out' };
    expect(explanation).not.toBeNull();
    const text = explanation && ownerMessage({ attempt: signOut, explanation, where: null, at: 'now', t: texts.t });
    expect(text).toMatch(/^A message about sign-out at acme\/production\/agents was refused\./);
  });

  it('names nobody', () => {
    expect(message('assertion.audience', 'x')).not.toMatch(/priya|00u1t7/);
    expect(message('user.unknown', 'priya@acme.example')).not.toContain('priya');
  });

  it('leaves the signs of values as they are', () => {
    expect(message('assertion.audience', 'https://a.example/?a=1&b=<2>')).toContain('https://a.example/?a=1&b=<2>');
  });
});
