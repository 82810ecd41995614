import type { Fault } from './fault.ts';

/** The certificate was changed at the identity provider, and the metadata that was imported still has the old one. */
export const strangerKey: Fault = {
  description: 'The message is signed with a key that is not in the metadata, as after a certificate change.',
  plan: (plan, context) => ({ ...plan, signing: { ...plan.signing, key: context.strangerKey } }),
};
