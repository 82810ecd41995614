/** The values of logout messages (SAML core §3.7). Whoever holds one knows from its maker whether it was verified. */
import type { NameId } from './assertion.ts';
import type { ResponseStatus } from './status.ts';

/** What a LogoutRequest says (SAML core §3.7.1). */
export interface LogoutRequest {
  readonly id: string;
  readonly issuer: string;
  readonly issueInstant: Date;
  readonly destination?: string | undefined;
  /** From this instant on the request is not to be acted on. */
  readonly notOnOrAfter?: Date | undefined;
  /** A URI, such as that the person or an administrator asked for it. */
  readonly reason?: string | undefined;
  readonly nameId: NameId;
  /** The sessions to end, exact and in document order; none means all sessions of the person with the sender. */
  readonly sessionIndexes: readonly string[];
}

/** What a LogoutResponse says (SAML core §3.7.2). */
export interface LogoutResponse {
  readonly id: string;
  readonly issuer: string;
  readonly issueInstant: Date;
  readonly destination?: string | undefined;
  readonly inResponseTo: string;
  /** Its top-level code is Success. */
  readonly status: ResponseStatus;
  /** The sender's own session is over, but not every other service could be told (SAML core §3.7.3.2). */
  readonly partial: boolean;
}
