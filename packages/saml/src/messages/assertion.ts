/**
 * The values of an assertion as the rest of the system sees them. Only `readAssertion` makes a
 * `VerifiedAssertion`'s parts, and only from an element that lies inside verified signed bytes.
 */

/** A NameID (SAML core §2.2.2). The bytes are those of the message: nothing is trimmed or folded. */
export interface NameId {
  readonly value: string;
  /** The Format attribute; absent means unspecified (SAML core §8.3.1). */
  readonly format?: string | undefined;
  readonly nameQualifier?: string | undefined;
  readonly spNameQualifier?: string | undefined;
  readonly spProvidedId?: string | undefined;
}

/** One AttributeValue (SAML core §2.7.3.1.1). */
export interface AttributeValue {
  /** The characters of the value; of nested elements, their characters in document order. `''` when empty or nil. */
  readonly text: string;
  /** True for `xsi:nil="true"`. */
  readonly nil?: true;
  /** The NameID inside the value, as in eduPersonTargetedID. */
  readonly nameId?: NameId;
}

/** One attribute; several elements of the same name and format are merged in document order. */
export interface Attribute {
  /** Exact, case included. */
  readonly name: string;
  readonly nameFormat?: string | undefined;
  readonly friendlyName?: string | undefined;
  readonly values: readonly AttributeValue[];
}

/** One AuthnStatement (SAML core §2.7.2). */
export interface AuthnStatement {
  readonly authnInstant: Date;
  readonly sessionIndex?: string | undefined;
  readonly sessionNotOnOrAfter?: Date | undefined;
  readonly authnContextClassRef?: string | undefined;
  readonly authenticatingAuthorities: readonly string[];
}

/** Which key vouches for the assertion. */
export interface SignedBy {
  /** The element that carries the signature that was read from. */
  readonly signed: 'response' | 'assertion' | 'both';
  readonly keyName: string;
  /** SHA-256 of the certificate, when the key came from one. */
  readonly fingerprintSha256?: string | undefined;
  readonly signatureMethod: string;
  readonly digestMethod: string;
}

/** What the identity provider asks of whoever asserts further on the strength of the assertion (SAML core §2.5.1.6). */
export interface ProxyRestriction {
  /** How many may come after us, one after the other; 0 for nobody. Absent when it does not say. */
  readonly count?: number | undefined;
  /** To whom may be asserted; anybody when there is none. */
  readonly audiences: readonly string[];
}

/** What an accepted Response says. Every value comes from inside verified signed bytes. */
export interface VerifiedAssertion {
  readonly id: string;
  /** ID of the Response that carried it; only when the Response is signed, as it is no value to rely on otherwise. */
  readonly responseId?: string | undefined;
  readonly issuer: string;
  /**
   * Set when the Response has several assertions: until then another of them could be the first that passes, so that the
   * Response has to be remembered for so long.
   */
  readonly responseUsableUntil?: Date | undefined;
  readonly issueInstant: Date;
  /** Absent when the subject is named by attributes alone. */
  readonly nameId?: NameId | undefined;
  readonly attributes: readonly Attribute[];
  readonly sessionIndex?: string | undefined;
  /** The earliest of all statements. */
  readonly sessionNotOnOrAfter?: Date | undefined;
  readonly authnInstant: Date;
  readonly authnContextClassRef?: string | undefined;
  readonly authenticatingAuthorities: readonly string[];
  /** The audience of ours that the assertion names. */
  readonly audience: string;
  /** For whoever asserts further: nothing here acts on it. */
  readonly proxyRestriction?: ProxyRestriction | undefined;
  /** The ACS URL that the assertion was confirmed for. */
  readonly recipient: string;
  /** The request that is answered; absent when the answer is unsolicited. */
  readonly inResponseTo?: string | undefined;
  /** From here on no confirmation of the assertion is acceptable, for any request; clock skew is not added. */
  readonly notOnOrAfter: Date;
  readonly signedBy: SignedBy;
  readonly encrypted: boolean;
  /** Name of our key that opened it. */
  readonly decryptionKeyName?: string | undefined;
}
