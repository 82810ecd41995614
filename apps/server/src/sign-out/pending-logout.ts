/** A LogoutRequest that was sent and not answered yet: kept sealed, found by its ID, and taken once. */
import { z } from 'zod';
import { CordboardError } from '../errors.ts';
import type { SealContext } from '../keys/seal.ts';
import { hashSecret } from '../sign-in/send-authn-request.ts';
import type { SignInDependencies } from '../sign-in/sign-in-dependencies.ts';
import type { ParkedResultRecord } from '../storage/ports/sign-in-store.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';

/** The identity provider has this long to answer; it may have to ask other applications first. */
export const LOGOUT_LIFETIME_MS: number = 15 * 60 * 1000;

const pendingLogout = z.strictObject({
  attemptId: z.string(),
  serviceProviderId: z.string(),
  connectionId: z.string(),
  landing: z.string().nullable(),
});
export type PendingLogout = z.infer<typeof pendingLogout>;

const context = (realmId: string, hash: string): SealContext => ({
  table: 'logout_requests',
  row: hash,
  environment: realmId,
});

/** @param requestId the ID of the LogoutRequest; only its hash is stored */
export const pendingRecord = (
  { sealer, clock }: Pick<SignInDependencies, 'sealer' | 'clock'>,
  realmId: string,
  requestId: string,
  pending: PendingLogout,
): ParkedResultRecord => {
  const handleHash = hashSecret(requestId);
  return {
    handleHash,
    realmId,
    sealed: sealer.seal(Buffer.from(JSON.stringify(pending), 'utf8'), context(realmId, handleHash)),
    expiresAt: clock() + LOGOUT_LIFETIME_MS,
  };
};

/** @throws CordboardError `sign-out.request_unknown`, also for a request of another realm. */
export const takePending = async (
  { sealer, clock }: Pick<SignInDependencies, 'sealer' | 'clock'>,
  writer: StorageWriter,
  realmId: string,
  requestId: string | undefined,
): Promise<PendingLogout> => {
  const unknown = (): CordboardError =>
    new CordboardError('sign-out.request_unknown', {
      expected: 'the ID of a LogoutRequest that waits for its answer',
      received: requestId ?? 'no InResponseTo',
    });
  const record = requestId === undefined ? null : await writer.takeResult(hashSecret(requestId), clock());
  if (record === null || record.realmId !== realmId) {
    throw unknown();
  }
  // A sign-in that waits for its browser lies in the same place, sealed for another purpose.
  const opened = sealer.open(record.sealed, context(realmId, record.handleHash));
  const parsed = pendingLogout.safeParse(JSON.parse(Buffer.from(opened).toString('utf8')));
  if (!parsed.success) {
    throw new CordboardError('internal.failed', { cause: parsed.error });
  }
  return parsed.data;
};
