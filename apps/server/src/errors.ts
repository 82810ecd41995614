/**
 * Every refusal and failure of the hub, by stable code `<area>.<problem>`.
 *
 * Removing or renaming a code is a breaking change. The text beside a code says in one line what
 * was found, for administrators and logs; `docs/errors.md` is kept equal to this catalogue by a
 * test. The person who signs in never sees either: pages show plain words and one reference.
 */
export const errorCatalogue = {
  // Start of a sign-in
  'sign-in.realm_unknown': 'The address belongs to no realm of this installation.',
  'sign-in.sso_not_enabled': 'Single sign-on is not switched on in this realm.',
  'sign-in.no_connection': 'The service provider has no enabled connection.',
  'sign-in.connection_unknown': 'The connection does not exist or is disabled.',
  'sign-in.no_login_endpoint': 'The identity provider offers no sign-in endpoint with a binding that we speak.',
  'sign-in.no_signing_key': 'The service provider has no key to sign requests with.',
  'sign-in.app_unknown': 'The application does not exist in this realm.',
  'sign-in.continuation': 'The link that should go on with a sign-in is not one of ours, or no longer.',
  // The answer of the identity provider
  'sign-in.response_missing': 'The request carries no SAMLResponse.',
  'sign-in.response_unreadable': 'The SAMLResponse is not a readable SAML document.',
  'sign-in.request_unknown':
    'The answer belongs to no sign-in under way: it came too late, was used already, or was never asked for.',
  'sign-in.unsolicited_refused': 'The answer belongs to no request, and the connection refuses such answers.',
  'sign-in.issuer_unknown': 'No connection of this service provider trusts the issuer of the answer.',
  'sign-in.restart_loop': 'The identity provider keeps answering without naming our request.',
  'sign-in.replayed': 'The answer was used already.',
  'sign-in.ended_at_idp': 'The identity provider has ended the session that the answer speaks of.',
  // Sign-out together with the identity provider
  'sign-out.message_missing': 'The request carries neither one SAMLRequest nor one SAMLResponse.',
  'sign-out.message_unreadable': 'The message about sign-out is not a readable SAML document.',
  'sign-out.issuer_unknown': 'No connection of this service provider trusts the issuer of the message.',
  'sign-out.request_unknown': 'The answer belongs to no sign-out under way: it came too late, or was used already.',
  'sign-out.replayed': 'The request to sign somebody out was used already.',
  'sign-out.link': 'The link that should go on with a sign-out is not one of ours, or no longer.',
  // The browser that brings it back
  'sign-in.result_unknown': 'The result of the sign-in was claimed already, or too late.',
  'sign-in.browser_mismatch': 'The browser that claims the result is not the one that began the sign-in.',
  // Who it is
  'claims.email_attribute_missing': 'The attribute that should hold the e-mail address is absent.',
  'claims.email_ambiguous': 'The e-mail attribute holds several different values.',
  'claims.email_invalid': 'The e-mail attribute does not hold an e-mail address.',
  'claims.link_attribute_missing': 'The attribute that should link the person is absent or has several values.',
  'claims.no_identifier': 'The assertion holds nothing that could tell who the person is.',
  'user.unknown': 'No user of the realm matches the verified person.',
  'user.disabled': 'The user is disabled.',
  'user.email_domain': 'The e-mail domain is not one that this connection may speak for.',
  'user.email_collision': 'Several users have this e-mail address.',
  'user.linked_otherwise': 'The user is linked to another identity of the same identity provider.',
  // Local sign-in
  'local.unknown_user': 'No user of the realm has this login.',
  'local.wrong_password': 'The password is not the one of the user.',
  'local.no_password': 'The user has set no password.',
  'local.not_allowed': 'The user may not sign in with user name and password, or nobody may in this realm.',
  'local.throttled': 'After failed tries, the next one came too early.',
  'local.link_unknown': 'The link that sets a password was used, replaced or withdrawn, or is over.',
  'local.repetition': 'The new password and its repetition differ.',
  'local.password_set': 'The user has a password already.',
  'local.dependent_approver': 'Whoever asked for an opening has lately had the approver’s account in hand.',
  'local.own_request': 'Whoever asked for an opening cannot approve it.',
  'local.widening': 'More people would keep a password beside single sign-on.',
  'local.opening_state': 'The opening is not in a state that allows this.',
  // Applying settings
  'apply.syntax': 'The file is not readable YAML or JSON.',
  'apply.invalid': 'What is wanted does not have the shape that is expected.',
  'apply.reference': 'The file refers to something that cannot be read.',
  'apply.conflict': 'What is wanted contradicts itself or what is there already.',
  'apply.untested_enable': 'Mode sso can be set only after a successful test.',
  // The administration
  'admin.unauthenticated': 'Nobody is signed in, or the key is not valid.',
  'admin.forbidden': 'The caller does not have the permission that this needs.',
  'admin.not_found': 'There is no such thing, or it belongs to somebody else.',
  'admin.invalid': 'The request does not have the shape that is expected.',
  'admin.precondition_required': 'The change does not say which version it is meant for.',
  'admin.exists': 'There is a record with this identifier already.',
  'admin.read_only': 'The field cannot be changed.',
  'admin.sso_mode': 'The mode of a realm is changed by testing and enabling, not by editing it.',
  'admin.changed_meanwhile': 'Somebody else has changed it since it was read.',
  'admin.cursor_unknown': 'The cursor belongs to another list, or is none.',
  'admin.idempotency_key': 'The Idempotency-Key cannot be used.',
  'admin.idempotency_mismatch': 'The Idempotency-Key was used with another request.',
  // Single sign-on of a realm
  'sso.enable_locked': 'Single sign-on cannot be enabled before a successful test of the present settings.',
  'sso.confirmation': 'Switching single sign-on off was not confirmed.',
  // Set-ups of connections
  'set-up.closed': 'The set-up is not in a state in which this can be done.',
  'set-up.incomplete': 'The set-up lacks what is needed to hand it over or to use it.',
  'set-up.too_many': 'There are too many set-ups under way.',
  'admin.limit': 'There are as many of these as there may be.',
  // Trust in identity providers
  'trust.html': 'A web page came instead of metadata.',
  'trust.not_xml': 'The metadata is not readable XML.',
  'trust.service_provider': 'The metadata describes a service provider, not an identity provider.',
  'trust.no_identity_provider': 'The metadata describes no identity provider that speaks SAML 2.0.',
  'trust.certificate': 'A certificate that was given cannot be used.',
  'trust.no_address': 'The connection has no metadata address that could be read.',
  'trust.no_difference': 'The description is the one that is in use.',
  'trust.entity_id_taken': 'Another connection of the service provider has this identity provider.',
  'trust.not_tested': 'What waits cannot be accepted before a successful test of it.',
  // The OIDC issuers
  'oidc.interaction_unknown': 'The browser has no authorization request under way, or it is too old.',
  'oidc.sign_in_not_fresh': 'The app asked for a fresh sign-in, and the session is older than the request.',
  'oidc.hub_session_ended': 'The session of the hub is over, or its user is disabled.',
  'oidc.no_signing_key': 'The realm has no usable key to sign tokens with.',
  'oidc.refused': 'An issuer refused a request.',
  'oidc.failed': 'An issuer could not answer a request.',
  'oidc.not_stored': 'What an issuer was about to answer could not be stored, so nothing of it happened.',
  'oidc.outside_request': 'The storage of an issuer was used outside a request.',
  // Storage
  'storage.locked': 'Another process is using the database.',
  'storage.newer_schema': 'The database was made by a newer version of Cordboard.',
  'storage.open_failed': 'The database cannot be opened.',
  'storage.closed': 'The database was closed.',
  'storage.full': 'There is no room left for the database.',
  'storage.damaged': 'The database file is damaged, or its disk fails.',
  'storage.damaged_record': 'A stored record does not have the shape that is expected.',
  'storage.duplicate': 'Another record already has this identifier, slug, name or address.',
  'storage.permanent': 'The identifier, slug or parent of an existing record cannot change.',
  'storage.unknown_parent': 'The record belongs to one that does not exist.',
  'storage.constraint': 'The record breaks a rule of the database.',
  'storage.nested_write': 'A write was begun inside another write.',
  'storage.write_ended': 'A writer was used outside the write that it belongs to.',
  'storage.unstable_read': 'The directory kept changing while it was read.',
  'storage.failed': 'The database refused a statement.',
  // Keys
  'keys.master_key_missing': 'There is no master key.',
  'keys.master_key_permissions': 'Others than its owner may read the master key file.',
  'keys.master_key_format': 'The master key file does not hold a 32-byte key.',
  'keys.master_key_exists': 'The master key file exists already.',
  'keys.unsealable': 'A sealed value cannot be opened: it was changed, moved, or sealed with another master key.',
  'keys.unusable': 'A key record does not hold the key that it should.',
  // Changing keys
  'key.next_exists': 'There is a next key already.',
  'key.not_promotable': 'The key is the current one already.',
  'key.untested': 'The key has not passed a test with every identity provider that uses it.',
  'key.in_use': 'The key is in use and cannot be removed.',
  'key.still_needed': 'The key was retired, but somebody may still depend on it.',
  'key.too_many_retired': 'There are too many retired keys that may still be needed.',
  'key.busy': 'Too many keystores are being read at once.',
  'key.unsuitable': 'The key or its certificate is not one that can be used for this.',
  // Fetching what a tenant names
  'fetch.blocked_address': 'The address is private, loopback or link-local, and not listed as allowed.',
  'fetch.url': 'The URL is not one that may be fetched.',
  'fetch.failed': 'The address did not answer as expected.',
  'fetch.too_large': 'The answer is larger than the limit.',
  'fetch.timeout': 'The address did not answer in time.',
  // Passwords
  'password.length': 'The new password is too short or too long.',
  'password.guessable': 'The new password is one that others would guess.',
  'password.busy': 'Too many passwords are being checked at once.',
  // Administrators
  'administrator.credentials': 'The e-mail address or the password is wrong.',
  'administrator.throttled': 'There were too many failed tries.',
  'administrator.second_factor': 'The second factor is wrong or was used already.',
  'administrator.challenge_unknown': 'The step belongs to no sign-in or set-up under way in this browser.',
  'administrator.passkey_refused': 'The passkey cannot be accepted.',
  'administrator.passkeys_unavailable': 'Browsers allow no passkeys at the installation URL.',
  'administrator.passkey_known': 'The passkey was added before.',
  'administrator.passkey_unknown': 'The account has no such passkey.',
  'administrator.too_many_passkeys': 'The account has as many passkeys as it may.',
  'administrator.only_passkey': 'The passkey is the only way to sign in.',
  'administrator.totp_enrolled': 'The account has an authenticator app already.',
  'administrator.totp_missing': 'The account has no authenticator app.',
  'administrator.no_second_factor': 'The account has no second factor.',
  'administrator.not_fresh': 'The sign-in is too long ago for this change.',
  'administrator.present_password': 'The present password is wrong.',
  'administrator.sso_required': 'The administrators of the company have to use single sign-on.',
  'administrator.link_unknown': 'The link was used, is too old, or never existed.',
  'administrator.setup_done': 'The installation has an owner already.',
  'administrator.last_owner': 'The installation would have no enabled owner left.',
  'administrator.owner_protected': 'Only owners of the installation can change an owner.',
  'administrator.known_elsewhere':
    'Only owners of the installation can give the account with this address a role here.',
  'administrator.other_grants': 'The administrator has roles that the caller cannot change.',
  'administrator.own_rights': 'The change would take the right to administer away from yourself.',
  'administrator.own_account': 'Ways of signing in to your own account are changed in your account.',
  'administrator.not_recognised': 'The person has no role in the administration of the company.',
  'administrator.limited_session': 'A sign-in through the company does not reach the account itself.',
  'administrator.unknown': 'There is no such administrator.',
  'administrator.disabled': 'The administrator is disabled.',
  // The process
  'config.invalid': 'A process setting is missing or not understood.',
  'http.not_found': 'There is nothing at this address.',
  'http.post_only': 'The address only receives forms of identity providers.',
  'http.bad_request': 'The request cannot be understood.',
  'http.too_large': 'The request is larger than the limit.',
  'http.too_many': 'The caller asks too often.',
  'http.cross_site': 'The request came from another site.',
  'attempt.unknown': 'No sign-in attempt has this reference.',
  'control.socket': 'The control socket cannot be made.',
  'control.unavailable': 'The running hub cannot be reached.',
  'control.output': 'The file cannot be written.',
  'doctor.case': 'The case to judge is not understood, or lacks a value that its kind needs.',
  'doctor.file': 'A file of the case cannot be read.',
  'internal.failed': 'Something failed that should not have.',
} as const;

/** A stable code of the hub. */
export type ErrorCode = keyof typeof errorCatalogue;

/** What an error says beyond its code, for administrators and logs. */
export interface ErrorDetail {
  readonly expected?: string | undefined;
  readonly received?: string | undefined;
  /** Names a near miss. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** The one error class of the hub. */
export class CordboardError extends Error {
  override readonly name = 'CordboardError';
  readonly code: ErrorCode;
  readonly expected: string | undefined;
  readonly received: string | undefined;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, detail: ErrorDetail = {}) {
    super(`${code}: ${errorCatalogue[code]}`, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = code;
    this.expected = detail.expected;
    this.received = detail.received;
    this.hint = detail.hint;
  }
}
