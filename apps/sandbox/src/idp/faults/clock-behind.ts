import type { Fault } from './fault.ts';

const HOUR_MS = 3_600_000;

/** Everything in the message was valid an hour ago. */
export const clockBehind: Fault = {
  description: 'The clock of the identity provider is one hour behind, so the answer is over when it arrives.',
  plan: (plan) => ({ ...plan, now: new Date(plan.now.getTime() - HOUR_MS) }),
};
