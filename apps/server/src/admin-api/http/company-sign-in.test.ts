import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHubFixture, type HubFixture, pageOfKind, type SignedIn } from '../../../test-support/hub-fixture.ts';
import type { Answer, InjectedBrowser } from '../../../test-support/injected-browser.ts';
import { setEnabled } from '../../administrators/change-administrator.ts';
import { hashToken } from '../../administrators/token.ts';
import type { RoleGrant } from '../../storage/ports/administrator-store.ts';
import type { RealmRecord } from '../../storage/ports/directory-store.ts';

const ORIGIN = 'https://sso.example';
const START = `${ORIGIN}/admin/sso/acme`;
const LOGIN = 'amina@acme.example';
const ACME = 'company-acme';
const OWNER: RoleGrant = { role: 'installation-owner', companyId: null, environmentId: null };
const IN_ACME: RoleGrant = { role: 'company-administrator', companyId: ACME, environmentId: null };
const IN_GLOBEX: RoleGrant = { role: 'company-administrator', companyId: 'globex', environmentId: null };

let hub: HubFixture;
let browser: InjectedBrowser;

const changeRealm = async (change: Partial<RealmRecord>): Promise<void> => {
  const { storage, directoryChanged } = hub.hub;
  const view = await storage.read.findRealmView('acme', 'production', 'agents');
  if (view === null) {
    throw new Error('the fixture has no realm');
  }
  await storage.write((writer) => writer.putRealm({ ...view.realm, ...change }));
  await directoryChanged();
};

const putAdministrator = (grants: readonly RoleGrant[], change: { readonly enabled?: boolean } = {}): Promise<void> =>
  hub.hub.storage.write(async (writer) => {
    await writer.putAdministrator({
      id: 'amina',
      login: 'Amina@Acme.example',
      name: 'Amina',
      passwordHash: null,
      sealedTotp: null,
      enabled: true,
      createdAt: 1,
      updatedAt: 1,
      ...change,
    });
    await writer.setGrants('amina', grants);
  });

beforeEach(async () => {
  hub = await createHubFixture();
  await hub.hub.storage.write((writer) => writer.putCompany({ id: 'globex', slug: 'globex', name: 'Globex' }));
  await changeRealm({ kind: 'admins' });
  browser = hub.browser();
});

afterEach(() => hub.close());

/** As far as the link with the code. */
const reachCode = async (
  change?: Parameters<HubFixture['signIn']>[2],
): Promise<SignedIn & { readonly code: string }> => {
  const signedIn = await hub.signIn(browser, START, change);
  return { ...signedIn, code: signedIn.completed.location ?? '' };
};

const finish = async (with_: InjectedBrowser = browser): Promise<Answer> => with_.get((await reachCode()).code);

const sessionOf = async (): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> => {
  const { status, body } = await browser.get(`${ORIGIN}/admin/api/v1/session`);
  return { status, body: JSON.parse(body) };
};

const outcome = async (): Promise<readonly unknown[]> => {
  const [attempt] = await hub.attempts();
  return [attempt?.outcome, attempt?.code];
};

/** Refused with a page that names the attempt, and nobody is signed in. */
const expectRefused = async (answer: Answer, code: string, status = 403): Promise<void> => {
  const [attempt] = await hub.attempts();
  expect(answer.status).toBe(status);
  expect(pageOfKind(answer, 'error')).toMatchObject({
    reference: attempt?.reference,
    retryHref: `${ORIGIN}/admin/sign-in`,
  });
  expect(await outcome()).toEqual(['refused', code]);
  expect((await sessionOf()).status).toBe(401);
};

describe('signing in through the company', () => {
  it('opens a session of that company in the portal, and none of the realm', async () => {
    await putAdministrator([IN_ACME]);
    const answer = await finish();
    expect(answer).toMatchObject({ status: 303, location: `${ORIGIN}/admin/` });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(browser.cookies().map(({ name }) => name)).toEqual(['__Host-cordboard-admin']);
    expect(browser.cookie('cordboard-admin')).toMatchObject({
      path: '/',
      httpOnly: true,
      secure: true,
      sameSite: 'Strict',
    });
    expect((await sessionOf()).body).toMatchObject({
      administrator: { id: 'amina' },
      grants: [{ role: 'company-administrator', company: { slug: 'acme' } }],
      session: { method: 'company', limitedTo: { slug: 'acme' } },
    });
    expect(await outcome()).toEqual(['succeeded', null]);
    const events = await hub.hub.storage.read.readAuditChain(ACME, 0, 10);
    expect(events.map(({ action }) => action)).toContain('administrator.signed-in');
  });

  it('keeps its state in a cookie that only comes back to where the sign-in ends', async () => {
    await browser.get(START);
    expect(browser.cookie('admin-sso')).toMatchObject({
      name: '__Secure-cordboard-admin-sso',
      path: '/admin/sso',
      httpOnly: true,
      secure: true,
      sameSite: 'Lax',
      maxAge: 900,
    });
  });

  it('gives an owner that company alone, whatever else the account may do', async () => {
    await putAdministrator([OWNER, IN_GLOBEX, { ...IN_ACME, role: 'auditor' }]);
    await finish();
    const { grants } = (await sessionOf()).body as { grants: readonly { role: string }[] };
    expect(grants.map(({ role }) => role)).toEqual(['auditor']);
    for (const path of ['/administrators', '/companies/globex', '/companies/globex/administrators']) {
      expect([403, 404]).toContain((await browser.get(`${ORIGIN}/admin/api/v1${path}`)).status);
    }
    expect((await browser.get(`${ORIGIN}/admin/api/v1/companies/acme/administrators`)).status).toBe(200);
  });

  it.each([
    ['GET', '/session/others'],
    ['GET', '/session/passkeys'],
  ] as const)('does not reach the account itself: %s %s', async (_method, path) => {
    await putAdministrator([OWNER, IN_ACME]);
    await finish();
    const answer = await browser.get(`${ORIGIN}/admin/api/v1${path}`);
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([403, { code: 'administrator.limited_session' }]);
  });

  it('sets no password, so that nobody comes to own the installation by it', async () => {
    await putAdministrator([OWNER, IN_ACME]);
    await finish();
    const answer = await browser.send('POST', `${ORIGIN}/admin/api/v1/session/password`, {
      headers: { 'content-type': 'application/json', origin: ORIGIN },
      payload: JSON.stringify({ presentPassword: null, newPassword: 'five purple otters juggle' }),
    });
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([403, { code: 'administrator.limited_session' }]);
    expect((await hub.hub.storage.read.findAdministrator('amina'))?.passwordHash).toBeNull();
  });

  it('ends with the account, with the last role in the company, and with the company', async () => {
    const { storage, clock } = hub.hub;
    const ends = [
      () => storage.write((writer) => setEnabled(writer, { administratorId: 'amina', enabled: false, at: clock() })),
      () => storage.write((writer) => writer.setGrants('amina', [IN_GLOBEX])),
      () => storage.write((writer) => writer.deleteCompany(ACME)),
    ];
    await storage.write(async (writer) => {
      await writer.putAdministrator({
        id: 'olga',
        login: 'olga@acme.example',
        name: 'Olga',
        passwordHash: null,
        sealedTotp: null,
        enabled: true,
        createdAt: 1,
        updatedAt: 1,
      });
      await writer.setGrants('olga', [OWNER]);
    });
    for (const end of ends) {
      await putAdministrator([IN_ACME, IN_GLOBEX]);
      await finish();
      expect((await sessionOf()).status).toBe(200);
      await end();
      expect((await sessionOf()).status).toBe(401);
    }
  });
});

describe('the code', () => {
  beforeEach(() => putAdministrator([IN_ACME]));

  it('is refused in another browser, and used up by it', async () => {
    const { code } = await reachCode();
    await expectRefused(await hub.browser().get(code), 'sign-in.browser_mismatch');
    expect((await browser.get(code)).status).toBe(410);
    expect((await sessionOf()).status).toBe(401);
  });

  it('is refused with the state of another sign-in', async () => {
    const { code } = await reachCode();
    await browser.get(START);
    await expectRefused(await browser.get(code), 'sign-in.browser_mismatch');
  });

  it('works once', async () => {
    const { code } = await reachCode();
    const state = browser.cookie('admin-sso');
    expect((await browser.get(code)).status).toBe(303);
    const other = hub.browser();
    if (state !== undefined) {
      other.setCookie(state);
    }
    expect((await other.get(code)).status).toBe(410);
    expect(other.cookie('__Host-cordboard-admin')).toBeUndefined();
  });

  it('is over after a minute', async () => {
    const { code } = await reachCode();
    hub.advance(60_000);
    expect((await browser.get(code)).status).toBe(410);
    expect((await sessionOf()).status).toBe(401);
  });

  it('works until then, is not used up by a scanner of links, and is stored as its hash', async () => {
    const { code } = await reachCode();
    const value = code.slice(code.lastIndexOf('/') + 1);
    const { read } = hub.hub.storage;
    expect(await read.findChallenge('company-sign-in', hashToken(value), hub.hub.clock())).not.toBeNull();
    expect((await browser.send('HEAD', code)).status).not.toBe(303);
    hub.advance(50_000);
    expect((await browser.get(code)).status).toBe(303);
  });

  it('that nobody made is none', async () => {
    await browser.get(START);
    expect((await browser.get(`${ORIGIN}/admin/sso/complete/${'A'.repeat(43)}`)).status).toBe(410);
  });

  it('is refused when single sign-on was switched off meanwhile', async () => {
    const { code } = await reachCode();
    await changeRealm({ ssoMode: 'non-sso' });
    await expectRefused(await browser.get(code), 'sign-in.sso_not_enabled');
  });
});

describe('somebody who is no administrator of the company', () => {
  it.each([
    ['has no account', null],
    ['has roles in another company only', [IN_GLOBEX]],
    ['owns the installation and has no role in the company', [OWNER]],
    ['has no role at all', []],
  ] as const)('is refused: %s', async (_name, grants) => {
    if (grants !== null) {
      await putAdministrator(grants);
    }
    await expectRefused(await finish(), 'administrator.not_recognised');
  });

  it('is refused when the account is disabled', async () => {
    await putAdministrator([IN_ACME], { enabled: false });
    await expectRefused(await finish(), 'administrator.not_recognised');
  });

  it('is refused by the realm when no user of it is meant', async () => {
    await putAdministrator([IN_ACME]);
    const email = [{ name: 'email', values: [{ text: 'nobody@acme.example' }] }];
    const { completed } = await reachCode({ attributes: email });
    expect(completed.status).toBe(403);
    expect(await outcome()).toEqual(['refused', 'user.unknown']);
  });

  it('is refused when only the realm says that the address is theirs', async () => {
    await hub.signIn(browser);
    await putAdministrator([IN_ACME]);
    const { storage } = hub.hub;
    const user = await storage.read.findUserByLogin('realm-agents', 'amina');
    for (const [address, attributes, code] of [
      ['amina@acme.example', [], 'claims.email_attribute_missing'],
      ['boss@acme.example', [{ name: 'email', values: [{ text: LOGIN }] }], 'administrator.not_recognised'],
    ] as const) {
      await storage.write((writer) => writer.putUser({ ...(user as NonNullable<typeof user>), email: address }));
      expect((await reachCode({ attributes })).completed.location).toBeNull();
      expect(await outcome()).toEqual(['refused', code]);
    }
  });
});

describe('a company without sign-in through it', () => {
  it.each(['nobody-knows', 'globex', 'Not%20a%20slug'])(
    'gets the same answer as one that there is not: %s',
    async (company) => {
      const answer = await browser.get(`${ORIGIN}/admin/sso/${company}`);
      expect(answer).toMatchObject({ status: 303, location: `${ORIGIN}/admin/sign-in?company=unknown`, cookies: [] });
    },
  );

  it('is one whose realm is in mode Non-SSO, or is for others', async () => {
    for (const change of [{ ssoMode: 'non-sso' }, { ssoMode: 'sso', kind: 'agents' }] as const) {
      await changeRealm(change);
      expect((await browser.get(START)).location).toBe(`${ORIGIN}/admin/sign-in?company=unknown`);
    }
  });

  it('cannot be entered by the link of the realm either', async () => {
    await putAdministrator([IN_ACME]);
    const link = `${hub.realmUrl}/sign-in?portal=${'A'.repeat(43)}`;
    for (const change of [{ ssoMode: 'non-sso' }, { ssoMode: 'sso', kind: 'agents' }] as const) {
      await changeRealm(change);
      expect((await browser.get(link)).status).toBe(403);
      expect(await outcome()).toEqual(['refused', 'sign-in.sso_not_enabled']);
    }
  });
});

describe('a realm with several identity providers', () => {
  it('asks which one, and goes on to the portal', async () => {
    await hub.close();
    hub = await createHubFixture({ connections: { okta: {}, entra: {} } });
    await changeRealm({ kind: 'admins', ssoMode: 'hybrid' });
    browser = hub.browser();
    await putAdministrator([IN_ACME]);
    const page = pageOfKind(await browser.follow(START, ORIGIN), 'sign-in');
    expect(page.choices.map(({ name }) => name)).toEqual(['ENTRA', 'OKTA']);
    const okta = page.choices.find(({ name }) => name === 'OKTA')?.href ?? '';
    const { completed } = await hub.signIn(browser, `${ORIGIN}${okta}`);
    expect((await browser.get(completed.location ?? '')).location).toBe(`${ORIGIN}/admin/`);
  });
});
