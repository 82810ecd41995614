/**
 * Cause and remedy of every code of the hub. The type asks for every code, so a new one
 * without advice does not compile.
 */
import type { ErrorCode } from '@cordboard/server/errors';
import { administrationErrorAdvice } from './administration-error-advice.ts';
import { administratorErrorAdvice } from './administrator-error-advice.ts';
import { type Advice, advise } from './advice.ts';
import { setUpErrorAdvice } from './set-up-error-advice.ts';
import { signInErrorAdvice } from './sign-in-error-advice.ts';

const REPORT = 'Report it with the log lines around it.';
const DISK = 'Check the disk and restore the last backup of the data folder if the damage stays.';

export const serverErrorAdvice: Readonly<Record<ErrorCode, Advice>> = {
  ...signInErrorAdvice,
  ...setUpErrorAdvice,
  ...administratorErrorAdvice,
  ...administrationErrorAdvice,

  'storage.locked': advise(
    'operator',
    'A hub runs already on this data folder, or a command is at work.',
    'Stop the other process, or choose another `dataFolder`.',
  ),
  'storage.newer_schema': advise(
    'operator',
    'Cordboard was replaced by an older version.',
    'Start the newer version, or restore the backup from before the upgrade.',
  ),
  'storage.open_failed': advise(
    'operator',
    'The file or its folder cannot be read and written by the user of the hub, or others may enter the folder.',
    "Correct owner and permissions of the data folder: it is the user's own, with mode 0700.",
  ),
  'storage.closed': advise(
    'operator',
    'The hub was stopping when the request arrived.',
    'Try again when it has started.',
  ),
  'storage.full': advise('operator', 'The disk is full.', 'Make room; nothing that was acknowledged is lost.'),
  'storage.damaged': advise('operator', 'The disk fails, or something else wrote to the file.', DISK),
  'storage.damaged_record': advise(
    'operator',
    'The record was changed by something else, or by another version.',
    DISK,
  ),
  'storage.duplicate': advise(
    'administrator',
    'Something else has this slug, address or entity ID already.',
    'Choose another one.',
  ),
  'storage.permanent': advise(
    'administrator',
    'A slug or the place of a record was to change.',
    'Make a new record; slugs are parts of addresses and never change.',
  ),
  'storage.unknown_parent': advise(
    'administrator',
    'The realm or company was deleted in the meantime.',
    'Look at the present state and try again.',
  ),
  'storage.constraint': advise(
    'maintainers',
    'A defect of Cordboard: the rule should have been checked before.',
    REPORT,
  ),
  'storage.nested_write': advise('maintainers', 'A defect of Cordboard.', REPORT),
  'storage.write_ended': advise('maintainers', 'A defect of Cordboard.', REPORT),
  'storage.unstable_read': advise(
    'operator',
    'Settings were being changed all the time while they were read.',
    'Try again; change settings in one step.',
  ),
  'storage.failed': advise('maintainers', 'A defect of Cordboard, or a damaged disk.', REPORT),

  'keys.master_key_missing': advise(
    'operator',
    'No master key file is named, or it is not there.',
    'Make one as the message says, name it in `masterKeyFile`, and keep a copy apart from the backups.',
  ),
  'keys.master_key_permissions': advise(
    'operator',
    'The group or everybody may read the file.',
    'Run: chmod 600 on the file, as its owner.',
  ),
  'keys.master_key_format': advise(
    'operator',
    'The file holds something else than 32 bytes, 64 hexadecimal digits or base64.',
    'Name the right file, or make a key for a new installation.',
  ),
  'keys.master_key_exists': advise(
    'operator',
    'A new master key was to be made where there is one.',
    'Keep the old one: without it everything that it sealed is lost.',
  ),
  'keys.unsealable': advise(
    'operator',
    'The master key was replaced, or a value was copied from another place.',
    'Name the master key that the database was used with.',
  ),
  'keys.unusable': advise('operator', 'A stored key is damaged.', 'Restore the database from a backup.'),
  'fetch.blocked_address': advise(
    'operator',
    'The host is on a private network, which settings of a company may not reach.',
    'If it is meant to be read from there, list its range in `outbound.allowRanges`.',
  ),
  'fetch.url': advise(
    'administrator',
    'The address is not http or https, holds a password, or redirects from https to http.',
    'Correct the address.',
  ),
  'fetch.failed': advise(
    'administrator',
    'The host does not answer, answers with an error, or has a certificate that is not trusted.',
    'Open the address in a browser. For a private authority the operator sets `outbound.caFile`, behind a proxy `outbound.proxy`, and `outbound.allowUnresolvedThroughProxy` when only the proxy resolves names.',
  ),
  'fetch.too_large': advise(
    'administrator',
    'The address leads to a whole federation, or to something else.',
    'Take the metadata of the one identity provider.',
  ),
  'fetch.timeout': advise(
    'operator',
    'A firewall drops the packets, or the other side is slow.',
    'Open the way for the hub, or set `outbound.proxy`.',
  ),

  'config.invalid': advise(
    'operator',
    'A setting of the process is unknown, missing or has a value that is not allowed.',
    'Correct what the message names; docs/config.md lists every setting.',
  ),
  'http.not_found': advise(
    'person',
    'The address was mistyped or is out of date.',
    'Start from the address that your supervisor gave you.',
  ),
  'http.post_only': advise(
    'person',
    'The ACS URL was opened in a browser, or the identity provider sends its answer by another binding than HTTP-POST.',
    'Begin at the User/Agent URL. If the identity provider led here, choose HTTP-POST for the ACS URL there.',
  ),
  'http.bad_request': advise(
    'app',
    'The request has the wrong form.',
    'Compare it with the documentation of the endpoint.',
  ),
  'http.too_large': advise(
    'identity-provider',
    'The answer carries too much, often hundreds of groups.',
    'Send only the groups that the applications use.',
  ),
  'http.too_many': advise(
    'administrator',
    'A program calls in a loop, or many people behind one address begin to sign in at the same moment.',
    'Wait as long as `Retry-After` says; the operator can raise `limits` in the process settings.',
  ),
  'http.cross_site': advise(
    'person',
    'A page of another site tried to act here, or a browser extension hides where requests come from.',
    'Use the page of Cordboard itself. If it goes on, report the page that you came from.',
  ),
  'attempt.unknown': advise(
    'administrator',
    'The reference was misheard, or the attempt is older than `attempts.retentionDays`.',
    'Check the eight characters; list recent ones with `cordboard attempts`.',
  ),
  'control.socket': advise(
    'operator',
    'The path of the data folder is too long for a socket, or another hub uses it.',
    'Choose a shorter `dataFolder`, or stop the other hub.',
  ),
  'control.unavailable': advise(
    'operator',
    'The command runs as another user than the hub, or names another data folder.',
    'Run it as the user of the hub, with the same configuration.',
  ),
  'control.output': advise(
    'operator',
    'The folder does not exist, is not writable, or its disk is full.',
    'Name another file with --output.',
  ),
  'doctor.case': advise(
    'operator',
    'The line is no JSON object, or a field is missing, empty or misspelt.',
    'Compare the line with the table in docs/admin/doctor.md.',
  ),
  'doctor.file': advise(
    'operator',
    'The path is wrong, not relative to the file of cases, or not readable.',
    'Name a file that the user who runs the command can read.',
  ),
  'internal.failed': advise('maintainers', 'A defect of Cordboard.', REPORT),
};
