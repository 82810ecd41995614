/**
 * The checks on logout messages in the order in which they are run. The names are stable: traces, translations and
 * documentation refer to them.
 */
const COMMON_CHECKS = [
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
] as const;

/** The name of one check. */
export type LogoutCheckName =
  | (typeof COMMON_CHECKS)[number]
  | 'expiry'
  | 'name-id'
  | 'session-indexes'
  | 'in-response-to'
  | 'status';

/** The checks on a LogoutRequest. */
export const LOGOUT_REQUEST_CHECKS: readonly LogoutCheckName[] = [
  ...COMMON_CHECKS,
  'expiry',
  'name-id',
  'session-indexes',
];

/** The checks on a LogoutResponse. */
export const LOGOUT_RESPONSE_CHECKS: readonly LogoutCheckName[] = [...COMMON_CHECKS, 'in-response-to', 'status'];
