/** Outcomes of attempts as they are stored. */
import { readWord } from '../json-column.ts';
import type { AttemptKind, AttemptOutcome } from '../ports/attempt-store.ts';

export const outcomes: readonly AttemptOutcome[] = ['pending', 'succeeded', 'refused', 'abandoned'];

const kinds: readonly AttemptKind[] = ['sign-in', 'sign-out'];

/** @throws `storage.damaged_record` */
export const readKind = (text: string): AttemptKind => readWord(kinds, text, 'attempt.kind');

/** @throws `storage.damaged_record` */
export const readOutcome = (text: string): AttemptOutcome => readWord(outcomes, text, 'attempt.outcome');
