/** Cause and remedy of the codes of administrators' own sign-in, for `docs/errors.md`. */
import type { ErrorCode } from '@cordboard/server/errors';
import { type Advice, advise } from './advice.ts';

type AdministratorCode = Extract<ErrorCode, `administrator.${string}` | `password.${string}`>;

export const administratorErrorAdvice: Readonly<Record<AdministratorCode, Advice>> = {
  'password.length': advise('person', 'A password of fewer than 12 or more than 256 characters.', 'Choose another.'),
  'password.guessable': advise(
    'person',
    'The password is little more than the own name, common words, or a repetition.',
    'Take four or five words that do not belong together, or let a password manager make one.',
  ),
  'password.busy': advise(
    'operator',
    'Many sign-ins at once; a few passwords are checked at a time, so that single sign-on goes on.',
    'Wait a moment. If it lasts, look for a flood of sign-ins in the log of the proxy.',
  ),
  'administrator.credentials': advise(
    'person',
    'A typing error, an account that does not exist or is disabled, or one without a password.',
    'Try again, use a passkey, or ask another administrator for a new password.',
  ),
  'administrator.throttled': advise(
    'person',
    'Wrong passwords or codes before this one, perhaps of somebody else.',
    'Wait as long as it says. A passkey works meanwhile, and so does a browser that was signed in before.',
  ),
  'administrator.second_factor': advise(
    'person',
    'A code of another account, one that was used already, or a phone whose clock is wrong.',
    'Wait for the next code, or use a recovery code.',
  ),
  'administrator.challenge_unknown': advise(
    'person',
    'More than five minutes went by, too many wrong answers, or the step was finished in another tab.',
    'Begin again.',
  ),
  'administrator.passkey_refused': advise(
    'person',
    'A passkey of another account or site, one that was removed, or an authenticator that was copied.',
    'Sign in with the password, and compare the list of passkeys of the account.',
  ),
  'administrator.passkeys_unavailable': advise(
    'operator',
    'The installation URL has an IP address, or http without being on this machine.',
    'Give the installation a host name and https.',
  ),
  'administrator.passkey_known': advise('person', 'The device was added before.', 'Choose another device.'),
  'administrator.passkey_unknown': advise('person', 'It was removed meanwhile.', 'Load the page again.'),
  'administrator.too_many_passkeys': advise('person', 'The account has 20 passkeys.', 'Remove one that is not used.'),
  'administrator.only_passkey': advise(
    'person',
    'The account has no password, and no other passkey.',
    'Add another passkey or choose a password first.',
  ),
  'administrator.totp_enrolled': advise(
    'person',
    'An app was set up before, perhaps in another tab.',
    'Remove it to set up another.',
  ),
  'administrator.totp_missing': advise('person', 'It was removed meanwhile.', 'Load the page again.'),
  'administrator.no_second_factor': advise(
    'person',
    'Recovery codes stand in for a second factor, and there is none.',
    'Set up an authenticator app or a passkey first.',
  ),
  'administrator.not_fresh': advise(
    'person',
    'Ways of signing in change only within 15 minutes of a sign-in.',
    'Sign in again and repeat the change.',
  ),
  'administrator.present_password': advise(
    'person',
    'A typing error, or the password was changed meanwhile.',
    'Type the password that you signed in with.',
  ),
  'administrator.sso_required': advise(
    'administrator',
    'The `admins` realm of the company is in mode sso.',
    'Sign in through the company; if that is impossible, use `/admin/recovery`.',
  ),
  'administrator.link_unknown': advise(
    'person',
    'The link was used, a newer one was made, or its time is over.',
    'Ask for a new link.',
  ),
  'administrator.setup_done': advise(
    'person',
    'Somebody used the set-up link before.',
    'If that was nobody of yours, stop the hub and look at its audit log; else sign in.',
  ),
  'administrator.last_owner': advise(
    'administrator',
    'The change would leave nobody who owns the installation.',
    'Make another enabled administrator an owner first.',
  ),
  'administrator.owner_protected': advise(
    'administrator',
    'The account belongs to an owner of the installation, who stands above every company.',
    'Ask an owner of the installation to make the change.',
  ),
  'administrator.known_elsewhere': advise(
    'administrator',
    'There is an account with the address that has no role in the company, so one company alone cannot vouch for it.',
    'Ask an owner of the installation to give the role.',
  ),
  'administrator.other_grants': advise(
    'administrator',
    'The account also has roles elsewhere, so it is not for the administrators of one company to change.',
    'Take away its roles in the company, or ask an owner of the installation.',
  ),
  'administrator.own_rights': advise(
    'administrator',
    'You are about to lose the right to administer, and could not undo that yourself.',
    'Repeat the change with its confirmation if that is what you want.',
  ),
  'administrator.own_account': advise(
    'administrator',
    'A link or a removal for oneself would go round the present password and second factor.',
    'Change your password and second factors in your account.',
  ),
  'administrator.not_recognised': advise(
    'administrator',
    'The company’s identity provider named somebody without an enabled account and a role in this company.',
    'Invite the person as an administrator of the company, with the e-mail address that the identity provider sends.',
  ),
  'administrator.limited_session': advise(
    'administrator',
    'A session that began at the company’s identity provider must not change how the account signs in.',
    'Sign in with the password or a passkey, then make the change.',
  ),
  'administrator.unknown': advise(
    'administrator',
    'The account was deleted or the address mistyped.',
    'Compare with the output of `cordboard admin list`.',
  ),
  'administrator.disabled': advise(
    'administrator',
    'The account was disabled.',
    'Let an owner enable it, or recover another account.',
  ),
};
