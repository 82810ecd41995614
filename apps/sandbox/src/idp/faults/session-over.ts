import type { Fault } from './fault.ts';

/** SessionNotOnOrAfter has passed (SAML core §2.7.2). */
export const sessionOver: Fault = {
  description: 'The session at the identity provider ended an hour before the answer was made.',
  plan: (plan) => ({ ...plan, sessionNotOnOrAfter: new Date(plan.now.getTime() - 3_600_000) }),
};
