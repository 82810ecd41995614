/**
 * Every refusal of the package, by stable code. Removing or renaming one is a breaking change. The text beside it says
 * in one line what was found; the table in README.md is kept equal to this catalogue by a test.
 */
export const keystoreErrorCatalogue = {
  'keystore.not_a_keystore': 'The file holds no private key in a form that is read.',
  'keystore.too_large': 'The file, or something in it, is larger than the limit.',
  'keystore.damaged': 'The file begins like a keystore, but is cut off or changed.',
  'keystore.unsupported': 'The keystore uses an algorithm, or a kind of key, that is not accepted.',
  'keystore.too_costly': 'The keystore asks for more work to test a password than the limit.',
  'keystore.wrong_keystore_password': 'The keystore password does not open the keystore.',
  'keystore.alias_needed': 'The keystore has several keys, and no alias says which is meant.',
  'keystore.alias_unknown': 'The keystore has no key under this alias.',
  'keystore.wrong_key_password': 'The keystore is open, but the key password does not open the key.',
  'keystore.certificate_missing': 'The key comes without a certificate.',
  'keystore.key_and_certificate_differ': 'The certificate belongs to another key.',
} as const;

export type KeystoreErrorCode = keyof typeof keystoreErrorCatalogue;

/** What the administrator is told besides the code. No text in it contains a password or a part of a key. */
export interface KeystoreErrorDetails {
  /** What would have been accepted. */
  readonly expected: string;
  /** What was found instead. */
  readonly received: string;
  /** What to do about it. */
  readonly hint?: string;
  /** With `alias_needed` and `alias_unknown`: the aliases that have keys, as they are written in the file. */
  readonly aliases?: readonly string[];
  readonly cause?: unknown;
}

/** The one error that the package throws for a file, a password or an alias. */
export class KeystoreError extends Error {
  override readonly name = 'KeystoreError';
  readonly code: KeystoreErrorCode;
  readonly expected: string;
  readonly received: string;
  readonly hint: string | undefined;
  readonly aliases: readonly string[] | undefined;

  constructor(code: KeystoreErrorCode, details: KeystoreErrorDetails) {
    super(`${keystoreErrorCatalogue[code]} Expected ${details.expected}; received ${details.received}.`, {
      ...(details.cause !== undefined && { cause: details.cause }),
    });
    this.code = code;
    this.expected = details.expected;
    this.received = details.received;
    this.hint = details.hint;
    this.aliases = details.aliases;
  }
}

/** A keystore that ends too early, or whose parts do not fit together. */
export const damaged = (expected: string, received: string): KeystoreError =>
  new KeystoreError('keystore.damaged', {
    expected,
    received,
    hint: 'Copy the file again in binary mode, or export it again.',
  });

/** Something that is understood and not accepted. */
export const unsupported = (expected: string, received: string, hint?: string): KeystoreError =>
  new KeystoreError('keystore.unsupported', { expected, received, ...(hint !== undefined && { hint }) });

/** Something that is larger than one of the limits. */
export const tooLarge = (expected: string, received: string): KeystoreError =>
  new KeystoreError('keystore.too_large', { expected, received });
