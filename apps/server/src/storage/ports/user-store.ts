/** People of a realm, and the links between them and what identity providers call them. */

export interface UserRecord {
  readonly id: string;
  readonly realmId: string;
  /** Unique in the realm, compared exactly. */
  readonly login: string;
  readonly email: string | null;
  readonly displayName: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** Names of the groups that the user belongs to. */
  readonly groups: readonly string[];
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What one identity provider calls one person: never a transient NameID. */
export interface LinkKey {
  readonly connectionId: string;
  readonly idpEntityId: string;
  /** NameID format URI, or `attribute:<name>` for an administrator-named immutable attribute. */
  readonly format: string;
  /** `''` when absent. */
  readonly nameQualifier: string;
  /** `''` when absent. */
  readonly spNameQualifier: string;
  /** Octets preserved. */
  readonly value: string;
}

/** What a list of users is ordered and searched by; letter case does not count. */
export const userOrders = ['login', 'email', 'displayName', 'lastName'] as const;
export type UserOrder = (typeof userOrders)[number];

export interface UserListing {
  readonly user: UserRecord;
  /** Whether an identity provider knows the user by a link. */
  readonly linked: boolean;
  /** The value that the list is ordered by. */
  readonly key: string;
}

export interface UserReader {
  findUser(realmId: string, userId: string): Promise<UserRecord | null>;
  findUserByLogin(realmId: string, login: string): Promise<UserRecord | null>;
  /**
   * All users whose e-mail equals, ASCII letter case ignored, at most three: the caller refuses
   * collisions and applies the connection's own comparison.
   */
  findUsersByEmail(realmId: string, email: string): Promise<readonly UserRecord[]>;
  findUserByLink(key: LinkKey): Promise<UserRecord | null>;
  /** Every link of one user, oldest first. */
  listLinks(realmId: string, userId: string): Promise<readonly LinkKey[]>;
  /** Links to what one identity provider calls people, through one connection. */
  countLinksTo(connectionId: string, idpEntityId: string): Promise<number>;
  /** Ordered by login; `after` is the login of the last one seen. */
  listUsers(
    realmId: string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<readonly UserRecord[]>;
  /**
   * Those whose value begins with `prefix` (ASCII in lower case), ordered by it; who has none is left out. `after` is
   * the last one seen.
   */
  searchUsers(
    realmId: string,
    search: {
      readonly order: UserOrder;
      readonly prefix: string;
      readonly after: { readonly key: string; readonly id: string } | null;
      readonly limit: number;
    },
  ): Promise<readonly UserListing[]>;
  /** Counts up to `limit`. */
  countUsers(realmId: string, limit: number): Promise<number>;
  /** People that are linked through a connection; counts up to `limit`. */
  countLinks(connectionId: string, limit: number): Promise<number>;
}

export interface UserWriter {
  putUser(record: UserRecord): Promise<void>;
  deleteUser(realmId: string, userId: string): Promise<void>;
  /** True when the link is new; false when the same key is linked already (to anybody). */
  addLink(key: LinkKey, userId: string, at: number): Promise<boolean>;
  /** True when the link was there. */
  deleteLink(key: LinkKey): Promise<boolean>;
}
