/** Cause and remedy of what can be wrong with the content of SAML messages and of metadata. */
import type { SamlErrorCode } from '@cordboard/saml/errors';
import { type Advice, advise } from './advice.ts';

type ContentCode = Extract<SamlErrorCode, `${'response' | 'assertion' | 'request' | 'logout' | 'metadata'}.${string}`>;

export const samlContentAdvice: Readonly<Record<ContentCode, Advice>> = {
  'response.root': advise(
    'identity-provider',
    'Another kind of message came to this address, such as a logout message.',
    'Send answers to sign-ins to the assertion consumer service, and logout messages to the logout service.',
  ),
  'response.version': advise(
    'identity-provider',
    'The identity provider speaks SAML 1.1 or WS-Federation for this application.',
    'Set the application up as SAML 2.0.',
  ),
  'response.status': advise(
    'identity-provider',
    'The identity provider itself refused: the person is not assigned to the application, cancelled, or a requested policy cannot be met.',
    'Read the status in `received`. Mostly the person has to be assigned to the application.',
  ),
  'response.issuer': advise(
    'administrator',
    "The identity provider's entity ID is not the one of the connection.",
    'Compare both values; even a last slash counts. Load its present metadata.',
  ),
  'response.destination': advise(
    'identity-provider',
    'The application was set up with another address, such as http instead of https or an old host name.',
    'Enter the assertion consumer service address exactly as the metadata of the service provider has it.',
  ),
  'response.in_response_to': advise(
    'person',
    'An old page was submitted again, or two sign-ins got mixed up.',
    'Close the tab and sign in again.',
  ),
  'response.unsolicited': advise(
    'administrator',
    'The sign-in began at the identity provider, and the connection does not accept that.',
    'Set `idpInitiated` to `restart`, which is safe and looks the same to people.',
  ),
  'response.issue_instant': advise(
    'identity-provider',
    'The clocks of the two servers differ.',
    'Synchronize the clock with NTP. `clockSkewSeconds` tolerates up to 300 seconds.',
  ),
  'response.assertion_count': advise(
    'identity-provider',
    'The answer holds no assertion, or several.',
    'Send one assertion. None usually means that a rule of the identity provider removed it.',
  ),
  'response.not_signed': advise(
    'identity-provider',
    'The connection requires a signed Response, and only the assertion is signed, or nothing.',
    'Sign the Response. If the product signs only assertions, the administrator of Cordboard sets `require: assertion`.',
  ),

  'assertion.version': advise(
    'identity-provider',
    'The assertion is of SAML 1.1.',
    'Set the application up as SAML 2.0.',
  ),
  'assertion.not_signed': advise(
    'identity-provider',
    'The connection requires a signed assertion, and only the Response is signed, or nothing.',
    'Sign the assertion. If the product signs only Responses, the administrator of Cordboard sets `require: response`.',
  ),
  'assertion.issuer': advise(
    'identity-provider',
    'The assertion was made by another system than the one that sent the Response.',
    'Connect the system that makes the assertions, or let the proxy in between issue its own.',
  ),
  'assertion.issue_instant': advise(
    'identity-provider',
    'The clocks of the two servers differ.',
    'Synchronize the clock with NTP.',
  ),
  'assertion.subject': advise(
    'identity-provider',
    'The assertion names nobody.',
    'Configure a NameID for the application.',
  ),
  'assertion.name_id': advise(
    'identity-provider',
    'The attribute that should fill the NameID is empty for this person, or too long.',
    'Fill the attribute, or choose another one as NameID.',
  ),
  'assertion.subject_confirmation': advise(
    'identity-provider',
    'The assertion is not meant to be brought by a browser, or its confirmation lacks Recipient or end of validity.',
    'Use the Web Browser SSO profile (SAML profiles §4.1) with bearer confirmation.',
  ),
  'assertion.recipient': advise(
    'identity-provider',
    'The application was set up with another assertion consumer service address.',
    'Enter the address exactly as the metadata of the service provider has it; compare `expected` and `received`.',
  ),
  'assertion.in_response_to': advise(
    'person',
    'An old page was submitted again, or two sign-ins got mixed up.',
    'Close the tab and sign in again.',
  ),
  'assertion.expired': advise(
    'person',
    'The page of the identity provider was left open for too long; if it happens to everybody, a clock is wrong.',
    'Sign in again. If it goes on, have the clocks of both servers checked.',
  ),
  'assertion.not_yet_valid': advise(
    'identity-provider',
    'The clock of the identity provider is ahead.',
    'Synchronize the clock with NTP. `clockSkewSeconds` tolerates up to 300 seconds.',
  ),
  'assertion.lifetime': advise(
    'identity-provider',
    'Assertions are set to be valid for more than a day.',
    'Set a lifetime of a few minutes; sessions do not depend on it.',
  ),
  'assertion.conditions': advise(
    'identity-provider',
    'The assertion sets a condition that Cordboard does not know and therefore cannot keep.',
    'Remove the additional condition from the application.',
  ),
  'assertion.audience': advise(
    'identity-provider',
    'The audience, or SP entity ID, was mistyped or belongs to another environment.',
    'Enter the entity ID of the service provider exactly; compare `expected` and `received`.',
  ),
  'assertion.authn_statement': advise(
    'identity-provider',
    'The assertion carries attributes only.',
    'Use a sign-in application of the identity provider, not an attribute service.',
  ),
  'assertion.session_expired': advise(
    'person',
    'The session at the identity provider had ended when the answer arrived.',
    'Sign in again.',
  ),
  'assertion.authn_instant': advise(
    'identity-provider',
    'The app asked for a fresh sign-in, and the identity provider used its old session.',
    'Let the application honour ForceAuthn.',
  ),
  'assertion.authn_context': advise(
    'identity-provider',
    'The person signed in with another method than `requestedAuthnContext` asks for.',
    'Offer the requested method, or have the administrator of Cordboard ask for another one.',
  ),
  'assertion.attribute': advise(
    'identity-provider',
    'An attribute holds a structure that cannot be read.',
    'Map the attribute to plain text values.',
  ),

  'request.root': advise(
    'app',
    'Another kind of message was sent to the sign-in address.',
    'Send an AuthnRequest of SAML 2.0.',
  ),
  'request.issuer': advise(
    'app',
    'The entity ID of the app is not the registered one.',
    'Use the registered entity ID; compare `expected` and `received`.',
  ),
  'request.destination': advise(
    'app',
    'The request was made for another address.',
    'Load the present identity provider metadata of Cordboard.',
  ),
  'request.acs': advise(
    'app',
    'The request asks for the answer at an address that is not registered.',
    'Register the address, or leave it out of the request.',
  ),
  'request.not_signed': advise(
    'app',
    'The app is registered to sign its requests, and this one is not signed.',
    'Switch request signing on in the app.',
  ),
  'request.issue_instant': advise(
    'app',
    'The clock of the app is wrong, or an old request was sent again.',
    'Synchronize the clock with NTP.',
  ),
  'request.options': advise(
    'administrator',
    'The settings of the connection ask for things that exclude each other.',
    'Read `expected` and `received`, and correct the settings of the connection.',
  ),

  'logout.root': advise(
    'identity-provider',
    'Another kind of message came to the logout service, such as the answer to a sign-in.',
    'Send logout messages to the logout service, and answers to sign-ins to the assertion consumer service.',
  ),
  'logout.issuer': advise(
    'administrator',
    'The entity ID of the sender is not the one of the connection.',
    'Compare both values; even a last slash counts.',
  ),
  'logout.destination': advise(
    'identity-provider',
    'The logout service was set up with another address, such as an old host name.',
    'Enter the logout address exactly as the metadata of the service provider has it.',
  ),
  'logout.not_signed': advise(
    'identity-provider',
    'The sender does not sign its logout messages.',
    'Switch signing of logout messages on at the identity provider.',
  ),
  'logout.issue_instant': advise(
    'identity-provider',
    'The clocks differ, or an old message was sent again.',
    'Let both machines take their time from an NTP server.',
  ),
  'logout.expired': advise(
    'identity-provider',
    'The request lay somewhere for too long, or the clocks differ.',
    'Log out again; if it stays, let both machines take their time from an NTP server.',
  ),
  'logout.name_id': advise(
    'identity-provider',
    'The request names nobody, or more than one identifier.',
    'Send the NameID of the sign-in in the logout request, and nothing else that identifies the person.',
  ),
  'logout.in_response_to': advise(
    'person',
    'An old page was submitted again, or two logouts got mixed up.',
    'Close the browser to be sure that the session is over.',
  ),
  'logout.status': advise(
    'identity-provider',
    'The identity provider could not end its session, for example because it is over already.',
    'Read the status in `received`. Close the browser to be sure that the session is over.',
  ),

  'metadata.root': advise(
    'administrator',
    'The address or file holds something else, often the HTML page of a sign-in.',
    'Take the address that the identity provider calls metadata, or download the XML file.',
  ),
  'metadata.entity_not_found': advise(
    'administrator',
    'The document describes other systems.',
    'Check the entity ID, or take the metadata of the right system.',
  ),
  'metadata.entity_choice': advise(
    'administrator',
    'This is the metadata of a federation with many members.',
    'Take the metadata of the one identity provider.',
  ),
  'metadata.role': advise(
    'administrator',
    'This is the metadata of a service provider, perhaps our own.',
    'Take the metadata of the identity provider.',
  ),
  'metadata.endpoint': advise(
    'identity-provider',
    'An address in the metadata is relative, not http or https, or there is none for HTTP-Redirect or HTTP-POST.',
    'Publish metadata with absolute https addresses.',
  ),
  'metadata.certificate': advise(
    'identity-provider',
    'The metadata holds no signing certificate that can be read.',
    'Publish the signing certificate, RSA of at least 2048 bits or EC.',
  ),
  'metadata.expired': advise(
    'identity-provider',
    'The metadata file is old, or its publication stopped.',
    'Publish fresh metadata; use its address in the place of a file so that it stays fresh.',
  ),
  'metadata.value': advise(
    'identity-provider',
    'The metadata was edited by hand.',
    'Download it again and leave it unchanged.',
  ),
};
