import type { Fault } from './fault.ts';

/** Sign-in works; only what is said about sign-out is signed by a key that nobody knows. */
export const logoutStrangerKey: Fault = {
  description: 'Logout messages, and only those, are signed with a key that is not in the metadata.',
  logout: { key: (context) => context.strangerKey },
};
