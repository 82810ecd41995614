/** What the routes of the sandbox identity provider share. It is made once, in `startSandboxIdp`. */
import type { RandomBytes, SigningKey } from '@cordboard/saml';
import type { ExpiringMap } from '../web/expiring-map.ts';
import type { IdpSessions } from './idp-sessions.ts';
import type { AskedSignOut, RequestedSignOut, SignOutOutcome } from './logout/sign-out-run.ts';
import type { PendingSignIn } from './pending-sign-in.ts';
import type { SandboxApp } from './sandbox-idp-options.ts';
import type { ServiceProviderRegistry } from './service-provider-registry.ts';
import type { UserDirectory } from './user-directory.ts';

export interface IdpContext {
  /** Origin of the sandbox, without a trailing slash. */
  readonly origin: string;
  /** The entity ID is the address of the metadata. */
  readonly entityId: string;
  readonly ssoUrl: string;
  readonly sloUrl: string;
  readonly signingKey: SigningKey;
  /** Certificate of the signing key, for the metadata. */
  readonly certificatePem: string;
  /** A key that is in no metadata, for the fault of that name. */
  readonly strangerKey: SigningKey;
  /** Makes persistent NameIDs. */
  readonly secret: Uint8Array;
  readonly wantAuthnRequestsSigned: boolean;
  readonly apps: readonly SandboxApp[];
  readonly clock: () => Date;
  readonly pending: ExpiringMap<PendingSignIn>;
  /** Verified LogoutRequests by handle, until the browser is back. */
  readonly requestedSignOuts: ExpiringMap<RequestedSignOut>;
  /** Sign-outs that wait for a LogoutResponse, by the ID of their LogoutRequest. */
  readonly askedSignOuts: ExpiringMap<AskedSignOut>;
  /** What to show at the end of a sign-out, by handle. */
  readonly signOutOutcomes: ExpiringMap<readonly SignOutOutcome[]>;
  /** Issuer and ID of every LogoutRequest that was taken and could still be accepted. */
  readonly usedLogoutRequests: ExpiringMap<true>;
  readonly random: RandomBytes;
  readonly serviceProviders: ServiceProviderRegistry;
  readonly sessions: IdpSessions;
  readonly users: UserDirectory;
}
