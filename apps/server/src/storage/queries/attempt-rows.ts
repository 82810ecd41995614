/** Outcomes of attempts as they are stored. */
import { readWord } from '../json-column.ts';
import type { AttemptOutcome } from '../ports/attempt-store.ts';

export const outcomes: readonly AttemptOutcome[] = ['pending', 'succeeded', 'refused', 'abandoned'];

/** @throws `storage.damaged_record` */
export const readOutcome = (text: string): AttemptOutcome => readWord(outcomes, text, 'attempt.outcome');
