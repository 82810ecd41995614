import { existsSync, readFileSync } from 'node:fs';
import { adminRoutes } from '@cordboard/contract/admin-api/admin-routes';
import { sessionView } from '@cordboard/contract/admin-api/session';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AdminApiFixture, createAdminApiFixture, seedCompanies } from '../../../test-support/admin-api-fixture.ts';
import { type AdminAnswer, AdminBrowser } from '../../../test-support/admin-browser.ts';
import { ADMIN_ORIGIN, OWNER_GRANT, PASSWORD } from '../../../test-support/administrator-fixture.ts';
import { createSoftwareAuthenticator } from '../../../test-support/software-authenticator.ts';
import { issueSetUpLink } from '../../administrators/first-run.ts';
import { hashToken } from '../../administrators/token.ts';
import { totpCode, totpStep } from '../../administrators/totp.ts';
import { boundRoutes } from '../bound-routes.ts';

const SESSION = '__Host-cordboard-admin';
const STEP = '__Host-cordboard-admin-step';
const KNOWN = '__Host-cordboard-admin-browser';
const LOGIN = 'olga@acme.example';
const MINUTE = 60_000;

let fixture: AdminApiFixture;
let browser: AdminBrowser;
/** Whatever was handed out or typed and must not be found in the database. */
let secrets: string[];

beforeEach(async () => {
  fixture = await createAdminApiFixture({ routes: adminRoutes, bound: boundRoutes, realSessions: true });
  browser = new AdminBrowser(fixture.app);
  secrets = [];
});
afterEach(() => fixture.close());

const setUpToken = async (): Promise<string> => {
  const issued = await issueSetUpLink(fixture.parts);
  const token = (issued?.url ?? '').split('#')[1] ?? '';
  secrets.push(token);
  return token;
};

const setUp = async (from = browser): Promise<AdminAnswer> =>
  from.send('POST /setup', { token: await setUpToken(), login: LOGIN, name: 'Olga', password: PASSWORD });

const signIn = (from = browser, password = PASSWORD): Promise<AdminAnswer> =>
  from.send('POST /session', { login: LOGIN, password });

const decodeBase32 = (text: string): Buffer => {
  const bits = [...text]
    .map((character) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(character).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2)));
};

const enrolTotp = async (): Promise<{ readonly code: () => string; readonly recoveryCodes: readonly string[] }> => {
  const begun = await browser.send('POST /session/totp');
  const secret = decodeBase32(begun.body.secret);
  const code = (): string => totpCode(secret, totpStep(fixture.parts.clock()));
  const confirmed = await browser.send('POST /session/totp/confirmation', { code: code() });
  secrets.push(begun.body.secret, secret.toString('base64url'), secret.toString('base64'), secret.toString('hex'));
  secrets.push(...confirmed.body.recoveryCodes);
  return { code, recoveryCodes: confirmed.body.recoveryCodes };
};

describe('the first set-up', () => {
  it('is there until somebody used the link, and signs in with hardened cookies', async () => {
    expect((await browser.send('GET /setup')).body).toEqual({ needed: true });
    const answer = await setUp();
    expect(answer.status).toBe(200);
    expect(answer.body.status).toBe('signed-in');
    expect(answer.setCookies.find((cookie) => cookie.startsWith(`${SESSION}=`))).toMatch(
      /^__Host-cordboard-admin=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(answer.setCookies.find((cookie) => cookie.startsWith(`${KNOWN}=`))).toMatch(
      /; Max-Age=15552000; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(answer.headers['cache-control']).toBe('no-store');
    expect((await browser.send('GET /setup')).body).toEqual({ needed: false });
    const again = await browser.send('POST /setup', {
      token: 'A'.repeat(43),
      login: 'b@x.example',
      name: 'B',
      password: PASSWORD,
    });
    expect([again.status, again.body.code]).toEqual([410, 'administrator.setup_done']);
  });

  it('names each field that is wrong', async () => {
    const answer = await browser.send('POST /setup', { token: 'x', login: 'olga', name: ' ', password: '' });
    expect(answer.body.errors.map(({ path }: { path: string }) => path).toSorted()).toEqual([
      'login',
      'name',
      'password',
      'token',
    ]);
  });
});

describe('GET /session', () => {
  it('says who is signed in and what they may do where, by slugs', async () => {
    await setUp();
    await seedCompanies(fixture.storage);
    const { id } = (await fixture.storage.read.findAdministratorByLogin(LOGIN)) ?? { id: '' };
    const place = { companyId: 'acme', environmentId: 'acme/production' };
    await fixture.storage.write((writer) =>
      writer.setGrants(id, [
        OWNER_GRANT,
        { role: 'supervisor', ...place },
        { role: 'auditor', ...place, environmentId: null },
      ]),
    );
    const view = sessionView.parse((await browser.send('GET /session')).body);
    expect(view).toMatchObject({
      administrator: { login: LOGIN, name: 'Olga' },
      hasPassword: true,
      passkeysAvailable: true,
      secondFactors: { totp: false, passkeys: 0, recoveryCodes: 0 },
      session: { method: 'set-up', freshUntil: fixture.parts.clock() + 15 * MINUTE },
    });
    expect(view.grants.map(({ role, company: at, environment }) => [role, at?.slug, environment?.slug])).toEqual([
      ['installation-owner', undefined, undefined],
      ['supervisor', 'acme', 'production'],
      ['auditor', 'acme', undefined],
    ]);
    expect(view.grants[1]?.permissions).toContain('sessions.end');
  });

  it.each(['GET /session', 'DELETE /session', 'GET /session/others', 'POST /session/totp', 'GET /session/passkeys'])(
    'and every route of one’s own need a session: %s',
    async (request) => {
      const answer = await browser.send(request);
      expect([answer.status, answer.body.code]).toEqual([401, 'admin.unauthenticated']);
    },
  );

  it('acts on what the grants are now', async () => {
    await setUp();
    expect((await browser.send('GET /audit-events')).status).toBe(200);
    const { id } = (await fixture.storage.read.findAdministratorByLogin(LOGIN)) ?? { id: '' };
    await fixture.storage.write((writer) => writer.setGrants(id, []));
    expect((await browser.send('GET /audit-events')).status).toBe(403);
    expect((await browser.send('GET /session')).body.grants).toEqual([]);
  });
});

describe('signing in', () => {
  it('with a password answers wrong ones alike, and holds back with 429', async () => {
    await setUp();
    const stranger = new AdminBrowser(fixture.app, { address: '198.51.100.1' });
    const wrong = await signIn(stranger, 'wrong');
    const unknown = await stranger.send('POST /session', { login: 'nobody@acme.example', password: 'wrong' });
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual(unknown.body);
    expect(stranger.cookies.size).toBe(0);
    for (let count = 0; count < 4; count += 1) await signIn(stranger, 'wrong');
    const held = await signIn(stranger);
    expect([held.status, held.body.code]).toEqual([429, 'administrator.throttled']);
    expect((await signIn()).status).toBe(200);
  });

  it('needs a request of our own page, in JSON', async () => {
    await setUp();
    const body = { login: LOGIN, password: PASSWORD };
    const foreign = await browser.send('POST /session', body, { origin: 'https://evil.test' });
    expect([foreign.status, foreign.body.code]).toEqual([403, 'http.cross_site']);
    const sibling = await browser.send('POST /session', body, { 'sec-fetch-site': 'same-site' });
    expect(sibling.status).toBe(403);
    const form = await fixture.app.inject({
      method: 'POST',
      url: '/admin/api/v1/session',
      headers: { origin: ADMIN_ORIGIN, 'content-type': 'application/x-www-form-urlencoded' },
      payload: `login=${LOGIN}&password=${PASSWORD}`,
    });
    expect(form.statusCode).toBeGreaterThanOrEqual(400);
    expect(form.headers['set-cookie']).toBeUndefined();
  });

  it('changes the cookie each time, and takes none that was planted', async () => {
    await setUp();
    const first = browser.cookies.get(SESSION) ?? '';
    await signIn();
    const second = browser.cookies.get(SESSION) ?? '';
    expect(second).not.toBe(first);
    const other = new AdminBrowser(fixture.app);
    for (const planted of [first, hashToken(second), 'A'.repeat(43)]) {
      other.cookies.set(SESSION, planted);
      expect((await other.send('GET /session')).status).toBe(401);
    }
  });

  it('asks for the second factor, in the same browser, and opens nothing before', async () => {
    await setUp();
    const { code } = await enrolTotp();
    fixture.advance(MINUTE);
    const fresh = new AdminBrowser(fixture.app);
    const begun = await signIn(fresh);
    expect(begun.body).toMatchObject({
      status: 'second-factor',
      methods: ['totp', 'recovery-code'],
      passkeyOptions: null,
    });
    expect([...fresh.cookies.keys()]).toEqual([STEP]);
    expect(begun.setCookies.join()).toMatch(/; Max-Age=300; Path=\/; HttpOnly; Secure; SameSite=Strict/);
    expect((await fresh.send('GET /session')).status).toBe(401);
    const elsewhere = new AdminBrowser(fixture.app);
    const stolen = await elsewhere.send('POST /session/second-factor', { method: 'totp', code: code() });
    expect([stolen.status, stolen.body.code]).toEqual([410, 'administrator.challenge_unknown']);
    const finished = await fresh.send('POST /session/second-factor', { method: 'totp', code: code() });
    expect(finished.body.session.session.method).toBe('password+totp');
    expect(fresh.cookies.has(STEP)).toBe(false);
    expect((await fresh.send('GET /session')).status).toBe(200);
  });

  it('works with a passkey alone, and with one as the second factor', async () => {
    await setUp();
    const device = createSoftwareAuthenticator({ origin: ADMIN_ORIGIN, counts: true });
    const { options } = (await browser.send('POST /session/passkeys/options')).body;
    const added = await browser.send('POST /session/passkeys', { name: 'Laptop', response: device.create(options) });
    expect(added.body).toMatchObject({ passkey: { name: 'Laptop', lastUsedAt: null } });
    expect(added.body.recoveryCodes).toHaveLength(10);
    const alone = new AdminBrowser(fixture.app);
    const begun = await alone.send('POST /session/passkey/options');
    const response = { ...device.get(begun.body.options), authenticatorAttachment: 'platform' };
    const answer = await alone.send('POST /session/passkey', { response });
    expect(answer.body.session.session.method).toBe('passkey');
    const again = await alone.send('POST /session/passkey', { response });
    expect(again.status).toBe(410);
    const second = new AdminBrowser(fixture.app);
    const asked = await signIn(second);
    const proof = { method: 'passkey', response: device.get(asked.body.passkeyOptions) };
    const done = await second.send('POST /session/second-factor', proof);
    expect(done.body.session.session.method).toBe('password+passkey');
  });

  it('for recovery is a route of its own', async () => {
    await setUp();
    const answer = await browser.send('POST /session/recovery', { login: LOGIN, password: PASSWORD });
    expect(answer.body.session.session.method).toBe('recovery:password');
  });
});

describe('the own account', () => {
  it('signs out: the cookie is gone and means nothing any more', async () => {
    await setUp();
    const cookie = browser.cookies.get(SESSION) ?? '';
    expect((await browser.send('DELETE /session')).status).toBe(204);
    expect(browser.cookies.has(SESSION)).toBe(false);
    browser.cookies.set(SESSION, cookie);
    expect((await browser.send('GET /session')).status).toBe(401);
  });

  it('lists and ends other sessions, never its own by that way', async () => {
    await setUp();
    const others = [new AdminBrowser(fixture.app), new AdminBrowser(fixture.app)];
    for (const other of others) await signIn(other);
    const listed = (await browser.send('GET /session/others')).body.items;
    expect(listed).toHaveLength(2);
    expect(listed[0]).toMatchObject({ method: 'password', userAgent: 'Test browser', address: '192.0.2.7' });
    expect((await browser.send(`DELETE /session/others/${listed[0].id}`)).status).toBe(204);
    expect((await browser.send('GET /session/others')).body.items).toHaveLength(1);
    const own = hashToken(browser.cookies.get(SESSION) ?? '');
    expect((await browser.send(`DELETE /session/others/${own}`)).status).toBe(204);
    expect((await browser.send('GET /session')).status).toBe(200);
    expect((await browser.send('DELETE /session/others')).status).toBe(204);
    expect((await browser.send('GET /session/others')).body.items).toEqual([]);
    for (const other of others) expect((await other.send('GET /session')).status).toBe(401);
    expect((await browser.send('GET /session')).status).toBe(200);
  });

  it('changes name and password', async () => {
    await setUp();
    expect((await browser.send('PATCH /session/profile', { name: 'Olga O.' })).body.administrator.name).toBe('Olga O.');
    const before = browser.cookies.get(SESSION);
    const newPassword = 'seven quiet lamps wander';
    const wrong = await browser.send('POST /session/password', { presentPassword: 'wrong', newPassword });
    expect([wrong.status, wrong.body.code]).toEqual([403, 'administrator.present_password']);
    const weak = await browser.send('POST /session/password', {
      presentPassword: PASSWORD,
      newPassword: 'password1234',
    });
    expect([weak.status, weak.body.code]).toEqual([422, 'password.guessable']);
    const changed = await browser.send('POST /session/password', { presentPassword: PASSWORD, newPassword });
    expect(changed.status).toBe(200);
    expect(browser.cookies.get(SESSION)).not.toBe(before);
    expect((await browser.send('GET /session')).status).toBe(200);
    expect((await signIn()).status).toBe(401);
  });

  it('manages second factors, just after a sign-in only', async () => {
    await setUp();
    await enrolTotp();
    expect((await browser.send('POST /session/recovery-codes')).body.recoveryCodes).toHaveLength(10);
    const device = createSoftwareAuthenticator({ origin: ADMIN_ORIGIN });
    const { options } = (await browser.send('POST /session/passkeys/options')).body;
    await browser.send('POST /session/passkeys', { name: 'Key', response: device.create(options) });
    const [passkey] = (await browser.send('GET /session/passkeys')).body.items;
    const renamed = await browser.send(`PATCH /session/passkeys/${passkey.id}`, { name: 'Desk' });
    expect(renamed.body).toEqual({ ...passkey, name: 'Desk' });
    expect((await browser.send('GET /session')).body.secondFactors).toEqual({
      totp: true,
      passkeys: 1,
      recoveryCodes: 10,
    });
    fixture.advance(15 * MINUTE);
    for (const request of [
      'DELETE /session/totp',
      `DELETE /session/passkeys/${passkey.id}`,
      'POST /session/recovery-codes',
    ]) {
      const late = await browser.send(request);
      expect([late.status, late.body.code]).toEqual([403, 'administrator.not_fresh']);
    }
  });
});

describe('the database', () => {
  it('holds no cookie, link, password, TOTP secret or recovery code that was handed out or typed', async () => {
    await setUp();
    const { code, recoveryCodes } = await enrolTotp();
    fixture.advance(MINUTE);
    const second = new AdminBrowser(fixture.app);
    await signIn(second);
    await second.send('POST /session/second-factor', { method: 'totp', code: code() });
    const third = new AdminBrowser(fixture.app);
    await signIn(third);
    await third.send('POST /session/second-factor', { method: 'recovery-code', code: recoveryCodes[0] });
    const device = createSoftwareAuthenticator({ origin: ADMIN_ORIGIN });
    const { options } = (await second.send('POST /session/passkeys/options')).body;
    await second.send('POST /session/passkeys', { name: 'Key', response: device.create(options) });
    const waiting = new AdminBrowser(fixture.app);
    const asked = await waiting.send('POST /session/passkey/options');
    await signIn(new AdminBrowser(fixture.app), 'typed but wrong');
    const browsers = [browser, second, third, waiting];
    const issued = [
      ...secrets,
      ...browsers.flatMap(({ seenCookieValues }) => seenCookieValues),
      asked.body.options.challenge,
      options.challenge,
      PASSWORD,
      'typed but wrong',
    ];
    const { path } = fixture.storage;
    const stored = [path, `${path}-wal`]
      .filter((file) => existsSync(file))
      .map((file) => readFileSync(file, 'latin1'))
      .join('\n');
    // The search works: hashes of what was handed out are found.
    expect(stored).toContain(hashToken(second.cookies.get(SESSION) ?? ''));
    expect(stored).toContain('$argon2id$');
    expect(issued.length).toBeGreaterThan(25);
    expect(issued.filter((value) => value.length < 12 || stored.includes(value))).toEqual([]);
  });
});

describe('the routes about oneself', () => {
  it('are public only where nobody can be signed in yet', () => {
    const open = adminRoutes.filter(({ access }) => access.kind === 'public').map(({ id }) => id);
    expect(open.toSorted()).toEqual([
      'firstRun.createOwner',
      'firstRun.show',
      'links.inspect',
      'links.redeem',
      'session.beginPasskey',
      'session.finish',
      'session.finishPasskey',
      'session.recover',
      'session.signIn',
    ]);
  });
});
