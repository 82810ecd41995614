/** Names a realm, by slugs. */
export interface RealmPlace {
  readonly company: string;
  readonly environment: string;
  readonly realm: string;
}
