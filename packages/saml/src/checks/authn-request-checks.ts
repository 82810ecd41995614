/** The checks on an AuthnRequest in the order in which they are run. The names are stable. */
export const AUTHN_REQUEST_CHECKS = [
  // The message
  'message-encoding',
  'xml',
  'message',
  'unique-ids',
  'signature-placement',
  // Who sent it, to whom, and when
  'issuer',
  'signature',
  'required-signature',
  'destination',
  'issue-instant',
  // Where the answer goes
  'acs',
] as const;

/** The name of one check. */
export type AuthnRequestCheckName = (typeof AUTHN_REQUEST_CHECKS)[number];
