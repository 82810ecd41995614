/**
 * What the caller of `verifyResponse` knows and demands: the connection's trust, our own names, and
 * the stored request. The defaults are the strict ones; what loosens them is called `allow…` or named in DESIGN terms.
 */
import type { VerificationKey } from '../dsig/verification-key.ts';
import type { DecryptionKey } from '../xenc/decryption-key.ts';
import type { XmlLimits } from '../xml/xml-node.ts';

/** What must carry a signature. Every signature that is present must verify in any case. */
export type RequiredSignatures = 'response' | 'assertion' | 'both' | 'either';

/** The answer must carry no InResponseTo: the identity provider sent it without being asked. */
export interface Unsolicited {
  readonly unsolicited: true;
}

export interface VerifyResponseOptions {
  /** The identity provider that the connection trusts. */
  readonly idpEntityId: string;
  /** Its signing keys; tried in order. Keys inside the message are never used. */
  readonly verificationKeys: readonly VerificationKey[];
  /** Our keys for encrypted assertions, NameIDs and attributes; tried in order. */
  readonly decryptionKeys?: readonly DecryptionKey[];
  /** Every registered ACS URL of the service provider, aliases included; the one that received the message first. */
  readonly acsUrls: readonly string[];
  /** Our entity IDs that the assertion may be made for. */
  readonly audiences: readonly string[];
  /**
   * The ID of the stored request that must be answered, or `{ unsolicited: true }` to accept only an
   * answer to no request. `undefined` (no request is known and unsolicited answers are not accepted) always refuses.
   */
  readonly inResponseTo: string | Unsolicited | undefined;
  /** Default `either`. */
  readonly require?: RequiredSignatures;
  readonly now: Date;
  /** Milliseconds, 0 to 300,000; default 120,000. */
  readonly clockSkewMs?: number;
  /** Longest time from IssueInstant to the latest acceptable instant, in milliseconds; default 24 hours. */
  readonly maxLifetimeMs?: number;
  /** AES-CBC is accepted in an unsigned Response when the decrypted assertion carries a verified signature. Default false. */
  readonly cbcSignedInside?: boolean;
  /** SHA-1 signatures and digests are accepted. Default false. */
  readonly allowSha1?: boolean;
  /** RSA keys from 1024 bits are accepted. Default false. */
  readonly allowRsa1024?: boolean;
  /** The AuthnContextClassRefs that were asked for; the assertion must name one of them. */
  readonly requestedAuthnContext?: readonly string[];
  /** The person must have signed in no longer ago than this (OpenID Connect `max_age`), in milliseconds. */
  readonly maxAuthnAgeMs?: number;
  /** When the request with ForceAuthn was issued: the person must have signed in after it. */
  readonly forceAuthnIssuedAt?: Date;
  readonly limits?: XmlLimits;
}
