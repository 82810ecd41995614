/** Administrators: one login each, grants that vanish with their place, factors that are used once. */
import { describe, expect, it } from 'vitest';
import type { RoleGrant } from '../ports/administrator-store.ts';
import type { Storage } from '../ports/storage.ts';
import type { OpenStorage } from './open-storage.ts';
import { NOW, putSampleDirectory, sampleAdministrator, samplePasskey } from './sample-records.ts';

const OWNER: RoleGrant = { role: 'installation-owner', companyId: null, environmentId: null };
const COMPANY: RoleGrant = { role: 'company-administrator', companyId: 'company-1', environmentId: null };
const ENVIRONMENT: RoleGrant = { role: 'supervisor', companyId: 'company-1', environmentId: 'environment-1' };

const count = async (attempt: () => Promise<boolean>): Promise<number> =>
  (await Promise.all(Array.from({ length: 20 }, attempt))).filter(Boolean).length;

const put = (storage: Storage, ...parts: Parameters<typeof sampleAdministrator>[0][]): Promise<void> =>
  storage.write(async (writer) => {
    for (const part of parts) await writer.putAdministrator(sampleAdministrator(part));
  });

const describeAccounts = (open: OpenStorage): void => {
  describe('accounts', () => {
    it('are found by identifier and by login without regard to ASCII letter case', async () => {
      const { storage } = await open();
      await put(storage, {});
      const stored = { ...sampleAdministrator(), revision: 1, lastSignedInAt: null };
      expect(await storage.read.findAdministrator('administrator-1')).toEqual(stored);
      expect(await storage.read.findAdministratorByLogin('OLGA@acme.EXAMPLE')).toEqual(stored);
      expect(await storage.read.findAdministratorByLogin('olga@acme.example ')).toBeNull();
      expect(await storage.read.findAdministrator('administrator-2')).toBeNull();
    });

    it('keep other letters apart', async () => {
      const { storage } = await open();
      await put(storage, { login: 'Ärzte@acme.example' });
      expect(await storage.read.findAdministratorByLogin('ärzte@acme.example')).toBeNull();
    });

    it('have a login of their own, also when one takes another', async () => {
      const { storage } = await open();
      await put(storage, {}, { id: 'administrator-2', login: 'second@acme.example' });
      for (const id of ['administrator-2', 'administrator-3']) {
        await expect(put(storage, { id, login: 'olga@ACME.example' })).rejects.toMatchObject({
          code: 'storage.duplicate',
        });
      }
      expect((await storage.read.findAdministrator('administrator-2'))?.login).toBe('second@acme.example');
    });

    it('are replaced as a whole, one revision at a time; signing in is no change', async () => {
      const { storage } = await open();
      const changed = sampleAdministrator({ name: 'Olga O.', passwordHash: null, sealedTotp: 'v1.x', enabled: false });
      await put(storage, {});
      await storage.write(async (writer) => {
        await writer.noteSignIn('administrator-1', NOW + 5);
        await writer.putAdministrator(changed);
      });
      expect(await storage.read.findAdministrator('administrator-1')).toEqual({
        ...changed,
        revision: 2,
        lastSignedInAt: NOW + 5,
      });
      await storage.write((writer) => writer.setGrants('administrator-1', []));
      expect((await storage.read.findAdministrator('administrator-1'))?.revision).toBe(3);
    });

    it('are listed by login, page by page, all or those of one company', async () => {
      const { storage } = await open();
      await storage.write(putSampleDirectory);
      await put(storage, { id: 'c', login: 'C@x.example' }, { id: 'a', login: 'a@x.example' });
      await put(storage, { id: 'b', login: 'b@x.example' });
      await storage.write(async (writer) => {
        await writer.setGrants('a', [COMPANY, ENVIRONMENT]);
        await writer.setGrants('b', [OWNER]);
        await writer.setGrants('c', [ENVIRONMENT]);
      });
      const ids = async (page: Parameters<Storage['read']['listAdministrators']>[0]): Promise<readonly string[]> =>
        (await storage.read.listAdministrators(page)).map(({ id }) => id);
      expect(await ids({ after: null, limit: 2 })).toEqual(['a', 'b']);
      expect(await ids({ after: 'B@x.example', limit: 2 })).toEqual(['c']);
      expect(await ids({ companyId: 'company-1', after: null, limit: 9 })).toEqual(['a', 'c']);
      expect(await ids({ companyId: 'company-1', after: 'a@x.example', limit: 9 })).toEqual(['c']);
      expect(await ids({ companyId: 'company-2', after: null, limit: 9 })).toEqual([]);
    });

    it('are deleted once, with all that is theirs', async () => {
      const { storage } = await open();
      await put(storage, {});
      await storage.write(async (writer) => {
        await writer.setGrants('administrator-1', [OWNER]);
        await writer.addPasskey(samplePasskey());
        await writer.setRecoveryCodes('administrator-1', ['hash']);
        expect(await writer.deleteAdministrator('administrator-1')).toBe(true);
        expect(await writer.deleteAdministrator('administrator-1')).toBe(false);
      });
      expect(await storage.read.listGrants('administrator-1')).toEqual([]);
      expect(await storage.read.listPasskeys('administrator-1')).toEqual([]);
      expect(await storage.read.countRecoveryCodes('administrator-1')).toBe(0);
    });
  });
};

const describeGrants = (open: OpenStorage): void => {
  describe('grants', () => {
    it('are replaced as a whole, each once, in order', async () => {
      const { storage } = await open();
      await storage.write(putSampleDirectory);
      await put(storage, {});
      await storage.write((writer) => writer.setGrants('administrator-1', [OWNER, COMPANY]));
      await storage.write((writer) => writer.setGrants('administrator-1', [ENVIRONMENT, OWNER, ENVIRONMENT]));
      expect(await storage.read.listGrants('administrator-1')).toEqual([ENVIRONMENT, OWNER]);
    });

    it('vanish with their company or environment, and leave the account', async () => {
      const { storage } = await open();
      await storage.write(putSampleDirectory);
      await put(storage, {});
      await storage.write((writer) => writer.setGrants('administrator-1', [OWNER, COMPANY, ENVIRONMENT]));
      await storage.write((writer) => writer.deleteEnvironment('environment-1'));
      expect(await storage.read.listGrants('administrator-1')).toEqual([OWNER, COMPANY]);
      await storage.write((writer) => writer.deleteCompany('company-1'));
      expect(await storage.read.listGrants('administrator-1')).toEqual([OWNER]);
    });

    it('name the owners who can act: enabled ones only', async () => {
      const { storage } = await open();
      await put(storage, { id: 'b', login: 'b@x.example' }, { id: 'a', login: 'a@x.example' });
      await put(storage, { id: 'off', login: 'off@x.example', enabled: false });
      await put(storage, { id: 'auditor', login: 'auditor@x.example' });
      await storage.write(async (writer) => {
        for (const id of ['a', 'b', 'off']) await writer.setGrants(id, [OWNER]);
        await writer.setGrants('auditor', [{ ...OWNER, role: 'auditor' }]);
      });
      expect((await storage.read.listEnabledOwners()).map(({ id }) => id)).toEqual(['a', 'b']);
    });

    it('need places and administrators that are there', async () => {
      const { storage } = await open();
      await put(storage, {});
      for (const grants of [[COMPANY], [ENVIRONMENT]]) {
        const change = storage.write((writer) => writer.setGrants('administrator-1', grants));
        await expect(change).rejects.toMatchObject({ code: 'storage.unknown_parent' });
      }
      const change = storage.write((writer) => writer.setGrants('administrator-9', [OWNER]));
      await expect(change).rejects.toMatchObject({ code: 'storage.unknown_parent' });
    });
  });
};

const describeFactors = (open: OpenStorage): void => {
  describe('second factors', () => {
    it('let each TOTP step be used once, and none before it', async () => {
      const { storage } = await open();
      await put(storage, {});
      const use = (step: number): Promise<boolean> =>
        storage.write((writer) => writer.useTotpStep('administrator-1', step));
      expect(await count(() => use(100))).toBe(1);
      expect(await use(99)).toBe(false);
      expect(await use(101)).toBe(true);
      await put(storage, { name: 'Changed' });
      expect(await use(101)).toBe(false);
      await storage.write((writer) => writer.clearTotpStep('administrator-1'));
      expect(await use(1)).toBe(true);
    });

    it('let each recovery code be used once, by its own administrator', async () => {
      const { storage } = await open();
      await put(storage, {}, { id: 'other', login: 'other@x.example' });
      await storage.write((writer) => writer.setRecoveryCodes('administrator-1', ['one', 'two']));
      expect(await storage.write((writer) => writer.useRecoveryCode('other', 'one'))).toBe(false);
      expect(await count(() => storage.write((writer) => writer.useRecoveryCode('administrator-1', 'one')))).toBe(1);
      expect(await storage.read.countRecoveryCodes('administrator-1')).toBe(1);
      await storage.write((writer) => writer.setRecoveryCodes('administrator-1', ['three']));
      expect(await storage.write((writer) => writer.useRecoveryCode('administrator-1', 'two'))).toBe(false);
    });

    it('keep passkeys as they were added, each credential once in the installation', async () => {
      const { storage } = await open();
      await put(storage, {}, { id: 'other', login: 'other@x.example' });
      await storage.write(async (writer) => {
        expect(await writer.addPasskey(samplePasskey({ id: 'later', credentialId: 'b', createdAt: NOW + 1 }))).toBe(
          true,
        );
        expect(await writer.addPasskey(samplePasskey())).toBe(true);
        expect(await writer.addPasskey(samplePasskey({ id: 'third', administratorId: 'other' }))).toBe(false);
      });
      expect((await storage.read.listPasskeys('administrator-1')).map(({ id }) => id)).toEqual(['passkey-1', 'later']);
      expect(await storage.read.findPasskey('credential-1')).toEqual(samplePasskey());
      expect(await storage.read.findPasskey('unknown')).toBeNull();
    });

    it('rename and remove passkeys of their own administrator only', async () => {
      const { storage } = await open();
      await put(storage, {}, { id: 'other', login: 'other@x.example' });
      await storage.write(async (writer) => {
        await writer.addPasskey(samplePasskey());
        await writer.addPasskey(samplePasskey({ id: 'passkey-2', credentialId: 'b' }));
        expect(await writer.renamePasskey('other', 'passkey-1', 'Mine')).toBe(false);
        expect(await writer.deletePasskey('other', 'passkey-1')).toBe(false);
        expect(await writer.renamePasskey('administrator-1', 'passkey-1', 'Desk')).toBe(true);
      });
      expect((await storage.read.findPasskey('credential-1'))?.name).toBe('Desk');
      await storage.write(async (writer) => {
        expect(await writer.deletePasskey('administrator-1', 'passkey-1')).toBe(true);
        expect(await writer.deletePasskey('administrator-1', 'passkey-1')).toBe(false);
        await writer.deletePasskeys('administrator-1');
      });
      expect(await storage.read.listPasskeys('administrator-1')).toEqual([]);
    });

    it.each([
      [4, 5, true],
      [5, 5, false],
      [6, 5, false],
      [0, 0, true],
      [0, 1, true],
      [1, 0, false],
    ])('take a passkey whose counter goes from %i to %i: %s', async (stored, counter, accepted) => {
      const { storage } = await open();
      await put(storage, {});
      const use = { id: 'passkey-1', counter, backedUp: true, at: NOW + 7 };
      await storage.write(async (writer) => {
        await writer.addPasskey(samplePasskey({ counter: stored, backedUp: false }));
        expect(await writer.usePasskey(use)).toBe(accepted);
      });
      const after = accepted ? { counter, backedUp: true, lastUsedAt: NOW + 7 } : { counter: stored, backedUp: false };
      expect(await storage.read.findPasskey('credential-1')).toMatchObject(after);
    });
  });
};

export const describeAdministrators = (open: OpenStorage): void => {
  describe('administrators', () => {
    describeAccounts(open);
    describeGrants(open);
    describeFactors(open);
  });
};
