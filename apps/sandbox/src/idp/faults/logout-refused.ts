import type { Fault } from './fault.ts';

/** The identity provider keeps its session, whatever it is asked (SAML core §3.7.3.2). */
export const logoutRefused: Fault = {
  description: 'The identity provider answers each logout request with an error status and keeps its session.',
  logout: { refuse: true },
};
