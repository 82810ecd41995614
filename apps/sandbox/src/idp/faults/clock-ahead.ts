import type { Fault } from './fault.ts';

const HOUR_MS = 3_600_000;

/** Everything in the message becomes valid in an hour. */
export const clockAhead: Fault = {
  description: 'The clock of the identity provider is one hour ahead, so the answer is not valid yet.',
  plan: (plan) => ({ ...plan, now: new Date(plan.now.getTime() + HOUR_MS) }),
};
