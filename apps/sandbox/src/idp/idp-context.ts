/** What the routes of the sandbox identity provider share. It is made once, in `startSandboxIdp`. */
import type { RandomBytes, SigningKey } from '@cordboard/saml';
import type { ExpiringMap } from '../web/expiring-map.ts';
import type { IdpSessions } from './idp-sessions.ts';
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
  readonly random: RandomBytes;
  readonly serviceProviders: ServiceProviderRegistry;
  readonly sessions: IdpSessions;
  readonly users: UserDirectory;
}
