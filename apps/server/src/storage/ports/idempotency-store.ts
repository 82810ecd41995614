/** Answers kept for a while, so that a request that comes again with the same key makes nothing twice. */

export interface IdempotentAnswerRecord {
  /** Who asked for what: actor and route. */
  readonly scope: string;
  /** SHA-256 of the key, base64url. */
  readonly keyHash: string;
  /** SHA-256 of the request: the same key with another request is a mistake. */
  readonly requestHash: string;
  /** The answer as sealed JSON: it may show a secret once. */
  readonly sealedAnswer: string;
  readonly expiresAt: number;
}

export interface IdempotencyReader {
  /** Null when unknown or expired at `now`. */
  findIdempotentAnswer(scope: string, keyHash: string, now: number): Promise<IdempotentAnswerRecord | null>;
}

export interface IdempotencyWriter {
  /** Inserts, or replaces one that has expired. */
  putIdempotentAnswer(record: IdempotentAnswerRecord): Promise<void>;
  /** Deletes what expired before `now`; returns the number of rows. */
  deleteExpiredIdempotentAnswers(now: number, limit: number): Promise<number>;
}
