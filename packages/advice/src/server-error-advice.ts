/**
 * Cause and remedy of every code of the hub. The type asks for every code, so a new one
 * without advice does not compile.
 */
import type { ErrorCode } from '@cordboard/server/errors';
import { administrationErrorAdvice } from './administration-error-advice.ts';
import { type Advice, advise } from './advice.ts';

const REPORT = 'Report it with the log lines around it.';
const DISK = 'Check the disk and restore the last backup of the data folder if the damage stays.';

export const serverErrorAdvice: Readonly<Record<ErrorCode, Advice>> = {
  'sign-in.realm_unknown': advise(
    'administrator',
    'The address was mistyped, or the company, environment or realm was never applied.',
    'Compare the address with the output of `cordboard status`.',
  ),
  'sign-in.sso_not_enabled': advise(
    'administrator',
    'The realm is still in mode non-sso.',
    'Test the connection, then set the mode to hybrid or sso.',
  ),
  'sign-in.no_connection': advise(
    'administrator',
    'The service provider has no connection, or all of them are disabled.',
    'Add a connection to an identity provider, or enable one.',
  ),
  'sign-in.connection_unknown': advise(
    'administrator',
    'A link or bookmark names a connection that was removed or disabled.',
    'Correct the link, or enable the connection.',
  ),
  'sign-in.no_login_endpoint': advise(
    'identity-provider',
    'The metadata offers only SOAP or artifact bindings, or not the one that `requestBinding` asks for.',
    'Offer HTTP-Redirect or HTTP-POST for sign-in.',
  ),
  'sign-in.no_signing_key': advise(
    'administrator',
    'The key of the service provider is missing.',
    'Restore the database from a backup, or delete the service provider and apply it anew.',
  ),
  'sign-in.app_unknown': advise(
    'administrator',
    'The start address or RelayState names an app that the realm does not have.',
    'Correct the slug, or add the app.',
  ),
  'sign-in.continuation': advise(
    'person',
    'The page was left open for too long, or its address was copied.',
    'Start again from the app.',
  ),
  'sign-in.response_missing': advise(
    'identity-provider',
    'Somebody opened the address by hand, or the answer came by another binding.',
    'Send answers by HTTP-POST.',
  ),
  'sign-in.response_unreadable': advise(
    'identity-provider',
    'The answer was cut off or changed on the way.',
    'Check for proxies that change forms; the attempt shows what could not be read.',
  ),
  'sign-in.request_unknown': advise(
    'person',
    'The sign-in page was open for too long, was sent twice, or the Back button was used.',
    'Start again from the app.',
  ),
  'sign-in.unsolicited_refused': advise(
    'administrator',
    'The person came from a tile of the identity provider, and the connection refuses that.',
    'Set `idpInitiated: restart`, or hide the tile.',
  ),
  'sign-in.issuer_unknown': advise(
    'administrator',
    'The entity ID of the identity provider differs from the one of every connection.',
    'Compare `received` with the metadata of the connections.',
  ),
  'sign-in.restart_loop': advise(
    'identity-provider',
    'The identity provider ignores the ID of our request and always answers as if it had begun the sign-in.',
    'Let it answer with InResponseTo, or have the connection set to `idpInitiated: accept`.',
  ),
  'sign-in.replayed': advise(
    'person',
    'The page was reloaded or the Back button was used. If nobody did so, somebody tried to use a stolen answer.',
    'Start again from the app; tell the security team if it was not you.',
  ),
  'sign-in.result_unknown': advise(
    'person',
    'The page was reloaded after the sign-in, or came too late.',
    'Start again from the app.',
  ),
  'sign-in.browser_mismatch': advise(
    'person',
    'Cookies are blocked, or the sign-in was begun in another browser or a private window.',
    'Allow cookies for this site and begin and end the sign-in in the same browser.',
  ),

  'claims.email_attribute_missing': advise(
    'identity-provider',
    'The attribute is not sent for this application, or has another name; letter case counts.',
    'Send the attribute. The attempt lists the names that did arrive.',
  ),
  'claims.email_ambiguous': advise(
    'identity-provider',
    'The attribute holds several addresses.',
    'Send the one main address.',
  ),
  'claims.email_invalid': advise(
    'identity-provider',
    'Another value, such as a user name, is mapped to the attribute.',
    'Map the e-mail address to it.',
  ),
  'claims.link_attribute_missing': advise(
    'identity-provider',
    'The attribute that tells people apart is empty for this person, or has several values.',
    'Fill it with one value that never changes.',
  ),
  'claims.no_identifier': advise(
    'administrator',
    'The identity provider sends a transient NameID, and the connection names no attribute.',
    'Set `match.emailAttribute` or `match.linkAttribute`, or ask for a persistent NameID.',
  ),
  'user.unknown': advise(
    'administrator',
    'The person signed in correctly, but is not a user of this realm.',
    'Add the user with the e-mail address or login that the attempt shows.',
  ),
  'user.disabled': advise('administrator', 'The user was disabled.', 'Enable the user, if that is intended.'),
  'user.email_domain': advise(
    'administrator',
    'The connection may speak only for its own e-mail domains, and this is another one.',
    'Add the domain to `match.emailDomains`, if it belongs to the company.',
  ),
  'user.email_collision': advise(
    'administrator',
    'Two users of the realm have the same e-mail address.',
    'Correct one of them.',
  ),
  'user.linked_otherwise': advise(
    'administrator',
    'The address now belongs to another person at the identity provider, or the person got a new account there.',
    'Find out which it is. Remove the old link only for the same person.',
  ),

  'local.unknown_user': advise(
    'person',
    'The login was mistyped, or the person is declared in another realm.',
    'Compare the login with the list of users; letter case counts.',
  ),
  'local.wrong_password': advise(
    'person',
    'The password was mistyped, or is a former one.',
    'Try again, or have an administrator reset it, which makes a new link.',
  ),
  'local.no_password': advise(
    'administrator',
    'The person never used the link that sets a password, or the password was reset or withdrawn.',
    'Make a new link and hand it over.',
  ),
  'local.not_allowed': advise(
    'administrator',
    'The realm is in mode sso, or in mode hybrid and names neither the person nor a group of theirs.',
    'Name the person in `localSignIn`, or, during an outage of the identity provider, ask for an opening.',
  ),
  'local.throttled': advise(
    'person',
    'Several tries failed in a short time, of this account or from this address.',
    'Wait as long as the page says. Sign-ins in browsers that the person used before are not held back by others.',
  ),
  'local.link_unknown': advise(
    'administrator',
    'The link was used, or replaced by a newer one, or is older than seven days, or the user is disabled.',
    'Make a new link.',
  ),
  'local.repetition': advise('person', 'One of the two was mistyped.', 'Type the same password twice.'),
  'local.password_set': advise(
    'administrator',
    'An invitation is for people who have no password yet.',
    'Reset the password instead: the present one then stops working.',
  ),
  'local.dependent_approver': advise(
    'administrator',
    'Whoever asked invited the approver, made a password link for them or removed their second factors within seven days, and could be both.',
    'Have another administrator of the company approve it.',
  ),
  'local.own_request': advise(
    'administrator',
    'Two people have to agree that an outage is bridged by passwords.',
    'Have another administrator of the company approve it.',
  ),
  'local.opening_state': advise(
    'administrator',
    'It was approved or closed already, or its time is over.',
    'Look at the list of openings; ask for a new one if it is still needed.',
  ),
  'apply.syntax': advise(
    'administrator',
    'The file is not YAML or JSON: often a wrong indentation or a missing quote.',
    'Correct the line that is named.',
  ),
  'apply.invalid': advise(
    'administrator',
    'A key is unknown or missing, or a value is not allowed.',
    'Correct the place that is named; docs/config.md lists every key.',
  ),
  'apply.reference': advise(
    'administrator',
    'A file or environment variable that the file names is not there.',
    'Check the path, which is relative to the applied file, and who may read it.',
  ),
  'apply.conflict': advise(
    'administrator',
    'Two entries claim the same thing, or an entry wants to change what is permanent.',
    'Read `expected` and `received`; give the new thing a slug, an address or a public URL of its own.',
  ),
  'apply.untested_enable': advise(
    'administrator',
    'The file sets mode sso before a test of the connection has passed.',
    'Use mode hybrid until then. For a demo or rehearsal set `allowUntestedEnable`.',
  ),

  ...administrationErrorAdvice,

  'sso.enable_locked': advise(
    'administrator',
    'The connection was not tested, its last test failed, settings were changed since, or the test signed in nobody who administers the environment.',
    'Do what the hint says, then test and enable.',
  ),
  'sso.confirmation': advise(
    'administrator',
    'The name of the realm was not typed as it is.',
    'Type the name of the realm, letter case included.',
  ),
  'set-up.closed': advise(
    'administrator',
    'What was entered waits for an administrator, or was accepted already.',
    'Accept it, or give it back for correction.',
  ),
  'set-up.incomplete': advise(
    'identity-provider',
    'Nothing about the identity provider was entered yet, or only a part of it.',
    'Enter the metadata, or all values by hand.',
  ),
  'set-up.too_many': advise(
    'administrator',
    'Set-ups were begun and never finished.',
    'Finish or discard some of them.',
  ),
  'trust.html': advise(
    'administrator',
    'The address leads to a sign-in page or to the console of the identity provider, not to its metadata.',
    'Open the address in a private window: an XML document has to appear without signing in. Copy the address of the metadata from the console again.',
  ),
  'trust.not_xml': advise(
    'administrator',
    'The file is something else, was cut off, or was changed by an editor or a mail program.',
    'Download the metadata again, and give the file as it is.',
  ),
  'trust.service_provider': advise(
    'administrator',
    'The metadata is of a service provider, perhaps our own, which belongs to the identity provider.',
    'Ask for the metadata of the identity provider, with an IDPSSODescriptor.',
  ),
  'trust.no_identity_provider': advise(
    'administrator',
    'The document describes other roles only, or an identity provider of SAML 1.1 or WS-Federation.',
    'Ask for the SAML 2.0 metadata of the identity provider.',
  ),
  'trust.certificate': advise(
    'administrator',
    'It is no certificate in PEM, a chain of several, or has a key that SAML does not use.',
    'Give the signing certificate of the identity provider alone, from BEGIN CERTIFICATE to END CERTIFICATE.',
  ),
  'trust.no_address': advise(
    'administrator',
    'The identity provider was given as a file or by single values.',
    'Stage the metadata address instead; from then on it is read by itself.',
  ),
  'trust.no_difference': advise(
    'administrator',
    'What was given says the same as what is trusted already.',
    'Nothing has to be done.',
  ),
  'trust.entity_id_taken': advise(
    'administrator',
    'Another connection of the same service provider has the same entity ID; the issuer of an answer could not tell them apart.',
    'Change the other connection, or delete it.',
  ),
  'trust.not_tested': advise(
    'administrator',
    'Single sign-on is on, and nobody has shown yet that people can sign in with what waits; or it was changed after its test.',
    'Test what waits, as an administrator of the environment, and accept it then.',
  ),
  'oidc.interaction_unknown': advise(
    'person',
    'The sign-in page was left open for too long, or its address was copied to another browser.',
    'Start again from the app.',
  ),
  'oidc.sign_in_not_fresh': advise(
    'identity-provider',
    'The app asked for a fresh sign-in, and the identity provider answered from its old session.',
    'Let the application honour ForceAuthn.',
  ),
  'oidc.hub_session_ended': advise(
    'person',
    'The shift is over, the person signed out, or the user was disabled.',
    'Sign in again.',
  ),
  'oidc.no_signing_key': advise(
    'operator',
    'The realm has no key, or the master key is not the one that sealed it.',
    'Check `masterKeyFile`; restore the database from a backup if keys are gone.',
  ),
  'oidc.refused': advise(
    'app',
    'The app sent a request that its registration or the standard does not allow.',
    'Read the detail in the log; mostly a redirect URI or a client secret is wrong.',
  ),
  'oidc.failed': advise('maintainers', 'A defect, or the database could not be reached.', REPORT),
  'oidc.not_stored': advise(
    'operator',
    'The disk is full or the database was closed while a token was being issued.',
    'Check the disk; the app can ask again.',
  ),
  'oidc.outside_request': advise('maintainers', 'A defect of Cordboard.', REPORT),

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
  'key.next_exists': advise(
    'administrator',
    'A next key was made before and is neither promoted nor removed.',
    'Promote the next key or remove it, then make another.',
  ),
  'key.not_promotable': advise(
    'administrator',
    'The key was promoted before, perhaps by somebody else.',
    'Nothing is left to do: this key is in use.',
  ),
  'key.untested': advise(
    'administrator',
    'The identity provider has not been given the key yet, or nobody tested it.',
    'Give the metadata to the identity provider, test, then promote; `allowUntested` promotes without.',
  ),
  'key.in_use': advise(
    'administrator',
    'The current key was to be removed.',
    'Make a next key and promote it; then the former one can be removed.',
  ),
  'key.still_needed': advise(
    'administrator',
    'Identity providers may still encrypt to the key, or tokens that it signed may still be valid.',
    'Wait until the instant that the message names; `allowStillNeeded` removes a key that is no longer trusted at once.',
  ),
  'key.too_many_retired': advise(
    'administrator',
    'Keys were changed several times within a short while.',
    'Wait, or remove a retired key that is no longer trusted with `allowStillNeeded`.',
  ),
  'key.busy': advise(
    'administrator',
    'Several people upload keystores at once, or one has a password that takes long to check; they are read one after the other.',
    'Try again in a minute. If it lasts, look in the audit log for who uploads.',
  ),
  'key.unsuitable': advise(
    'administrator',
    'The uploaded key is too short, of another kind, or already there.',
    'Upload an RSA key of 2048 to 4096 bits with its certificate; for tokens an EC key on P-256 will do as well.',
  ),

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
  'internal.failed': advise('maintainers', 'A defect of Cordboard.', REPORT),
};
