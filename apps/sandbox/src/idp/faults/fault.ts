/** A fault of an identity provider, to be rehearsed: what changes in the answer, before or after it is signed. */
import type { IssueResponseOptions } from '@cordboard/saml';

/** What a fault may need besides the answer itself. */
export interface FaultContext {
  /** A key that is in no metadata, as after a certificate change that nobody announced. */
  readonly strangerKey: IssueResponseOptions['signing']['key'];
}

/** One fault. `plan` changes what is issued, `message` the XML after it was signed, `status` answers with an error. */
export interface Fault {
  /** What the administrator of the identity provider did wrong, in one line. */
  readonly description: string;
  readonly plan?: (plan: IssueResponseOptions, context: FaultContext) => IssueResponseOptions;
  readonly message?: (xml: string) => string;
  /** What changes in single logout: the key that signs its messages, or that requests are refused. */
  readonly logout?: {
    readonly key?: (context: FaultContext) => FaultContext['strangerKey'];
    readonly refuse?: boolean;
  };
  readonly status?: { readonly code: string; readonly subCode: string; readonly message: string };
}
