import type { Fault } from './fault.ts';

/** The application at the identity provider was set up for another environment. */
export const wrongAudience: Fault = {
  description: 'The assertion is made for another audience, as with the entity ID of another environment.',
  plan: (plan) => ({ ...plan, audiences: ['https://another-environment.example/saml'] }),
};
