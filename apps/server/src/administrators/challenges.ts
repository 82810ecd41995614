/** Steps under way: what the hub has to remember between two requests, sealed, for five minutes, taken once. */
import type { z } from 'zod';
import { CordboardError } from '../errors.ts';
import type { AdminChallengeRecord, ChallengeKind } from '../storage/ports/administration-store.ts';
import type { StorageReader, StorageWriter } from '../storage/ports/storage.ts';
import type { AdministratorDependencies } from './administrator-dependencies.ts';

export const CHALLENGE_MS: number = 5 * 60 * 1000;
/** Wrong answers after which the step begins anew. */
const MAX_FAILURES = 5;

type Dependencies = Pick<AdministratorDependencies, 'sealer' | 'clock'>;

const contextOf = (kind: ChallengeKind, idHash: string) => ({
  table: 'admin_challenge',
  row: idHash,
  environment: kind,
});

/** The one error of a step that is over, for whatever reason. */
export const challengeOver = (): CordboardError =>
  new CordboardError('administrator.challenge_unknown', {
    expected: 'a step begun in this browser in the last five minutes',
    hint: 'Begin again.',
  });

/** Stores a step. */
export const putChallenge = (
  { sealer, clock }: Dependencies,
  writer: Pick<StorageWriter, 'putChallenge'>,
  step: {
    readonly kind: ChallengeKind;
    readonly idHash: string;
    readonly administratorId: string | null;
    readonly content: unknown;
    readonly lifetimeMs?: number;
  },
): Promise<void> => {
  const { kind, idHash, administratorId, lifetimeMs = CHALLENGE_MS } = step;
  const sealed = sealer.seal(Buffer.from(JSON.stringify(step.content)), contextOf(kind, idHash));
  return writer.putChallenge({
    kind,
    idHash,
    administratorId,
    sealed,
    failures: 0,
    expiresAt: clock() + lifetimeMs,
  });
};

export interface OpenChallenge<T> {
  readonly record: AdminChallengeRecord;
  readonly content: T;
}

/** @throws `administrator.challenge_unknown` */
export const readChallenge = async <T>(
  { sealer, clock }: Dependencies,
  reader: Pick<StorageReader, 'findChallenge'>,
  step: { readonly kind: ChallengeKind; readonly idHash: string; readonly schema: z.ZodType<T> },
): Promise<OpenChallenge<T>> => {
  const record = await reader.findChallenge(step.kind, step.idHash, clock());
  if (record === null) throw challengeOver();
  const opened = Buffer.from(sealer.open(record.sealed, contextOf(step.kind, step.idHash))).toString('utf8');
  return { record, content: step.schema.parse(JSON.parse(opened)) };
};

/** Takes a step for good. @throws `administrator.challenge_unknown` when somebody else was faster */
export const takeChallenge = async (
  { clock }: Pick<Dependencies, 'clock'>,
  writer: Pick<StorageWriter, 'takeChallenge'>,
  { kind, idHash }: AdminChallengeRecord,
): Promise<void> => {
  if (!(await writer.takeChallenge(kind, idHash, clock()))) throw challengeOver();
};

/** Counts a wrong answer. */
export const failChallenge = (
  writer: Pick<StorageWriter, 'countChallengeFailure'>,
  { idHash }: AdminChallengeRecord,
): Promise<void> => writer.countChallengeFailure(idHash, MAX_FAILURES);
