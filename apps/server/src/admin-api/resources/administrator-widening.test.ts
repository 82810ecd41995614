/** An account that reaches more than before is in nobody's hands but its owner's. */
import { adminRoutes } from '@cordboard/contract/admin-api/admin-routes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AdminApiFixture,
  API_NOW,
  type ApiAnswer,
  createAdminApiFixture,
  seedCompanies,
} from '../../../test-support/admin-api-fixture.ts';
import { hashToken } from '../../administrators/token.ts';
import { INSTALLATION_CHAIN } from '../../audit/audit-log.ts';
import { sampleAdministrator, sampleAdminSession, samplePasskey } from '../../storage/conformance/sample-records.ts';
import type { LinkKind } from '../../storage/ports/administration-store.ts';
import type { AdministratorRecord, RoleGrant } from '../../storage/ports/administrator-store.ts';
import { boundRoutes } from '../bound-routes.ts';

const OWNER: RoleGrant = { role: 'installation-owner', companyId: null, environmentId: null };
const grant = (role: RoleGrant['role'], companyId: string): RoleGrant => ({ role, companyId, environmentId: null });
const AUDITOR = { role: 'auditor', environment: null };
const IN_ACME = '/companies/acme/administrators';
const IN_GLOBEX = '/companies/globex/administrators';

let api: AdminApiFixture;

const put = (id: string, grants: readonly RoleGrant[], part: Partial<AdministratorRecord> = {}): Promise<void> =>
  api.storage.write(async (writer) => {
    await writer.putAdministrator(sampleAdministrator({ id, login: `${id}@globex.example`, name: id, ...part }));
    await writer.setGrants(id, grants);
  });

/** With a password, an authenticator app, a passkey, a recovery code and a session. */
const putEquipped = async (id: string, grants: readonly RoleGrant[]): Promise<void> => {
  await put(id, grants, { sealedTotp: 'sealed' });
  const session = { idHash: 'session', administratorId: id, expiresAt: API_NOW + 1000 };
  await api.storage.write(async (writer) => {
    await writer.addPasskey(samplePasskey({ administratorId: id }));
    await writer.setRecoveryCodes(id, ['hash']);
    await writer.putAdminSession(sampleAdminSession(session));
  });
};

const credentialsOf = async (id: string) => {
  const { read } = api.storage;
  const administrator = await read.findAdministrator(id);
  return {
    password: administrator?.passwordHash !== null,
    totp: administrator?.sealedTotp !== null,
    passkeys: (await read.listPasskeys(id)).length,
    recoveryCodes: await read.countRecoveryCodes(id),
    sessions: (await read.listAdminSessions(id, API_NOW)).length,
  };
};
const NONE = { password: false, totp: false, passkeys: 0, recoveryCodes: 0, sessions: 0 };
const ALL = { password: true, totp: true, passkeys: 1, recoveryCodes: 1, sessions: 1 };

const send = (request: string, as: string, body: object): Promise<ApiAnswer> =>
  api.send(request, { as, headers: { 'if-match': '*' }, body });

const inviteTo = (path: string, as: string, login: string, more: object = {}): Promise<ApiAnswer> =>
  send(`POST ${path}`, as, { login, name: 'Vic', grants: [AUDITOR], ...more });

const grantsOf = (id: string): Promise<readonly RoleGrant[]> => api.storage.read.listGrants(id);

const linkIn = ({ body }: ApiAnswer): { kind: LinkKind; url: string } | null =>
  (body as { link: { kind: LinkKind; url: string } | null }).link;

/** A link that an administrator of Acme makes for somebody there. */
const passwordLink = async (id: string): Promise<{ kind: LinkKind; url: string }> =>
  (await send(`POST ${IN_ACME}/${id}/password-link`, 'ada', {})).body as { kind: LinkKind; url: string };

const works = async (link: { kind: LinkKind; url: string } | null): Promise<boolean> =>
  link !== null &&
  (await api.storage.read.findLink(link.kind, hashToken(link.url.slice(link.url.indexOf('#') + 1)), API_NOW)) !== null;

const lastFields = async (chain: string): Promise<unknown> =>
  (await api.storage.read.readAuditChain(chain, 0, 100)).at(-1)?.fields;

beforeEach(async () => {
  api = await createAdminApiFixture({ routes: adminRoutes, bound: boundRoutes });
  await seedCompanies(api.storage);
  const callers = {
    olga: [OWNER],
    ada: [grant('company-administrator', 'acme')],
    gil: [grant('company-administrator', 'globex')],
    everywhere: [grant('company-administrator', 'acme'), grant('company-administrator', 'globex')],
  };
  for (const [id, grants] of Object.entries(callers)) {
    api.addAdministrator(id, ...grants);
    await put(id, grants);
  }
});

afterEach(() => api.close());

describe('a company administrator', () => {
  it('gives no role to an account that another company made and somebody chose the password of', async () => {
    await put('victim', [grant('auditor', 'acme')]);
    const answer = await inviteTo(IN_GLOBEX, 'gil', 'victim@globex.example');
    expect(answer).toMatchObject({ status: 409, body: { code: 'administrator.known_elsewhere' } });
    expect(JSON.stringify(answer.body)).toContain('An owner of the installation has to give the role.');
    expect(await grantsOf('victim')).toEqual([grant('auditor', 'acme')]);
  });

  it.each([
    ['an invitation of another company', { grants: [grant('auditor', 'acme')], passwordHash: null }],
    ['a password and no role', { grants: [], passwordHash: 'hash' }],
    ['an authenticator app and no role', { grants: [], passwordHash: null, sealedTotp: 'sealed' }],
    ['the installation', { grants: [OWNER], passwordHash: 'hash' }],
  ])('gets one answer whatever the account has: %s', async (_name, { grants, ...part }) => {
    await put('victim', [grant('auditor', 'acme')]);
    const known = await inviteTo(IN_GLOBEX, 'gil', 'victim@globex.example');
    await put('other', grants, part);
    const answer = await inviteTo(IN_GLOBEX, 'gil', 'other@globex.example', { keepCredentials: true });
    const { code, hint, expected, received, title } = answer.body as Record<string, unknown>;
    expect(known.body).toMatchObject({ code, hint, expected, title });
    expect([code, received]).toEqual(['administrator.known_elsewhere', undefined]);
    expect(await grantsOf('other')).toEqual(grants);
  });

  it('cannot either with a passkey alone, nor as the administrator of both companies', async () => {
    await put('other', [], { passwordHash: null });
    await api.storage.write((writer) => writer.addPasskey(samplePasskey({ administratorId: 'other' })));
    expect(await inviteTo(IN_GLOBEX, 'gil', 'other@globex.example')).toMatchObject({ status: 409 });
    expect(await inviteTo(IN_ACME, 'everywhere', 'gil@globex.example')).toMatchObject({ status: 409 });
  });

  it('invites an account without credentials and roles anew, and earlier links are void', async () => {
    await put('left', [grant('auditor', 'acme')], { passwordHash: null });
    const earlier = await passwordLink('left');
    expect(await works(earlier)).toBe(true);
    await send(`PUT ${IN_ACME}/left/grants`, 'ada', { grants: [] });
    const answer = await inviteTo(IN_GLOBEX, 'gil', 'left@globex.example', { keepCredentials: true });
    expect(answer).toMatchObject({ status: 201, body: { created: false, link: { kind: 'invitation' } } });
    expect([await works(earlier), await works(linkIn(answer))]).toEqual([false, true]);
  });
});

describe('an owner of the installation', () => {
  const ways: readonly (readonly [string, string, (more: object) => Promise<ApiAnswer>])[] = [
    ['inviting into a company', 'globex', (more) => inviteTo(IN_GLOBEX, 'olga', 'victim@globex.example', more)],
    [
      'inviting as an owner',
      INSTALLATION_CHAIN,
      (more) =>
        inviteTo('/administrators', 'olga', 'victim@globex.example', {
          grants: [{ role: 'installation-owner' }],
          ...more,
        }),
    ],
    [
      'adding a company',
      'globex',
      (more) =>
        send('PUT /administrators/victim/grants', 'olga', {
          grants: [
            { role: 'auditor', company: 'acme' },
            { role: 'auditor', company: 'globex' },
          ],
          ...more,
        }),
    ],
    [
      'making an owner',
      INSTALLATION_CHAIN,
      (more) =>
        send('PUT /administrators/victim/grants', 'olga', { grants: [{ role: 'installation-owner' }], ...more }),
    ],
  ];

  it.each(ways)('voids whatever signs in when %s, and gets an invitation', async (_name, chain, change) => {
    await putEquipped('victim', [grant('auditor', 'acme')]);
    expect(await credentialsOf('victim')).toEqual(ALL);
    const answer = await change({});
    expect(answer.status).toBeLessThan(300);
    expect(await credentialsOf('victim')).toEqual(NONE);
    expect(linkIn(answer)?.kind).toBe('invitation');
    expect(await works(linkIn(answer))).toBe(true);
    expect(await lastFields(chain)).toEqual(
      expect.arrayContaining([
        { name: 'credentials', from: null, to: 'removed' },
        { name: 'link', from: null, to: 'set' },
      ]),
    );
  });

  it.each(ways)('keeps it on demand when %s, which the log says; links go', async (_name, chain, change) => {
    await putEquipped('victim', [grant('auditor', 'acme')]);
    const earlier = await passwordLink('victim');
    expect(await works(earlier)).toBe(true);
    const answer = await change({ keepCredentials: true });
    expect(await credentialsOf('victim')).toEqual(ALL);
    expect(linkIn(answer)).toBeNull();
    expect(await works(earlier)).toBe(false);
    expect(await lastFields(chain)).toEqual(expect.arrayContaining([{ name: 'credentials', from: null, to: 'kept' }]));
  });

  it('touches no credentials for another role in the same company, or for fewer roles', async () => {
    await putEquipped('victim', [grant('auditor', 'acme'), grant('auditor', 'globex')]);
    const answer = await send('PUT /administrators/victim/grants', 'olga', {
      grants: [{ role: 'supervisor', company: 'acme' }],
    });
    expect(answer).toMatchObject({ status: 200, body: { link: null } });
    expect(await credentialsOf('victim')).toEqual(ALL);
  });

  it('touches no credentials of an owner, who reaches every company already', async () => {
    await putEquipped('oleg', [OWNER]);
    expect(linkIn(await inviteTo(IN_ACME, 'olga', 'oleg@globex.example'))).toBeNull();
    expect(await credentialsOf('oleg')).toEqual(ALL);
  });

  it('gets no link for an account that is disabled', async () => {
    await put('off', [grant('auditor', 'acme')], { enabled: false });
    expect(linkIn(await inviteTo(IN_GLOBEX, 'olga', 'off@globex.example'))).toBeNull();
    expect(await credentialsOf('off')).toEqual(NONE);
  });
});
