import type { ErrorPage } from '@cordboard/contract/agent-page';
import { describe, expect, it } from 'vitest';
import { createMessages } from '../messages/message.ts';
import { supervisorMessage } from './supervisor-message.ts';

const page: ErrorPage = {
  kind: 'error',
  realm: { companyName: 'Acme', environmentName: 'Production', basePath: '/e/acme/production/agents' },
  problem: 'refused',
  reference: '7F3K-92QD',
  at: Date.parse('2026-11-21T08:41:07Z'),
  retryHref: null,
};
const messages = createMessages('en-GB');

describe('supervisorMessage', () => {
  it('says where, what, when, and the reference', () => {
    const text = supervisorMessage(page, messages, 'UTC');
    expect(text).toMatch(
      /^I cannot sign in to Acme, Production: “Your sign-in was not accepted”\. Reference 7F3K-92QD, 21 Nov 2026, 08:41 (UTC|GMT)\.$/,
    );
  });

  it('does without a reference and without a place', () => {
    const text = supervisorMessage({ ...page, reference: null, realm: null, problem: 'unavailable' }, messages, 'UTC');
    expect(text).toMatch(/^I cannot sign in to the contact centre: “Sign-in is not available right now”, 21 Nov 2026/);
    expect(text).not.toMatch(/[{}]|null|Reference/);
  });
});
