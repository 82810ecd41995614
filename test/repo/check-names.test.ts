/** Every check of a message has words in the portal: a trace never shows an administrator the name of code. */
import { readFileSync } from 'node:fs';
import { LOGOUT_REQUEST_CHECKS, LOGOUT_RESPONSE_CHECKS, RESPONSE_CHECKS } from '@cordboard/saml';
import { describe, expect, it } from 'vitest';

const texts = readFileSync(new URL('../../apps/portal/src/admin/texts/en/attempts.ts', import.meta.url), 'utf8');
const names = /\n {4}names: \{\n(.*?)\n {4}\}/s.exec(texts)?.[1] ?? '';

describe('the words of checks', () => {
  it.each([...new Set([...RESPONSE_CHECKS, ...LOGOUT_REQUEST_CHECKS, ...LOGOUT_RESPONSE_CHECKS])])(
    '%s has some',
    (name) => {
      expect(names).toMatch(new RegExp(`^ *'?${name}'?: '[A-Z][A-Za-z -]+',$`, 'm'));
    },
  );

  it('are none for a check that does not exist', () => {
    expect(names).not.toMatch(/^ *'?no-such-check'?: /m);
  });
});
