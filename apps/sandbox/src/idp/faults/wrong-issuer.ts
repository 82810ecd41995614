import type { Fault } from './fault.ts';

/** The message is issued under a name that is not the one in the metadata. */
export const wrongIssuer: Fault = {
  description: 'The issuer is not the entity ID of the metadata, as after the identity provider was renamed.',
  plan: (plan) => ({ ...plan, issuer: `${plan.issuer}/renamed` }),
};
