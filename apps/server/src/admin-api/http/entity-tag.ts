/** Versions of what the API shows: the ETag of a representation, and If-Match against it (RFC 9110 §8.8.3, §13.1.1). */
import { createHash } from 'node:crypto';
import { CordboardError } from '../../errors.ts';

/** A strong ETag: changes exactly when the representation does. */
export const entityTag = (representation: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(representation)).digest('base64url').slice(0, 22)}"`;

/**
 * Refuses a change meant for another version.
 *
 * @param ifMatch the If-Match header; `*` stands for whatever is there
 * @throws CordboardError `admin.precondition_required`, `admin.changed_meanwhile`
 */
export const assertMatch = (ifMatch: string | null, current: string): void => {
  if (ifMatch === null) {
    throw new CordboardError('admin.precondition_required', {
      expected: 'the header If-Match with the ETag that was read',
    });
  }
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  if (!tags.includes('*') && !tags.includes(current)) {
    throw new CordboardError('admin.changed_meanwhile', {
      expected: current,
      received: ifMatch.slice(0, 200),
      hint: 'Somebody else has changed it since it was read. Read it again, and make the change anew.',
    });
  }
};
