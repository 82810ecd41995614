import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_NOW, type TestApply } from '../../../test-support/apply-fixture.ts';
import {
  codes,
  createTestRealm,
  desktop,
  okta,
  realmFile,
  viewOf,
  withConnections,
} from '../../../test-support/apply-realm.ts';
import type { RealmView } from '../../storage/ports/directory-store.ts';

let test: TestApply;
beforeEach(async () => {
  test = await createTestRealm();
});
afterEach(() => test.storage.close());

const view = (): Promise<RealmView> => viewOf(test);

describe('mode sso', () => {
  it('needs a passed test, or the word that it is untested', async () => {
    const answer = await test.apply(realmFile({ ssoMode: 'sso' }));
    expect(codes(answer)).toEqual(['apply.untested_enable acme/production/agents']);
    expect(await test.apply(realmFile({ ssoMode: 'hybrid' }))).toMatchObject({ applied: true });
    expect(codes(await test.apply(realmFile({ ssoMode: 'sso' })))).toHaveLength(1);
    expect(await test.apply(realmFile({ ssoMode: 'sso', allowUntestedEnable: true }))).toMatchObject({ applied: true });
  });

  it('stays once it is set, also when the file does not name it', async () => {
    await test.apply(realmFile({ ssoMode: 'sso', allowUntestedEnable: true }));
    expect(await test.apply(realmFile({ ssoMode: 'sso' }))).toMatchObject({ applied: true, changes: [] });
    await test.apply(realmFile({}));
    expect((await view()).realm.ssoMode).toBe('sso');
  });
});

describe('apps', () => {
  it('need a secret unless they are public clients', async () => {
    const none = await test.apply(realmFile({ apps: [desktop({ secret: undefined })] }));
    expect(codes(none)).toEqual(['apply.invalid acme/production/agents/desktop']);
    await test.apply(realmFile({ apps: [desktop({ secret: undefined, allowPublicClient: true })] }));
    expect((await view()).apps[0]?.secretHash).toBeNull();
    expect(codes(await test.apply(realmFile({ apps: [desktop({ secret: undefined })] })))).toHaveLength(1);
    await test.apply(realmFile({ apps: [desktop()] }));
    expect((await view()).apps[0]?.secretHash).not.toBeNull();
    const public_ = await test.apply(realmFile({ apps: [desktop({ secret: undefined, allowPublicClient: true })] }));
    expect(public_.changes[0]?.fields).toContainEqual({ name: 'secret', from: 'set', to: null });
  });

  it('do not change their type', async () => {
    await test.apply(realmFile({ apps: [desktop()] }));
    const answer = await test.apply(
      realmFile({ apps: [{ type: 'bookmark', slug: 'desktop', name: 'D', url: 'https://d.example' }] }),
    );
    expect(codes(answer)).toEqual(['apply.conflict acme/production/agents/desktop']);
  });
});

describe('users', () => {
  it('do not share an e-mail address inside a realm, letter case ignored', async () => {
    await test.apply(realmFile({ users: [{ login: 'amina', email: 'a@acme.example' }] }));
    const taken = await test.apply(realmFile({ users: [{ login: 'otto', email: 'A@acme.EXAMPLE' }] }));
    expect(taken.problems).toEqual([
      expect.objectContaining({ code: 'apply.conflict', received: 'A@acme.EXAMPLE, which amina has' }),
    ]);
    const elsewhere =
      'companies: [{slug: acme, environments: [{slug: production, realms: [{slug: customers, users: [{login: otto, email: a@acme.example}]}]}]}]';
    expect((await test.apply(elsewhere)).problems).toEqual([]);
  });

  it('may swap addresses, or take one that its holder gives up in the same file', async () => {
    const users = (a: string, b: string): string =>
      realmFile({
        users: [
          { login: 'amina', email: `${a}@acme.example` },
          { login: 'otto', email: `${b}@acme.example` },
        ],
      });
    await test.apply(users('a', 'b'));
    expect(await test.apply(users('b', 'a'))).toMatchObject({ applied: true, problems: [] });
    expect(await test.apply(users('c', 'b'))).toMatchObject({ applied: true, problems: [] });
  });

  it('may take the address of somebody who is pruned', async () => {
    await test.apply(realmFile({ users: [{ login: 'amina', email: 'a@acme.example' }] }));
    const wanted = realmFile({ users: [{ login: 'otto', email: 'a@acme.example' }] });
    expect((await test.apply(wanted)).problems).toHaveLength(1);
    expect(await test.apply(wanted, { prune: true })).toMatchObject({ applied: true });
  });

  it('are signed out when they are disabled', async () => {
    await test.apply(withConnections(okta()));
    await test.apply(realmFile({ users: [{ login: 'amina' }] }));
    const { realm, connections } = await view();
    const user = await test.storage.read.findUserByLogin(realm.id, 'amina');
    const session = {
      idHash: 'x'.repeat(43),
      realmId: realm.id,
      userId: user?.id ?? '',
      method: 'saml' as const,
      serviceProviderId: connections[0]?.serviceProviderId ?? '',
      connectionId: connections[0]?.id ?? '',
      idpEntityId: 'https://okta.example',
      sealedIdpSession: null,
      idpSubjectHash: null,
      authenticatedAt: TEST_NOW,
      authnContext: null,
      createdAt: TEST_NOW,
      lastSeenAt: TEST_NOW,
      expiresAt: TEST_NOW + 60_000,
    };
    await test.storage.write((writer) => writer.putSession(session));
    await test.apply(realmFile({ users: [{ login: 'amina', displayName: 'Amina' }] }));
    expect(await test.storage.read.findSession(session.idHash, TEST_NOW)).not.toBeNull();
    await test.apply(realmFile({ users: [{ login: 'amina', enabled: false }] }));
    expect(await test.storage.read.findSession(session.idHash, TEST_NOW)).toBeNull();
  });
});

describe('permanent things', () => {
  it('the kind of a realm', async () => {
    await test.apply(realmFile({ kind: 'agents' }));
    expect(codes(await test.apply(realmFile({ kind: 'admins' })))).toEqual(['apply.conflict acme/production/agents']);
  });

  it('one realm of administrators for a company, also over several files', async () => {
    await test.apply(realmFile({ kind: 'admins' }));
    const second = 'companies: [{slug: acme, environments: [{slug: staging, realms: [{slug: admins, kind: admins}]}]}]';
    expect(codes(await test.apply(second))).toEqual(['apply.conflict acme']);
    expect((await test.apply(second, { prune: true })).problems).toEqual([]);
  });
});
