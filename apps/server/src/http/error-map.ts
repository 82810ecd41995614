/** The only place that turns codes into HTTP statuses and into the words of the error page. */
import type { ErrorPage } from '@cordboard/contract/agent-page';
import type { SamlErrorCode } from '@cordboard/saml';
import type { ErrorCode } from '../errors.ts';

export interface HttpProblem {
  readonly status: number;
  readonly problem: ErrorPage['problem'];
}

const refused: HttpProblem = { status: 403, problem: 'refused' };
const unprocessable: HttpProblem = { status: 422, problem: 'refused' };
const conflict: HttpProblem = { status: 409, problem: 'refused' };
const unavailable: HttpProblem = { status: 503, problem: 'unavailable' };

/** Areas whose errors are faults of the hub or of its installation, never a refusal of somebody. */
const OUR_AREAS = /^(storage|keys|config|control|internal)\./;

/** Areas of what an administrator hands in or names: the request is well-formed, its content is not. */
const CONTENT_AREAS = /^(fetch|trust)\./;

/** Codes whose answer is not the one of their area: unavailable for what is our fault, a refusal for the rest. */
const special: Partial<Record<ErrorCode | SamlErrorCode, HttpProblem>> = {
  'sign-in.realm_unknown': { status: 404, problem: 'not-found' },
  'sign-in.app_unknown': { status: 404, problem: 'not-found' },
  'sign-in.connection_unknown': { status: 404, problem: 'not-found' },
  'sign-in.continuation': { status: 410, problem: 'expired' },
  'oidc.interaction_unknown': { status: 410, problem: 'expired' },
  'sign-in.sso_not_enabled': { status: 403, problem: 'not-enabled' },
  'sign-in.no_connection': { status: 503, problem: 'not-enabled' },
  'sign-in.no_login_endpoint': { status: 503, problem: 'unavailable' },
  'sign-in.no_signing_key': { status: 503, problem: 'unavailable' },
  'sign-in.response_missing': { status: 400, problem: 'refused' },
  'sign-in.response_unreadable': { status: 400, problem: 'refused' },
  'sign-in.request_unknown': { status: 403, problem: 'expired' },
  'sign-in.result_unknown': { status: 403, problem: 'expired' },
  'sign-in.replayed': { status: 403, problem: 'used-twice' },
  'sign-in.browser_mismatch': { status: 403, problem: 'cookies' },
  'user.unknown': { status: 403, problem: 'unknown-person' },
  'user.disabled': { status: 403, problem: 'unknown-person' },
  'user.email_domain': { status: 403, problem: 'unknown-person' },
  'user.email_collision': { status: 403, problem: 'unknown-person' },
  'user.linked_otherwise': { status: 403, problem: 'unknown-person' },
  'response.status': { status: 403, problem: 'identity-provider' },
  'assertion.expired': { status: 403, problem: 'expired' },
  'http.not_found': { status: 404, problem: 'not-found' },
  'http.post_only': { status: 405, problem: 'not-by-hand' },
  'http.bad_request': { status: 400, problem: 'refused' },
  'http.too_large': { status: 413, problem: 'refused' },
  'http.too_many': { status: 429, problem: 'unavailable' },
  'http.cross_site': { status: 403, problem: 'refused' },
  'admin.unauthenticated': { status: 401, problem: 'refused' },
  'admin.not_found': { status: 404, problem: 'not-found' },
  'admin.invalid': { status: 400, problem: 'refused' },
  'admin.precondition_required': { status: 428, problem: 'refused' },
  'admin.exists': { status: 409, problem: 'refused' },
  'admin.read_only': { status: 422, problem: 'refused' },
  'admin.sso_mode': { status: 409, problem: 'refused' },
  'admin.changed_meanwhile': { status: 412, problem: 'refused' },
  'admin.cursor_unknown': { status: 400, problem: 'refused' },
  'admin.idempotency_key': { status: 400, problem: 'refused' },
  'admin.idempotency_mismatch': { status: 422, problem: 'refused' },
  'sso.enable_locked': { status: 409, problem: 'refused' },
  'sso.confirmation': { status: 409, problem: 'refused' },
  'set-up.closed': { status: 409, problem: 'refused' },
  'set-up.incomplete': { status: 409, problem: 'refused' },
  'set-up.too_many': { status: 409, problem: 'refused' },
  'admin.limit': { status: 409, problem: 'refused' },
  'apply.invalid': { status: 422, problem: 'refused' },
  'apply.reference': { status: 422, problem: 'refused' },
  'apply.conflict': { status: 409, problem: 'refused' },
  'apply.untested_enable': { status: 409, problem: 'refused' },
  'local.throttled': { status: 429, problem: 'refused' },
  'local.link_unknown': { status: 410, problem: 'expired' },
  'local.repetition': { status: 422, problem: 'refused' },
  'local.password_set': { status: 409, problem: 'refused' },
  'local.opening_state': { status: 409, problem: 'refused' },
  'password.length': { status: 422, problem: 'refused' },
  'password.guessable': { status: 422, problem: 'refused' },
  'password.busy': unavailable,
  'administrator.credentials': { status: 401, problem: 'refused' },
  'administrator.throttled': { status: 429, problem: 'refused' },
  'administrator.second_factor': { status: 401, problem: 'refused' },
  'administrator.challenge_unknown': { status: 410, problem: 'expired' },
  'administrator.passkey_refused': { status: 401, problem: 'refused' },
  'administrator.passkeys_unavailable': { status: 409, problem: 'refused' },
  'administrator.passkey_known': { status: 409, problem: 'refused' },
  'administrator.passkey_unknown': { status: 404, problem: 'not-found' },
  'administrator.too_many_passkeys': { status: 409, problem: 'refused' },
  'administrator.only_passkey': { status: 409, problem: 'refused' },
  'administrator.totp_enrolled': { status: 409, problem: 'refused' },
  'administrator.totp_missing': { status: 404, problem: 'not-found' },
  'administrator.no_second_factor': { status: 409, problem: 'refused' },
  'administrator.link_unknown': { status: 410, problem: 'expired' },
  'administrator.setup_done': { status: 410, problem: 'expired' },
  'administrator.last_owner': { status: 409, problem: 'refused' },
  'administrator.owner_protected': { status: 403, problem: 'refused' },
  'administrator.known_elsewhere': { status: 409, problem: 'refused' },
  'administrator.other_grants': { status: 409, problem: 'refused' },
  'administrator.own_rights': { status: 409, problem: 'refused' },
  'administrator.own_account': { status: 409, problem: 'refused' },
  'administrator.not_recognised': { status: 403, problem: 'refused' },
  'administrator.limited_session': { status: 403, problem: 'refused' },
  'administrator.unknown': { status: 404, problem: 'not-found' },
  'administrator.disabled': { status: 409, problem: 'refused' },
  'key.next_exists': { status: 409, problem: 'refused' },
  'key.not_promotable': { status: 409, problem: 'refused' },
  'key.untested': { status: 409, problem: 'refused' },
  'key.in_use': { status: 409, problem: 'refused' },
  'key.still_needed': { status: 409, problem: 'refused' },
  'key.too_many_retired': { status: 409, problem: 'refused' },
  'key.busy': unavailable,
  'key.unsuitable': { status: 422, problem: 'refused' },
  'trust.no_address': conflict,
  'trust.no_difference': conflict,
  'trust.entity_id_taken': conflict,
  'trust.not_tested': conflict,
  'internal.failed': { status: 500, problem: 'unavailable' },
  'oidc.no_signing_key': unavailable,
  'oidc.failed': unavailable,
  'oidc.not_stored': unavailable,
};

const ofArea = (code: ErrorCode | SamlErrorCode): HttpProblem => {
  if (OUR_AREAS.test(code)) {
    return unavailable;
  }
  return CONTENT_AREAS.test(code) ? unprocessable : refused;
};

export const httpProblem = (code: ErrorCode | SamlErrorCode): HttpProblem => special[code] ?? ofArea(code);
