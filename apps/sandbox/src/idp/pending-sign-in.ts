/**
 * One sign-in that waits for its person: what was asked, by whom, and where the answer goes. It is parked under a
 * one-time handle while the login page is shown, which also brings the Lax session cookie along: a POST from another
 * site does not carry it, the GET that follows does.
 */
import type { RegisteredServiceProvider } from './service-provider-registry.ts';

export interface PendingSignIn {
  readonly serviceProvider: RegisteredServiceProvider;
  readonly acsUrl: string;
  readonly relayState: string | undefined;
  /** When it began; a login after it satisfies ForceAuthn. */
  readonly beganAt: Date;
  /** What the request asked for; absent when the identity provider starts the sign-in. */
  readonly request: RequestedSignIn | undefined;
}

/** The parts of an AuthnRequest that shape the answer (SAML core §3.4.1). */
export interface RequestedSignIn {
  readonly id: string;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  readonly nameIdFormat: string | undefined;
  readonly authnContextClassRefs: readonly string[];
  readonly loginHint: string | undefined;
}
