import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type AdministratorFixture,
  createAdministratorFixture,
  OWNER_GRANT,
} from '../../test-support/administrator-fixture.ts';
import {
  type AdminSession,
  endOtherSessions,
  endOwnSession,
  findAdminSession,
  listAdminSessions,
  requireFresh,
} from './sessions.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let fixture: AdministratorFixture;
beforeEach(async () => {
  fixture = await createAdministratorFixture();
  await fixture.addAdministrator('olga');
});
afterEach(() => fixture.close());

const find = (cookie: string | null): Promise<AdminSession | null> => findAdminSession(fixture.dependencies, cookie);

describe('findAdminSession', () => {
  it('finds the administrator with the grants of this moment', async () => {
    const { cookie } = await fixture.openSession('olga');
    expect((await find(cookie))?.grants).toEqual([OWNER_GRANT]);
    await fixture.storage.write((writer) => writer.setGrants('olga', []));
    expect((await find(cookie))?.grants).toEqual([]);
  });

  it.each([null, '', 'A'.repeat(43)])('finds nobody for the cookie %j', async (cookie) => {
    await fixture.openSession('olga');
    expect(await find(cookie)).toBeNull();
  });

  it('does not take the stored hash for the cookie', async () => {
    const { own } = await fixture.openSession('olga');
    expect(await find(own.session.record.idHash)).toBeNull();
  });

  it('ends after an hour without use', async () => {
    const { cookie } = await fixture.openSession('olga');
    fixture.advance(HOUR - 1);
    expect(await find(cookie)).not.toBeNull();
    fixture.advance(HOUR);
    expect(await find(cookie)).toBeNull();
  });

  it('ends after twelve hours, however much it is used', async () => {
    const { cookie } = await fixture.openSession('olga');
    for (let half = 0; half < 23; half += 1) {
      fixture.advance(30 * MINUTE);
      expect(await find(cookie)).not.toBeNull();
    }
    fixture.advance(30 * MINUTE - 1);
    expect(await find(cookie)).not.toBeNull();
    fixture.advance(1);
    expect(await find(cookie)).toBeNull();
  });

  it('notes its use at most once a minute', async () => {
    const { cookie } = await fixture.openSession('olga');
    const write = vi.spyOn(fixture.storage, 'write');
    fixture.advance(MINUTE - 1);
    await find(cookie);
    expect(write).not.toHaveBeenCalled();
    fixture.advance(1);
    await find(cookie);
    await find(cookie);
    expect(write).toHaveBeenCalledTimes(1);
  });

  it('is over when the administrator is disabled or deleted', async () => {
    const { cookie } = await fixture.openSession('olga');
    const set = (enabled: boolean): Promise<void> =>
      fixture.storage.write(async (writer) => {
        const administrator = await writer.findAdministrator('olga');
        if (administrator !== null) await writer.putAdministrator({ ...administrator, enabled });
      });
    await set(false);
    expect(await find(cookie)).toBeNull();
    await set(true);
    expect(await find(cookie)).not.toBeNull();
    await fixture.storage.write((writer) => writer.deleteAdministrator('olga'));
    expect(await find(cookie)).toBeNull();
  });
});

describe('own sessions', () => {
  it('are listed while they hold, newest first', async () => {
    await fixture.openSession('olga');
    fixture.advance(30 * MINUTE);
    const second = await fixture.openSession('olga');
    fixture.advance(30 * MINUTE);
    const third = await fixture.openSession('olga');
    const listed = await listAdminSessions(fixture.dependencies, 'olga');
    expect(listed.map(({ idHash }) => idHash)).toEqual([third, second].map(({ own }) => own.session.record.idHash));
  });

  it('end by signing out, once', async () => {
    const { cookie, own } = await fixture.openSession('olga');
    await endOwnSession(fixture.dependencies, own.session, own.address);
    await endOwnSession(fixture.dependencies, own.session, own.address);
    expect(await find(cookie)).toBeNull();
    expect((await fixture.actions()).filter((action) => action === 'administrator.signed-out')).toHaveLength(1);
  });

  it('end one by one or all others together, never those of somebody else', async () => {
    await fixture.addAdministrator('oleg');
    const other = await fixture.openSession('oleg');
    const [mine, second, third, fourth] = [
      await fixture.openSession('olga'),
      await fixture.openSession('olga'),
      await fixture.openSession('olga'),
      await fixture.openSession('olga'),
    ];
    const end = (only?: string): Promise<number> =>
      endOtherSessions(fixture.dependencies, mine.own.session, { only, address: '192.0.2.7' });
    expect(await end(second.own.session.record.idHash)).toBe(1);
    expect(await end(second.own.session.record.idHash)).toBe(0);
    expect(await end(mine.own.session.record.idHash)).toBe(0);
    expect(await end(other.own.session.record.idHash)).toBe(0);
    expect(await end()).toBe(2);
    expect(await find(mine.cookie)).not.toBeNull();
    expect(await find(other.cookie)).not.toBeNull();
    for (const { cookie } of [second, third, fourth]) expect(await find(cookie)).toBeNull();
  });
});

describe('requireFresh', () => {
  it('asks for a sign-in of the last fifteen minutes, whatever was done since', async () => {
    const { own } = await fixture.openSession('olga');
    fixture.advance(15 * MINUTE - 1);
    expect(() => requireFresh(fixture.dependencies, own.session)).not.toThrow();
    fixture.advance(1);
    expect(() => requireFresh(fixture.dependencies, own.session)).toThrow('administrator.not_fresh');
  });
});
