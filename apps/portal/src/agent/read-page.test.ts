import type { SignedOutPage } from '@cordboard/contract/agent-page';
import { describe, expect, it } from 'vitest';
import { createMessages } from './messages/message.ts';
import { pageTitle } from './page-title.ts';
import { readPage } from './read-page.ts';

const options = { now: 1_795_250_467_000, href: 'https://sso.acme.example/' };
const signedOut: SignedOutPage = {
  kind: 'signed-out',
  realm: { companyName: 'Acme', environmentName: 'Production', basePath: '/e/acme/production/agents' },
  signInHref: '/e/acme/production/agents/',
  identityProvider: null,
  reference: null,
  onHref: null,
};

describe('readPage', () => {
  it('gives the page that the hub wrote', () => {
    expect(readPage(JSON.stringify(signedOut), options)).toEqual(signedOut);
  });

  it.each([null, '', '{', 'null', '[]', '"sign-in"', '{"kind":"tomorrow"}', '{"kind":["error"]}'])(
    'shows "not available right now" with a way to try again for %s',
    (text) => {
      expect(readPage(text, options)).toEqual({
        kind: 'error',
        realm: null,
        problem: 'unavailable',
        reference: null,
        at: options.now,
        retryHref: options.href,
      });
    },
  );
});

describe('pageTitle', () => {
  const messages = createMessages('en');

  it('names the page and the company', () => {
    expect(pageTitle(signedOut, messages)).toBe('You are signed out – Acme');
  });

  it('names the page alone where the company is not known', () => {
    expect(pageTitle(readPage(null, options), messages)).toBe('Sign-in is not available right now');
  });
});
