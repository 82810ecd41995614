/**
 * One sign-out on its way from service provider to service provider. The session at the sandbox is over when it
 * begins, so that a service provider that never sends the browser back keeps nothing alive.
 */
import type { Endpoint, NameId } from '@cordboard/saml';
import type { RegisteredServiceProvider } from '../service-provider-registry.ts';
import type { SessionParticipant } from './session-participants.ts';

/** A LogoutRequest that was verified and waits for the browser to come back with its cookie. */
export interface RequestedSignOut {
  readonly serviceProvider: RegisteredServiceProvider;
  readonly answerTo: Endpoint;
  /** What the answer has to name. */
  readonly requestId: string;
  readonly nameId: NameId;
  /** None means every session of the person. */
  readonly sessionIndexes: readonly string[];
  readonly relayState: string | undefined;
  /** The browser is on its way from a form, so its page limits where redirects may lead. */
  readonly fromForm: boolean;
}

/**
 * What came of one service provider: `signed-out`; `partial`, it could not tell all of its own; `no-service`, its
 * metadata has no SingleLogoutService; `failed`, with what was wrong with its answer.
 */
export interface SignOutOutcome {
  /** Name or entity ID of the service provider. */
  readonly name: string;
  readonly result: 'signed-out' | 'partial' | 'no-service' | 'failed';
  readonly detail?: string | undefined;
}

export interface SignOutRun {
  /** Who asked for it and gets the answer; undefined when the person did, at the portal. */
  readonly requested: RequestedSignOut | undefined;
  readonly sessionIndex: string;
  /** Those still to be told. */
  readonly waiting: readonly SessionParticipant[];
  readonly outcomes: readonly SignOutOutcome[];
}

/** A run whose LogoutRequest is at a service provider. */
export interface AskedSignOut {
  readonly run: SignOutRun;
  readonly asked: RegisteredServiceProvider;
}

/** What people call a service provider. */
export const nameOf = ({ metadata }: RegisteredServiceProvider): string => metadata.displayName ?? metadata.entityId;
