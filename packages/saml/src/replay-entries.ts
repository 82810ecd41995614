/** What has to be remembered so that an accepted message is accepted once only. */
import type { VerifiedAssertion } from './messages/assertion.ts';

/** One message ID that may be used once; the caller stores it atomically over all nodes. */
export interface ReplayEntry {
  readonly kind: 'assertion' | 'response';
  readonly issuer: string;
  readonly id: string;
  /**
   * Until when it must be remembered: until then the same message could pass the checks again, be it for another request
   * or endpoint that one of its confirmations names.
   */
  readonly until: Date;
}

export interface ReplayEntriesOptions {
  /** The skew that the message was verified with, in milliseconds. */
  readonly clockSkewMs: number;
}

/**
 * The IDs that an accepted assertion uses up (SAML profiles §4.1.4.5). The Response's own ID counts only if it was signed:
 * an attacker can change it otherwise.
 */
export const replayEntries = (assertion: VerifiedAssertion, options: ReplayEntriesOptions): readonly ReplayEntry[] => {
  const ends = [assertion.notOnOrAfter.getTime() + options.clockSkewMs, assertion.responseUsableUntil?.getTime() ?? 0];
  const until = new Date(Math.max(...ends));
  const { issuer, id, responseId } = assertion;
  const entry = (kind: ReplayEntry['kind'], entryId: string): ReplayEntry => ({ kind, issuer, id: entryId, until });
  return [entry('assertion', id), ...(responseId === undefined ? [] : [entry('response', responseId)])];
};
