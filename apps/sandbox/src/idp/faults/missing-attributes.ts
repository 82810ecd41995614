import type { Fault } from './fault.ts';

/** No claim rules were set up: the usual state of a new relying party in ADFS. */
export const missingAttributes: Fault = {
  description: 'The answer carries no attributes, as before claim rules are set up.',
  plan: (plan) => ({ ...plan, attributes: [] }),
};
