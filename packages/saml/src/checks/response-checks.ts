/**
 * The checks on a Response in the order in which they are run. The names are stable: traces,
 * translations and documentation refer to them.
 */
export const RESPONSE_CHECKS = [
  // The message
  'message-encoding',
  'xml',
  'response',
  'unique-ids',
  'signature-placement',
  // The Response
  'response-issuer',
  'response-signature',
  'status',
  'destination',
  'response-in-response-to',
  'response-issue-instant',
  // The assertion becomes trustworthy
  'assertion-count',
  'decryption',
  'assertion-signature',
  'required-signatures',
  // The assertion is for us, now, about somebody
  'assertion',
  'assertion-issuer',
  'assertion-issue-instant',
  'subject',
  'subject-confirmation',
  'conditions',
  'audience',
  'lifetime',
  'authn-statement',
  'session',
  'authn-instant',
  'authn-context',
  'attributes',
] as const;

/** The name of one check. */
export type ResponseCheckName = (typeof RESPONSE_CHECKS)[number];
