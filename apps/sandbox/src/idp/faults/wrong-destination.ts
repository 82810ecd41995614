import type { Fault } from './fault.ts';

/** Destination and Recipient differ from where the message is sent by one character at the end. */
export const wrongDestination: Fault = {
  description: 'Destination and Recipient name another endpoint, as after a typing error in the ACS URL.',
  plan: (plan) => ({ ...plan, acsUrl: `${plan.acsUrl}/` }),
};
