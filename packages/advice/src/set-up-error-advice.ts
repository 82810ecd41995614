/** Cause and remedy of the codes of setting single sign-on up, for `docs/errors.md`. */
import type { ErrorCode } from '@cordboard/server/errors';
import { type Advice, advise } from './advice.ts';

type SetUpCode = Extract<
  ErrorCode,
  `apply.${string}` | `sso.${string}` | `set-up.${string}` | `trust.${string}` | `key.${string}`
>;

export const setUpErrorAdvice: Readonly<Record<SetUpCode, Advice>> = {
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
};
