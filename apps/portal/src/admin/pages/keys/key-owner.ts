/** What can be done with the keys of a service provider or of a realm: the same steps, at other addresses. */
import type { InspectedKeystore, KeystoreUpload } from '@cordboard/contract/admin-api/keys';

export interface KeyOwner {
  readonly inspect: (body: KeystoreUpload) => Promise<InspectedKeystore>;
  readonly promote: (keyId: string, allowUntested: boolean) => Promise<unknown>;
  readonly remove: (keyId: string, allowStillNeeded: boolean) => Promise<unknown>;
}
