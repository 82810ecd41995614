/** The assertion says how and when the person signed in, and that session still runs. */
import { SamlError } from '../errors.ts';
import type { AuthnStatement } from '../messages/assertion.ts';
import { instantText } from '../messages/read-instant.ts';
import type { TimeWindow } from './verification-settings.ts';

/**
 * SAML profiles §4.1.4.2: at least one AuthnStatement.
 *
 * @returns The statement with the latest AuthnInstant: it describes the person's last act of signing in.
 * @throws SamlError `assertion.authn_statement`
 */
export const checkAuthnStatement = (statements: readonly AuthnStatement[]): AuthnStatement => {
  const [latest] = [...statements].sort((a, b) => b.authnInstant.getTime() - a.authnInstant.getTime());
  if (latest === undefined) {
    throw new SamlError('assertion.authn_statement', { expected: 'an AuthnStatement', received: 'none' });
  }
  return latest;
};

/**
 * SAML core §2.7.2: SessionNotOnOrAfter is when the session at the identity provider has to be over.
 *
 * @returns The earliest end of all statements.
 * @throws SamlError `assertion.session_expired`
 */
export const checkSession = (statements: readonly AuthnStatement[], time: TimeWindow): Date | undefined => {
  const ends = statements.flatMap(({ sessionNotOnOrAfter }) => sessionNotOnOrAfter?.getTime() ?? []);
  if (ends.length === 0) {
    return undefined;
  }
  const end = Math.min(...ends);
  if (time.nowMs >= end + time.clockSkewMs) {
    throw new SamlError('assertion.session_expired', {
      expected: `before ${instantText(end + time.clockSkewMs)}`,
      received: `now ${instantText(time.nowMs)}, SessionNotOnOrAfter ${instantText(end)}`,
    });
  }
  return new Date(end);
};
