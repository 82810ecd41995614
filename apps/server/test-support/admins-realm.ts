/** A company `acme` with one realm, in which single sign-on is required of its administrators or not. */
import { realmSettings } from '@cordboard/contract/tenant-settings';
import type { SqliteStorage } from '../src/storage/engines/sqlite/open-sqlite-storage.ts';

export const putAdminsRealm = (
  storage: SqliteStorage,
  ssoMode: 'sso' | 'hybrid',
  kind: 'admins' | 'agents' = 'admins',
): Promise<void> =>
  storage.write(async (writer) => {
    await writer.putCompany({ id: 'acme', slug: 'acme', name: 'Acme' });
    const nothing = { region: null, platform: 'generic', publicUrl: null } as const;
    await writer.putEnvironment({ id: 'e', companyId: 'acme', slug: 'e', name: 'E', ...nothing });
    const settings = realmSettings.parse({});
    await writer.putRealm({ id: 'r', environmentId: 'e', slug: 'r', name: 'R', kind, ssoMode, settings });
  });
