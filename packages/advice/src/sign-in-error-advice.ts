/** Cause and remedy of the codes of a sign-in, for `docs/errors.md`. */
import type { ErrorCode } from '@cordboard/server/errors';
import { type Advice, advise } from './advice.ts';

type SignInCode = Extract<
  ErrorCode,
  | `sign-in.${string}`
  | `claims.${string}`
  | `user.${string}`
  | `local.${string}`
  | `oidc.${string}`
  | `sign-out.${string}`
>;

const REPORT = 'Report it with the log lines around it.';

export const signInErrorAdvice: Readonly<Record<SignInCode, Advice>> = {
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
  'sign-in.ended_at_idp': advise(
    'person',
    'The person, or an administrator there, signed out at the identity provider while the sign-in was under way.',
    'Start again from the app. If nobody signed out, look at the logout settings of the application at the identity provider.',
  ),
  'sign-out.message_missing': advise(
    'identity-provider',
    'The identity provider sent an empty form or link, or somebody opened the logout address by hand.',
    'Check that its logout settings send SAML logout messages to this address, by HTTP-POST or HTTP-Redirect.',
  ),
  'sign-out.message_unreadable': advise(
    'identity-provider',
    'What came is damaged, too large, or no SAML message.',
    'Look at `received`; check the logout settings of the application at the identity provider.',
  ),
  'sign-out.issuer_unknown': advise(
    'administrator',
    'The message comes from another identity provider, or its entity ID is not the one of the connection.',
    'Compare both values; even a last slash counts. Load its present metadata, or enter our logout address there only for this application.',
  ),
  'sign-out.request_unknown': advise(
    'person',
    'The page was reloaded, or the identity provider took longer than a quarter of an hour.',
    'Nothing is to be done: the person is signed out here. Whether the session at the identity provider ended shows only there.',
  ),
  'sign-out.replayed': advise(
    'person',
    'The page was reloaded, or somebody sent a captured request once more.',
    'Nothing is to be done: the sessions were ended the first time.',
  ),
  'sign-out.link': advise(
    'person',
    'The link was kept too long, or was changed.',
    'Nothing is to be done: the person is signed out here.',
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
  'local.widening': advise(
    'administrator',
    'Local sign-in is a way around single sign-on, so who may change people or one environment cannot open it to more of them.',
    'Have a company administrator do it. Use groups that `localSignIn` of the realm does not name for everything else.',
  ),
  'local.opening_state': advise(
    'administrator',
    'It was approved or closed already, or its time is over.',
    'Look at the list of openings; ask for a new one if it is still needed.',
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
};
