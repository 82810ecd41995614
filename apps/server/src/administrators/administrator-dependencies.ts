/** What the rules about administrators need of the world, handed over by whoever composes the hub. */
import type { AuditEventInput, AuditLog } from '../audit/audit-log.ts';
import type { Sealer } from '../keys/seal.ts';
import type { PasswordHasher } from '../passwords/password-hasher.ts';
import type { Storage } from '../storage/ports/storage.ts';
import type { RelyingParty } from './relying-party.ts';

export interface AdministratorDependencies {
  readonly storage: Storage;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Cryptographically strong octets. */
  readonly random: (size: number) => Uint8Array;
  readonly newId: () => string;
  readonly sealer: Sealer;
  readonly passwords: PasswordHasher;
  readonly audit: Pick<AuditLog, 'append'>;
  /** Without a trailing slash. */
  readonly installationUrl: string;
  /** Null where browsers allow no passkeys. */
  readonly relyingParty: RelyingParty | null;
}

/** What the operator's commands need: no key of the hub. */
export type OperatorDependencies = Pick<
  AdministratorDependencies,
  'storage' | 'clock' | 'random' | 'audit' | 'installationUrl'
>;

/** The browser that a request came from. */
export interface Visitor {
  readonly address: string;
  readonly userAgent: string | null;
  /** Values of the cookies that it sent. */
  readonly sessionCookie: string | null;
  readonly knownBrowserCookie: string | null;
}

/** The actor of the command line on the machine. */
export const operator: AuditEventInput['actor'] = { kind: 'operator', id: 'operator', name: 'operator' };
