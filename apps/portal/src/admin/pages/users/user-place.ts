/** Names a person: their realm, and the identifier of the record. */
import type { RealmPlace } from '../realms/realm-place.ts';

export interface UserPlace extends RealmPlace {
  readonly user: string;
}
