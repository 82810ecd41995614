/** Creations that may come twice: the answer to the first is kept in the commit that makes the thing. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CordboardError } from '../../errors.ts';
import type { Sealer } from '../../keys/seal.ts';
import type { StorageWriter } from '../../storage/ports/storage.ts';
import type { Answer } from './call.ts';

const KEPT_MS = 24 * 60 * 60 * 1000;

const keySchema = z.string().regex(/^[\x21-\x7e]{8,200}$/);

const keptAnswer = z.object({ body: z.unknown(), etag: z.string().optional() });

export interface IdempotentRequest {
  /** Actor and route. */
  readonly scope: string;
  /** The header. */
  readonly key: string;
  /** Path and body. */
  readonly content: unknown;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');

const sealContext = (scope: string, keyHash: string) => ({
  table: 'idempotent_answer',
  row: keyHash,
  environment: scope,
});

/**
 * Runs the creation, unless the same request was answered before: then that answer is given again.
 *
 * @throws CordboardError `admin.idempotency_key` for a key that is none, `admin.idempotency_mismatch` when the key came
 * with another request
 */
export const writeOnce = async (
  writer: StorageWriter,
  request: IdempotentRequest,
  parts: { readonly sealer: Sealer; readonly now: number },
  create: () => Promise<Answer>,
): Promise<Answer> => {
  if (!keySchema.safeParse(request.key).success) {
    throw new CordboardError('admin.idempotency_key', { expected: '8 to 200 visible ASCII characters' });
  }
  const { scope } = request;
  const keyHash = hash(request.key);
  const requestHash = hash(JSON.stringify(request.content));
  const context = sealContext(scope, keyHash);
  const kept = await writer.findIdempotentAnswer(scope, keyHash, parts.now);
  if (kept !== null && kept.requestHash !== requestHash) {
    throw new CordboardError('admin.idempotency_mismatch', { expected: 'the request that the key first came with' });
  }
  if (kept !== null) {
    const { body, etag } = keptAnswer.parse(
      JSON.parse(Buffer.from(parts.sealer.open(kept.sealedAnswer, context)).toString('utf8')),
    );
    return { body, ...(etag !== undefined && { etag }) };
  }
  const answer = await create();
  const plain = Buffer.from(JSON.stringify({ body: answer.body, etag: answer.etag }), 'utf8');
  await writer.putIdempotentAnswer({
    scope,
    keyHash,
    requestHash,
    sealedAnswer: parts.sealer.seal(plain, context),
    expiresAt: parts.now + KEPT_MS,
  });
  return answer;
};
