/** The rules about administrators over a storage in memory, with a clock that the test moves. */
import { randomBytes } from 'node:crypto';
import type { AdministratorDependencies, Visitor } from '../src/administrators/administrator-dependencies.ts';
import type { OwnAccount } from '../src/administrators/own-account.ts';
import { relyingPartyOf } from '../src/administrators/relying-party.ts';
import { findAdminSession, type OpenedSession, openAdminSession } from '../src/administrators/sessions.ts';
import { createAuditLog, INSTALLATION_CHAIN } from '../src/audit/audit-log.ts';
import { createSealer } from '../src/keys/seal.ts';
import { createPasswordHasher, type PasswordHasherOptions } from '../src/passwords/password-hasher.ts';
import { openSqliteStorage, type SqliteStorage } from '../src/storage/engines/sqlite/open-sqlite-storage.ts';
import type { RoleGrant } from '../src/storage/ports/administrator-store.ts';
import type { AuditEventRecord } from '../src/storage/ports/audit-store.ts';
import { createTestMasterKey } from './master-key-fixture.ts';

export const ADMIN_ORIGIN = 'https://sso.example';
export const ADMIN_NOW: number = Date.UTC(2030, 0, 15, 12);
export const PASSWORD = 'five purple otters juggle';
export const OWNER_GRANT: RoleGrant = { role: 'installation-owner', companyId: null, environmentId: null };
/** Argon2 at its smallest: these tests are not about its cost. */
export const SMALL_ARGON2 = { memory: 64, passes: 1, parallelism: 1 } as const;

export interface AdministratorFixture {
  readonly dependencies: AdministratorDependencies;
  readonly storage: SqliteStorage;
  advance(ms: number): void;
  visitor(change?: Partial<Visitor>): Visitor;
  /** An enabled administrator with `PASSWORD`, by the id `name`; an owner unless grants are given. */
  addAdministrator(
    name: string,
    change?: { readonly grants?: readonly RoleGrant[]; readonly enabled?: boolean; readonly password?: string | null },
  ): Promise<void>;
  /** A session of an administrator, opened now. */
  openSession(name: string): Promise<OpenedSession & { readonly own: OwnAccount }>;
  events(): Promise<readonly AuditEventRecord[]>;
  /** Actions of the audit log, oldest first. */
  actions(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const readEvents = async (storage: SqliteStorage): Promise<readonly AuditEventRecord[]> =>
  storage.read.readAuditChain(INSTALLATION_CHAIN, 0, 500);

export const createAdministratorFixture = async (
  options: {
    readonly installationUrl?: string;
    readonly hasher?: Partial<PasswordHasherOptions>;
    readonly storage?: SqliteStorage;
  } = {},
): Promise<AdministratorFixture> => {
  const { installationUrl = ADMIN_ORIGIN } = options;
  const storage = options.storage ?? (await openSqliteStorage({ path: ':memory:' }));
  const masterKey = createTestMasterKey();
  let now = ADMIN_NOW;
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `id-${ids}`;
  };
  const clock = (): number => now;
  const random = (size: number): Uint8Array => randomBytes(size);
  const passwords = createPasswordHasher({ random, parameters: SMALL_ARGON2, ...options.hasher });
  const dependencies: AdministratorDependencies = {
    storage,
    clock,
    random,
    newId,
    sealer: createSealer({ masterKey, random }),
    passwords,
    audit: createAuditLog({ masterKey, clock, newId }),
    installationUrl,
    relyingParty: relyingPartyOf(installationUrl),
  };
  const visitor = (change: Partial<Visitor> = {}): Visitor => ({
    address: '192.0.2.7',
    userAgent: 'Test browser',
    sessionCookie: null,
    knownBrowserCookie: null,
    ...change,
  });
  return {
    dependencies,
    storage,
    advance: (ms) => {
      now += ms;
    },
    visitor,
    addAdministrator: async (name, { grants = [OWNER_GRANT], enabled = true, password = PASSWORD } = {}) => {
      const passwordHash = password === null ? null : await passwords.hash(password);
      await storage.write(async (writer) => {
        await writer.putAdministrator({
          id: name,
          login: `${name}@acme.example`,
          name: `${name} of Acme`,
          passwordHash,
          sealedTotp: null,
          enabled,
          createdAt: now,
          updatedAt: now,
        });
        await writer.setGrants(name, grants);
      });
    },
    openSession: async (name) => {
      const administrator = await storage.read.findAdministrator(name);
      if (administrator === null) throw new Error(`no administrator ${name}`);
      const opened = await storage.write((writer) =>
        openAdminSession(dependencies, writer, { administrator, method: 'password', visitor: visitor() }),
      );
      const session = await findAdminSession(dependencies, opened.cookie);
      if (session === null) throw new Error('the session does not hold');
      return { ...opened, own: { session, address: '192.0.2.7' } };
    },
    events: () => readEvents(storage),
    actions: async () => (await readEvents(storage)).map(({ action }) => action),
    close: () => storage.close(),
  };
};
