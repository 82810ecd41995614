/** A thread of `npm run test:metamorphic`. */
import { signedSubjects } from '../../packages/saml/test-support/metamorphic/subjects.ts';
import { type EditsResult, tryEdits } from '../../packages/saml/test-support/metamorphic/try-edits.ts';
import { serveTasks } from './thread-pool.ts';

/** So many edits, with this seed, of the message with this number; messages take turns. */
export interface MetamorphicTask {
  readonly subject: number;
  readonly seed: number;
  readonly edits: number;
}

const subjects = await signedSubjects();

serveTasks<MetamorphicTask, EditsResult>(({ subject, ...options }) => {
  const chosen = subjects[subject % subjects.length];
  if (chosen === undefined) throw new Error('there are no messages');
  return tryEdits(chosen, options);
});
