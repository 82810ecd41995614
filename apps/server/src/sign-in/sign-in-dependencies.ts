/** What the stages of a sign-in need from outside, handed over so that tests decide time and chance. */
import type { Sealer } from '../keys/seal.ts';
import type { Storage, StorageReader, StorageWriter } from '../storage/ports/storage.ts';
import type { DecryptionThrottle } from './decryption-throttle.ts';
import type { IdpSessionKey } from './idp-session.ts';

export type RecogniseAdministrator = (
  reader: StorageReader,
  email: string,
  place: { readonly companyId: string; readonly environmentId: string },
) => Promise<string | null>;

/** Makes the code with which the browser of an administrator goes on to the portal. */
export type IssuePortalCode = (
  writer: StorageWriter,
  claim: {
    readonly companyId: string;
    readonly realmId: string;
    readonly email: string;
    readonly state: string;
    readonly attemptId: string;
    readonly idpSession: IdpSessionKey | null;
  },
) => Promise<string>;

export interface SignInDependencies {
  readonly storage: Storage;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Milliseconds that only ever grow, for durations. */
  readonly monotonicMs: () => number;
  /** Cryptographically strong octets. */
  readonly random: (size: number) => Uint8Array;
  /** Protects what waits in the database between two requests of one sign-in. */
  readonly sealer: Sealer;
  readonly decryptionThrottle: DecryptionThrottle;
  /** Login of the enabled administrator of the place who has this e-mail address, or null. */
  readonly recogniseAdministrator: RecogniseAdministrator;
  readonly issuePortalCode: IssuePortalCode;
}
