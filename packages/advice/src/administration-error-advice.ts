/** Cause and remedy of the codes of the administration, for `docs/errors.md`. */
import type { ErrorCode } from '@cordboard/server/errors';
import { type Advice, advise } from './advice.ts';

type AdministrationCode = Extract<ErrorCode, `admin.${string}`>;

export const administrationErrorAdvice: Readonly<Record<AdministrationCode, Advice>> = {
  'admin.unauthenticated': advise(
    'administrator',
    'The session is over, the API key was revoked, or none was sent.',
    'Sign in again, or send a valid key as `Authorization: Bearer cbk_…`.',
  ),
  'admin.forbidden': advise(
    'administrator',
    'The role of the administrator or the scopes of the API key do not cover the request.',
    'Ask a company administrator or an installation owner for the role.',
  ),
  'admin.not_found': advise(
    'administrator',
    'The address was mistyped, the thing was deleted, or the caller has no role in its company.',
    'Start from the list above it.',
  ),
  'admin.invalid': advise(
    'administrator',
    'A field is missing, unknown or has a value that it cannot have.',
    'Correct the fields that `errors` names.',
  ),
  'admin.precondition_required': advise(
    'administrator',
    'The request changes something and has no If-Match header.',
    'Read the resource first and send its ETag as If-Match.',
  ),
  'admin.changed_meanwhile': advise(
    'administrator',
    'Two people work on the same settings.',
    'Read the resource again, look at what changed, and make the change anew.',
  ),
  'admin.cursor_unknown': advise(
    'administrator',
    'The cursor was changed, or taken from another list.',
    'Begin again with the first page.',
  ),
  'admin.idempotency_key': advise(
    'administrator',
    'The key is too short, too long or has characters that are not visible ASCII.',
    'Send a random identifier, such as a UUID.',
  ),
  'admin.idempotency_mismatch': advise(
    'administrator',
    'A program uses one key for several requests.',
    'Use a new key for each creation.',
  ),
  'admin.exists': advise(
    'administrator',
    'Somebody has made the same, or the name is taken by something else.',
    'Choose another identifier, or change the record that exists.',
  ),
  'admin.read_only': advise(
    'administrator',
    'A change names another identifier than the record has.',
    'Leave the identifier as it is, or make a new record and delete the old one.',
  ),
  'admin.sso_mode': advise(
    'administrator',
    'Enabling single sign-on needs a passed test, so that nobody is locked out.',
    'Test the connection, then enable single sign-on.',
  ),
  'admin.limit': advise(
    'administrator',
    'Things that nobody needs any more were never removed.',
    'Remove or revoke some; `expected` says how many there may be.',
  ),
};
