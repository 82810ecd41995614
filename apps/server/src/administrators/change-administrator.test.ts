import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AdministratorFixture, createAdministratorFixture } from '../../test-support/administrator-fixture.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';
import { operator } from './administrator-dependencies.ts';
import { removeAdministrator, replaceGrants, setEnabled } from './change-administrator.ts';
import { issueLink } from './links.ts';
import { findAdminSession } from './sessions.ts';
import { hashToken } from './token.ts';

let fixture: AdministratorFixture;
beforeEach(async () => {
  fixture = await createAdministratorFixture();
  await fixture.addAdministrator('olga');
});
afterEach(() => fixture.close());

const codeOf = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );

const disable = (writer: StorageWriter, administratorId: string): Promise<void> =>
  setEnabled(writer, { administratorId, enabled: false, at: fixture.dependencies.clock() });

const changes: readonly (readonly [string, (writer: StorageWriter, id: string) => Promise<void>])[] = [
  ['disabled', disable],
  ['deleted', removeAdministrator],
  ['demoted', (writer, id) => replaceGrants(writer, id, [])],
];

describe('the last owner', () => {
  it.each(changes)('is not %s', async (_name, change) => {
    await fixture.addAdministrator('off', { enabled: false });
    expect(await codeOf(fixture.storage.write((writer) => change(writer, 'olga')))).toBe('administrator.last_owner');
    expect((await fixture.storage.read.listEnabledOwners()).map(({ id }) => id)).toEqual(['olga']);
  });

  it.each(changes)('can be %s when there is another', async (_name, change) => {
    await fixture.addAdministrator('oleg');
    expect(await codeOf(fixture.storage.write((writer) => change(writer, 'olga')))).toBe('accepted');
    expect((await fixture.storage.read.listEnabledOwners()).map(({ id }) => id)).toEqual(['oleg']);
  });

  it.each(changes)('stays when two are %s at the same moment', async (_name, change) => {
    await fixture.addAdministrator('oleg');
    const outcomes = await Promise.all(
      ['olga', 'oleg'].map((id) => codeOf(fixture.storage.write((writer) => change(writer, id)))),
    );
    expect(outcomes.toSorted()).toEqual(['accepted', 'administrator.last_owner']);
    expect(await fixture.storage.read.listEnabledOwners()).toHaveLength(1);
  });

  it.each(changes)('does not keep others from being %s', async (_name, change) => {
    await fixture.addAdministrator('aude', { grants: [] });
    expect(await codeOf(fixture.storage.write((writer) => change(writer, 'aude')))).toBe('accepted');
  });
});

describe('disabling and deleting', () => {
  it('end every session, step and link at once', async () => {
    for (const [name, change] of changes.slice(0, 2)) {
      await fixture.addAdministrator(name);
      const { cookie } = await fixture.openSession(name);
      const { url } = await fixture.storage.write((writer) =>
        issueLink(fixture.dependencies, writer, { kind: 'recovery', subject: name, creator: operator }),
      );
      await fixture.storage.write((writer) => change(writer, name));
      const token = url.slice(url.indexOf('#') + 1);
      const { read } = fixture.storage;
      expect(await read.findLink('recovery', hashToken(token), fixture.dependencies.clock())).toBeNull();
      expect(await findAdminSession(fixture.dependencies, cookie)).toBeNull();
      expect(await fixture.storage.read.listAdminSessions(name, fixture.dependencies.clock())).toEqual([]);
    }
  });

  it('know no administrator that is not there', async () => {
    expect(await codeOf(fixture.storage.write((writer) => disable(writer, 'nobody')))).toBe('administrator.unknown');
    const removed = fixture.storage.write((writer) => removeAdministrator(writer, 'nobody'));
    expect(await codeOf(removed)).toBe('administrator.unknown');
  });
});
