/**
 * What an administrator should know about metadata that was accepted all the same.
 */

/** A stable name for the reason of a warning. */
export type MetadataWarningCode =
  /** A certificate cannot be read, or its key is of a kind that SAML signatures do not use; it was left out. */
  | 'certificate_unreadable'
  /** The certificate is past its notAfter; its key is used all the same. */
  | 'certificate_expired'
  /** The certificate is before its notBefore; its key is used all the same. */
  | 'certificate_not_yet_valid'
  /** An RSA key of less than 2048 bits: signatures by it are refused unless that is allowed. */
  | 'certificate_weak_key'
  /** A KeyDescriptor holds no certificate; it was left out. */
  | 'key_without_certificate'
  /** The cacheDuration cannot be read; it was left out. */
  | 'cache_duration'
  /** Two endpoints of one kind have the same index; the first one counts. */
  | 'duplicate_index'
  /** A display name or organization name cannot be read; it was left out. */
  | 'display_name';

export interface MetadataWarning {
  readonly code: MetadataWarningCode;
  /** What was found, for people. */
  readonly received: string;
}
