/** The values of an AuthnRequest (SAML core §3.4.1), as built by a service provider and read by an identity provider. */

/** How the classes of a RequestedAuthnContext are compared (SAML core §3.3.2.2.1). */
export type AuthnContextComparison = 'exact' | 'minimum' | 'maximum' | 'better';

export interface RequestedAuthnContext {
  /** At least one AuthnContextClassRef. */
  readonly classRefs: readonly string[];
  /** Default `exact`, as in the specification. */
  readonly comparison?: AuthnContextComparison | undefined;
}

/** SAML core §3.4.1.1. */
export interface NameIdPolicy {
  readonly format?: string | undefined;
  readonly spNameQualifier?: string | undefined;
  readonly allowCreate?: boolean | undefined;
}

/** What an AuthnRequest says. Nothing in it is trusted before the signature and the registration were looked at. */
export interface AuthnRequest {
  readonly id: string;
  readonly issuer: string;
  readonly issueInstant: Date;
  readonly destination?: string | undefined;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  readonly acsUrl?: string | undefined;
  readonly acsIndex?: number | undefined;
  readonly protocolBinding?: string | undefined;
  readonly nameIdPolicy?: NameIdPolicy | undefined;
  readonly requestedAuthnContext?: RequestedAuthnContext | undefined;
  readonly providerName?: string | undefined;
  /** The NameID that the service provider suggests, as a login hint. */
  readonly subjectNameId?: string | undefined;
  /** What the request says besides and is not acted on, by the names of the elements, such as `Scoping`. */
  readonly ignored: readonly string[];
}
