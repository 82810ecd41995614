import { matchSettings } from '@cordboard/contract/tenant-settings';
import { afterEach, describe, expect, it } from 'vitest';
import { createSignInFixture, type SignInFixture } from '../../test-support/sign-in-fixture.ts';
import { AttemptTrace } from '../attempts/attempt-trace.ts';
import type { LinkKey, UserRecord } from '../storage/ports/user-store.ts';
import type { ClaimedIdentity } from './map-claims.ts';
import { provisionUser } from './provision-user.ts';

let hub: SignInFixture;

afterEach(async () => {
  await hub.close();
});

const useUsers = async (...users: Partial<UserRecord>[]): Promise<void> => {
  hub = await createSignInFixture({ users });
};

const link = (value: string, change: Partial<LinkKey> = {}): LinkKey => ({
  connectionId: 'connection-okta',
  idpEntityId: 'https://idp.example/metadata',
  format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  nameQualifier: '',
  spNameQualifier: '',
  value,
  ...change,
});

const person = (change: Partial<ClaimedIdentity> = {}): ClaimedIdentity => ({
  email: 'amina@acme.example',
  linkKey: link('n-1'),
  profile: { displayName: undefined, firstName: undefined, lastName: undefined },
  subject: 'n-1',
  ...change,
});

const start = { id: 'a', reference: '7F3K-92QD', realmId: 'realm-agents', startedAt: 0 };

const provision = (
  claimed: ClaimedIdentity,
  match: Parameters<typeof matchSettings.parse>[0] = { emailDomains: ['acme.example'] },
  trace = AttemptTrace.start(start, () => 0),
): Promise<UserRecord> => {
  const input = {
    realmId: 'realm-agents',
    connectionId: 'connection-okta',
    idpEntityId: 'https://idp.example/metadata',
    match: matchSettings.parse(match),
    claimed,
    now: hub.now,
  };
  return hub.dependencies.storage.write((writer) => provisionUser(writer, input, trace));
};

const links = async (): Promise<readonly string[]> =>
  (await hub.dependencies.storage.read.listLinks('realm-agents', 'user-amina')).map(({ value }) => value);

describe('provisionUser', () => {
  it('finds a declared user by e-mail address and links the person', async () => {
    await useUsers({});
    const trace = AttemptTrace.start(start, () => 0);
    expect(await provision(person(), undefined, trace)).toMatchObject({ login: 'amina' });
    expect(await links()).toEqual(['n-1']);
    expect(trace.record).toMatchObject({
      userId: 'user-amina',
      checks: [{ name: 'user', status: 'passed', received: 'amina, matched by e-mail' }],
    });
  });

  it('finds a linked person without an e-mail address, or with one of another domain', async () => {
    await useUsers({});
    await provision(person());
    expect(await provision(person({ email: null }))).toMatchObject({ login: 'amina' });
    expect(await provision(person({ email: 'amina@elsewhere.example' }))).toMatchObject({ login: 'amina' });
    expect(await links()).toEqual(['n-1']);
  });

  it('matches without linking when nothing durable identifies the person', async () => {
    await useUsers({});
    expect(await provision(person({ linkKey: null }))).toMatchObject({ login: 'amina' });
    expect(await links()).toEqual([]);
  });

  it.each([
    ['nobody has the address', person({ email: 'ben@acme.example' })],
    ['there is a link of nobody and no address', person({ email: null })],
  ])('refuses a person when %s, and creates nobody', async (_, claimed) => {
    await useUsers({});
    await expect(provision(claimed)).rejects.toMatchObject({ code: 'user.unknown' });
    expect(await links()).toEqual([]);
    const { storage } = hub.dependencies;
    expect(await storage.read.listUsers('realm-agents', { after: null, limit: 10 })).toHaveLength(1);
  });

  it.each([
    ['acme.example', {}, 'accepted'],
    ['ACME.example', {}, 'accepted'],
    ['sub.acme.example', {}, 'user.email_domain'],
    ['acme.example.evil', {}, 'user.email_domain'],
    ['acme.example', { emailDomains: [] }, 'user.email_domain'],
    ['anything.example', { allowAnyEmailDomain: true, emailDomains: [] }, 'accepted'],
  ])('speaks for %s only where the connection may: %j', async (domain, match, expected) => {
    await useUsers({ email: `amina@${domain}` });
    const result = provision(person({ email: `amina@${domain}` }), { emailDomains: ['acme.example'], ...match });
    await (expected === 'accepted'
      ? expect(result).resolves.toMatchObject({ login: 'amina' })
      : expect(result).rejects.toMatchObject({ code: expected }));
  });

  it('compares addresses without letter case, unless the connection says otherwise', async () => {
    await useUsers({ email: 'Amina@Acme.example' });
    const sensitive = { emailDomains: ['acme.example'], emailIsCaseSensitive: true };
    await expect(provision(person(), sensitive)).rejects.toMatchObject({ code: 'user.unknown' });
    expect(await provision(person({ email: 'Amina@Acme.example' }), sensitive)).toMatchObject({ login: 'amina' });
    await hub.close();
    await useUsers({ email: 'Amina@Acme.example' });
    expect(await provision(person())).toMatchObject({ login: 'amina' });
  });

  it('refuses an address that two users have, and takes the exact one where letter case counts', async () => {
    await useUsers({}, { id: 'user-amina-2', login: 'amina2', email: 'AMINA@acme.example' });
    await expect(provision(person())).rejects.toMatchObject({ code: 'user.email_collision' });
    const sensitive = { emailDomains: ['acme.example'], emailIsCaseSensitive: true };
    expect(await provision(person(), sensitive)).toMatchObject({ login: 'amina' });
  });

  it('refuses a disabled user, by address and by link', async () => {
    await useUsers({});
    const user = await provision(person());
    await hub.dependencies.storage.write((writer) => writer.putUser({ ...user, enabled: false }));
    await expect(provision(person({ email: null }))).rejects.toMatchObject({ code: 'user.disabled' });
    await expect(provision(person({ linkKey: null }))).rejects.toMatchObject({ code: 'user.disabled' });
  });

  it('refuses another identity of the same connection, as a mailbox that was given away looks', async () => {
    await useUsers({});
    await provision(person());
    await expect(provision(person({ linkKey: link('n-2') }))).rejects.toMatchObject({
      code: 'user.linked_otherwise',
      expected: 'n-1',
      received: 'n-2',
    });
    expect(await links()).toEqual(['n-1']);
  });

  it('links a person anew whose link names the entity ID that the connection had before', async () => {
    await useUsers({});
    const former = link('n-old', { idpEntityId: 'https://idp.example/former' });
    await hub.dependencies.storage.write((writer) => writer.addLink(former, 'user-amina', hub.now));
    expect((await provision(person())).login).toBe('amina');
    expect((await links()).toSorted()).toEqual(['n-1', 'n-old']);
    await expect(provision(person({ linkKey: former }))).resolves.toMatchObject({ login: 'amina' });
  });

  it('refuses a person without a durable identifier where the user has a link by this connection', async () => {
    await useUsers({});
    await provision(person());
    await expect(provision(person({ linkKey: null }))).rejects.toMatchObject({
      code: 'user.linked_otherwise',
      expected: 'n-1',
      received: 'no durable identifier',
    });
  });

  it('does not know a link again when anything of it differs', async () => {
    await useUsers({});
    await provision(person());
    for (const change of [
      { value: 'N-1' },
      { value: 'n-1 ' },
      { idpEntityId: 'https://idp.example/other' },
      { nameQualifier: 'q' },
      { spNameQualifier: 'q' },
      { format: 'attribute:id' },
    ]) {
      const claimed = person({ email: null, linkKey: link('n-1', change) });
      await expect(provision(claimed), JSON.stringify(change)).rejects.toMatchObject({ code: 'user.unknown' });
    }
  });

  it('takes the profile of the identity provider, and keeps what it does not say', async () => {
    await useUsers({ displayName: 'Amina', lastName: 'Diallo' });
    const profile = { displayName: 'Amina D.', firstName: 'Amina', lastName: undefined };
    hub.now += 5;
    const changed = { displayName: 'Amina D.', firstName: 'Amina', lastName: 'Diallo', updatedAt: hub.now };
    expect(await provision(person({ profile }))).toMatchObject(changed);
    expect(await hub.dependencies.storage.read.findUser('realm-agents', 'user-amina')).toMatchObject(changed);
    hub.now += 5;
    expect(await provision(person({ profile }))).toMatchObject(changed);
  });
});
