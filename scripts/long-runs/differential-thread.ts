/** A thread of `npm run test:differential`. */
import {
  compareRange,
  type DifferentialRange,
  type DifferentialResult,
} from '../../packages/saml/test-support/differential.ts';
import { realMessages } from '../../packages/saml/test-support/real-messages.ts';
import { serveTasks } from './thread-pool.ts';

const messages = await realMessages();

serveTasks<Omit<DifferentialRange, 'messages'>, DifferentialResult>((range) => compareRange({ ...range, messages }));
