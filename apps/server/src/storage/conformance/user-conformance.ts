/** People and their links: exact where it matters, and never across realms. */
import { describe, expect, it } from 'vitest';
import type { LinkKey, UserListing, UserRecord } from '../ports/user-store.ts';
import type { OpenStorage } from './open-storage.ts';
import { NOW, putSampleDirectory, sampleLink, sampleRealm, sampleUser } from './sample-records.ts';

const openWithRealms: (open: OpenStorage) => ReturnType<OpenStorage> = async (open) => {
  const underTest = await open();
  await underTest.storage.write(async (writer) => {
    await putSampleDirectory(writer);
    await writer.putRealm(sampleRealm({ id: 'realm-2', slug: 'customers' }));
  });
  return underTest;
};

const describeAccounts = (open: OpenStorage): void => {
  it('finds a user by identifier and by exact login, in its realm only', async () => {
    const { storage } = await openWithRealms(open);
    const { read } = storage;
    expect(await read.findUser('realm-1', 'user-1')).toEqual(sampleUser());
    expect(await read.findUserByLogin('realm-1', 'amina')).toEqual(sampleUser());
    expect(await read.findUser('realm-2', 'user-1')).toBeNull();
    expect(await read.findUserByLogin('realm-2', 'amina')).toBeNull();
    expect(await read.findUserByLogin('realm-1', 'Amina')).toBeNull();
  });

  it('changes a user, its login and its enabled state included', async () => {
    const { storage } = await openWithRealms(open);
    const changed = sampleUser({ login: 'amina.n', email: null, enabled: false, updatedAt: NOW + 1 });
    await storage.write(async (writer) => writer.putUser(changed));
    expect(await storage.read.findUser('realm-1', 'user-1')).toEqual(changed);
    expect(await storage.read.findUserByLogin('realm-1', 'amina')).toBeNull();
    expect(await storage.read.findUsersByEmail('realm-1', 'amina@acme.example')).toEqual([]);
  });

  it('refuses a login twice in a realm, allows it in two, and never moves a user', async () => {
    const { storage } = await openWithRealms(open);
    const put = async (part: Parameters<typeof sampleUser>[0]): Promise<void> =>
      storage.write(async (writer) => writer.putUser(sampleUser(part)));
    await expect(put({ id: 'user-2' })).rejects.toMatchObject({ code: 'storage.duplicate' });
    await put({ id: 'user-2', login: 'bo' });
    await expect(put({ id: 'user-2', login: 'amina' })).rejects.toMatchObject({ code: 'storage.duplicate' });
    await put({ id: 'user-3', realmId: 'realm-2' });
    await expect(put({ realmId: 'realm-2', login: 'moved' })).rejects.toMatchObject({ code: 'storage.permanent' });
    await expect(put({ id: 'user-4', realmId: 'realm-9' })).rejects.toMatchObject({ code: 'storage.unknown_parent' });
  });

  it('finds users by e-mail with ASCII letter case ignored and no other', async () => {
    const { storage } = await openWithRealms(open);
    await storage.write(async (writer) => {
      await writer.putUser(sampleUser({ id: 'u-2', login: 'b', email: 'zoë@acme.example' }));
      await writer.putUser(sampleUser({ id: 'u-3', login: 'c', email: 'kim@acme.example' }));
      await writer.putUser(sampleUser({ id: 'u-4', login: 'd', email: 'amina@acme.example', realmId: 'realm-2' }));
    });
    const find = async (email: string): Promise<string[]> =>
      (await storage.read.findUsersByEmail('realm-1', email)).map(({ id }) => id);
    expect(await find('AMINA@ACME.EXAMPLE')).toEqual(['user-1']);
    expect(await find('ZOë@acme.example')).toEqual(['u-2']);
    expect(await find('ZOË@acme.example')).toEqual([]);
    // The Kelvin sign becomes k in Unicode.
    expect(await find('\u212aim@acme.example')).toEqual([]);
    expect(await find('amina@acme.example ')).toEqual([]);
    expect(await find('%@acme.example')).toEqual([]);
  });

  it('shows collisions of e-mail addresses, at most three of them', async () => {
    const { storage } = await openWithRealms(open);
    await storage.write(async (writer) => {
      for (const id of ['user-2', 'user-3', 'user-4']) {
        await writer.putUser(sampleUser({ id, login: id, email: 'AMINA@acme.example' }));
      }
    });
    const found = await storage.read.findUsersByEmail('realm-1', 'amina@acme.example');
    expect(found.map(({ id }) => id)).toEqual(['user-1', 'user-2', 'user-3']);
  });

  it('lists users by login, each exactly once over all pages while others come', async () => {
    const { storage } = await openWithRealms(open);
    const logins = ['Z', 'a', 'aa', 'amina', 'b', 'é', '李'];
    await storage.write(async (writer) => {
      for (const login of logins) {
        if (login !== 'amina') await writer.putUser(sampleUser({ id: `id-${login}`, login }));
      }
    });
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const page: readonly { readonly login: string }[] = await storage.read.listUsers('realm-1', { after, limit: 2 });
      seen.push(...page.map(({ login }) => login));
      after = page.at(-1)?.login ?? null;
      if (after === null) break;
      if (seen.length === 2) {
        await storage.write(async (writer) => writer.putUser(sampleUser({ id: 'early', login: 'A' })));
      }
    }
    expect(seen).toEqual(logins);
  });
};

const describeSearch = (open: OpenStorage): void => {
  const people: readonly Partial<UserRecord>[] = [
    { login: 'Ann', email: 'z@acme.example', displayName: 'Ann Zeta', lastName: 'Zeta' },
    { login: 'bo', email: 'ann@acme.example', displayName: null, lastName: null },
    { login: 'ann-2', email: null, displayName: 'Boris', lastName: 'Ann' },
    { login: 'anna', email: 'anna@acme.example', displayName: 'annA', lastName: 'zeta' },
  ];

  it.each([
    ['login', 'ann', ['ann', 'ann-2', 'anna']],
    ['login', '', ['amina', 'ann', 'ann-2', 'anna', 'bo']],
    ['login', 'annb', []],
    ['email', 'ann', ['ann@acme.example', 'anna@acme.example']],
    ['displayName', 'ann', ['ann zeta', 'anna']],
    ['lastName', 'zeta', ['zeta', 'zeta']],
  ] as const)('finds people by the beginning of their %s "%s", page by page', async (order, prefix, keys) => {
    const { storage } = await openWithRealms(open);
    await storage.write(async (writer) => {
      for (const [index, part] of people.entries()) await writer.putUser(sampleUser({ id: `u-${index}`, ...part }));
      await writer.putUser(sampleUser({ id: 'else', realmId: 'realm-2', login: 'ann', lastName: 'zeta' }));
    });
    const seen: UserListing[] = [];
    let after: { key: string; id: string } | null = null;
    for (;;) {
      const page: readonly UserListing[] = await storage.read.searchUsers('realm-1', {
        order,
        prefix,
        after,
        limit: 1,
      });
      seen.push(...page);
      const last = page.at(-1);
      if (last === undefined) break;
      after = { key: last.key, id: last.user.id };
    }
    expect(seen.map(({ key }) => key)).toEqual(keys);
    expect(new Set(seen.map(({ user }) => user.id)).size).toBe(keys.length);
  });

  it('says who is linked, counts up to a limit, and takes a link away once', async () => {
    const { storage } = await openWithRealms(open);
    await storage.write(async (writer) => {
      await writer.putUser(sampleUser({ id: 'u-2', login: 'zoe' }));
      await writer.addLink(sampleLink(), 'user-1', NOW);
    });
    const { read } = storage;
    const linked = async (): Promise<boolean[]> =>
      (await read.searchUsers('realm-1', { order: 'login', prefix: '', after: null, limit: 9 })).map((u) => u.linked);
    expect(await linked()).toEqual([true, false]);
    expect([await read.countUsers('realm-1', 9), await read.countUsers('realm-1', 1)]).toEqual([2, 1]);
    expect([await read.countLinks('connection-1', 9), await read.countLinks('connection-2', 9)]).toEqual([1, 0]);
    await storage.write(async (writer) => {
      expect(await writer.deleteLink(sampleLink({ value: 'other' }))).toBe(false);
      expect(await writer.deleteLink(sampleLink())).toBe(true);
      expect(await writer.deleteLink(sampleLink())).toBe(false);
    });
    expect(await linked()).toEqual([false, false]);
  });
};

const describeLinks = (open: OpenStorage): void => {
  it('finds a user by a link whose every part is equal', async () => {
    const { storage } = await openWithRealms(open);
    await storage.write(async (writer) => {
      expect(await writer.addLink(sampleLink(), 'user-1', NOW)).toBe(true);
    });
    expect(await storage.read.findUserByLink(sampleLink())).toEqual(sampleUser());
    const others: readonly Partial<LinkKey>[] = [
      { connectionId: 'connection-2' },
      { idpEntityId: 'https://other.example' },
      { format: 'attribute:uid' },
      { nameQualifier: 'q' },
      { spNameQualifier: 'q' },
      { value: 'Octets\u00a0kept' },
      { value: ' octets\u00a0kept ' },
    ];
    for (const part of others) {
      expect(await storage.read.findUserByLink(sampleLink(part))).toBeNull();
    }
  });

  it('adds a link once, to whomever it was added first', async () => {
    const { storage } = await openWithRealms(open);
    await storage.write(async (writer) => writer.putUser(sampleUser({ id: 'user-2', login: 'bo' })));
    const outcomes = await Promise.all(
      ['user-2', 'user-1', 'user-2'].map(async (userId) =>
        storage.write(async (writer) => writer.addLink(sampleLink(), userId, NOW)),
      ),
    );
    expect(outcomes).toEqual([true, false, false]);
    expect(await storage.read.findUserByLink(sampleLink())).toMatchObject({ id: 'user-2' });
  });

  it('lists the links of a user, oldest first', async () => {
    const { storage } = await openWithRealms(open);
    const second = sampleLink({ format: 'attribute:employeeNumber', value: '17' });
    await storage.write(async (writer) => {
      await writer.addLink(second, 'user-1', NOW + 1);
      await writer.addLink(sampleLink(), 'user-1', NOW);
    });
    expect(await storage.read.listLinks('realm-1', 'user-1')).toEqual([sampleLink(), second]);
    expect(await storage.read.listLinks('realm-2', 'user-1')).toEqual([]);
  });

  it('never follows a link to a user of another realm', async () => {
    const { storage } = await openWithRealms(open);
    await storage.write(async (writer) => {
      await writer.putUser(sampleUser({ id: 'user-9', realmId: 'realm-2' }));
      await writer.addLink(sampleLink(), 'user-9', NOW);
    });
    expect(await storage.read.findUserByLink(sampleLink())).toBeNull();
  });

  it('refuses a link of an unknown connection or user', async () => {
    const { storage } = await openWithRealms(open);
    const add = async (key: LinkKey, userId: string): Promise<boolean> =>
      storage.write(async (writer) => writer.addLink(key, userId, NOW));
    await expect(add(sampleLink({ connectionId: 'none' }), 'user-1')).rejects.toMatchObject({
      code: 'storage.unknown_parent',
    });
    await expect(add(sampleLink(), 'none')).rejects.toMatchObject({ code: 'storage.unknown_parent' });
  });
};

export const describeUsers = (open: OpenStorage): void => {
  describe('users', () => describeAccounts(open));
  describe('lists of users', () => describeSearch(open));
  describe('links', () => describeLinks(open));
};
