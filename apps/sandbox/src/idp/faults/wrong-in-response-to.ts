import type { Fault } from './fault.ts';

/** The answer names a request that was never sent. */
export const wrongInResponseTo: Fault = {
  description: 'The answer refers to another request.',
  plan: (plan) => ({ ...plan, inResponseTo: '_0000000000000000000000000000000000000000' }),
};
