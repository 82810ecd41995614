/** Set-ups of connections that are under way, and the links with which others fill in their part. */

export type SetUpState = 'open' | 'submitted' | 'accepted';

export interface SetUpRecord {
  readonly id: string;
  readonly realmId: string;
  readonly serviceProviderId: string;
  /** Slug of the connection that is set up; it may exist already. */
  readonly connection: string;
  readonly vendor: string;
  readonly name: string;
  readonly order: 'import' | 'by-hand';
  readonly step: string | null;
  readonly doneSteps: readonly string[];
  /** What was entered, in the shape of the contract; JSON. */
  readonly identityProvider: unknown;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly state: SetUpState;
  readonly createdBy: string;
  readonly updatedBy: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly submittedAt: number | null;
}

export interface SetUpLinkRecord {
  readonly id: string;
  readonly setUpId: string;
  /** SHA-256 of the token, base64url. */
  readonly tokenHash: string;
  readonly recipient: string;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
  /** Updated at most once a minute. */
  readonly lastUsedAt: number | null;
}

export interface SetUpReader {
  findSetUp(id: string): Promise<SetUpRecord | null>;
  /** Newest first, without those that were accepted. */
  listSetUps(serviceProviderId: string, limit: number): Promise<readonly SetUpRecord[]>;
  findSetUpLink(id: string): Promise<SetUpLinkRecord | null>;
  findSetUpLinkByToken(tokenHash: string): Promise<SetUpLinkRecord | null>;
  /** Newest first. */
  listSetUpLinks(setUpId: string, limit: number): Promise<readonly SetUpLinkRecord[]>;
}

export interface SetUpWriter {
  /** Inserts or replaces by id. */
  putSetUp(record: SetUpRecord): Promise<void>;
  /** Deletes the set-up with its links. */
  deleteSetUp(id: string): Promise<void>;
  /** Inserts or replaces by id. */
  putSetUpLink(record: SetUpLinkRecord): Promise<void>;
}
