import { randomBytes } from 'node:crypto';
import {
  loadSigningKey,
  readIdpMetadata,
  STATUS_PARTIAL_LOGOUT,
  STATUS_REQUESTER,
  STATUS_SUCCESS,
} from '@cordboard/saml';
import { afterEach, describe, expect, it } from 'vitest';
import { amina, closeAll, type Setup, setUp, signIn } from '../../../test-support/sandbox-setup.ts';
import {
  answerLogout,
  hasSession,
  judgeRequest,
  judgeResponse,
  requestLogout,
  sentLogout,
  signInAt,
} from '../../../test-support/test-logout.ts';
import { createTestServiceProvider, type TestServiceProvider } from '../../../test-support/test-service-provider.ts';
import { makeIdpKeys } from '../idp-keys.ts';
import { IDP_SESSION_COOKIE } from '../idp-sessions.ts';
import type { SandboxServiceProviderSettings } from '../sandbox-idp-options.ts';

afterEach(closeAll);

const setUpLogout = (settings: SandboxServiceProviderSettings = {}): Promise<Setup> =>
  setUp(settings, {}, { logout: ['redirect', 'post'] });

const BEN = { ...amina, login: 'ben', email: 'ben@acme.example' };

/** Two service providers more: one that can be told of a sign-out and one that cannot. */
const setUpSeveral = async (
  settings: SandboxServiceProviderSettings = {},
): Promise<{ readonly setup: Setup; readonly hub: TestServiceProvider; readonly silent: TestServiceProvider }> => {
  let url = '';
  const hub = await createTestServiceProvider(() => url, { host: 'hub.example', logout: ['post', 'redirect'] });
  const silent = await createTestServiceProvider(() => url, { host: 'silent.example' });
  const first = await createTestServiceProvider(() => url, { logout: ['redirect'] });
  const serviceProviders = [
    { slug: 'first', metadata: first.metadata, ...settings },
    { slug: 'silent', metadata: silent.metadata },
    { slug: 'hub', metadata: hub.metadata },
  ];
  const setup = await setUp({}, { serviceProviders, apps: [] });
  url = setup.idp.url;
  return { setup: { ...setup, sp: first }, hub, silent };
};

const signOutEverywhere = async (setup: Setup): Promise<Response> =>
  setup.browser.post(`${setup.idp.url}/logout/everywhere`, {});

describe('the metadata', () => {
  it('names the place for logout messages, for both bindings', async () => {
    const { idp } = await setUp();
    const metadata = readIdpMetadata(await (await fetch(idp.metadataUrl)).text(), { now: new Date() });
    expect(metadata.singleLogoutServices.map(({ binding, location }) => [binding.split(':').at(-1), location])).toEqual(
      [
        ['HTTP-Redirect', `${idp.url}/slo`],
        ['HTTP-POST', `${idp.url}/slo`],
      ],
    );
  });
});

describe('a LogoutRequest', () => {
  it.each([
    ['redirect', 'redirect', 'redirect'],
    ['redirect', 'post', 'form'],
    ['post', 'redirect', 'link'],
    ['post', 'post', 'form'],
  ] as const)('that comes by %s ends the session and is answered by %s', async (binding, logoutBinding, way) => {
    const setup = await setUpLogout({ logoutBinding });
    const session = await signInAt(setup);
    const stolen = setup.browser.cookie(setup.idp.url, IDP_SESSION_COOKIE) ?? '';
    const { id, response } = await requestLogout(setup, session, { binding, relayState: 'back & forth' });
    const sent = await sentLogout(response);
    expect(sent).toMatchObject({ way, destination: setup.sp.sloUrl, relayState: 'back & forth' });
    expect(await judgeResponse(setup, sent, id)).toMatchObject({
      accepted: true,
      message: { status: { codes: [STATUS_SUCCESS] }, partial: false },
    });
    const replayed = await fetch(setup.idp.url, { headers: { cookie: `${IDP_SESSION_COOKIE}=${stolen}` } });
    expect(await replayed.text()).toContain('type="password"');
  });

  it('without a SessionIndex means every session of the person', async () => {
    const setup = await setUpLogout();
    const session = await signInAt(setup);
    const { id, response } = await requestLogout(setup, session, { changes: { sessionIndexes: [] } });
    expect(await judgeResponse(setup, await sentLogout(response), id)).toMatchObject({ accepted: true });
    expect(await hasSession(setup)).toBe(false);
  });

  it('may leave out the qualifiers of the NameID, and use any transient one of the session', async () => {
    const persistent = await setUpLogout();
    const { nameId, sessionIndex } = await signInAt(persistent);
    const bare = { nameId: { value: nameId.value, format: nameId.format }, sessionIndex };
    await requestLogout(persistent, bare);
    expect(await hasSession(persistent)).toBe(false);
    const transient = await setUpLogout({ nameId: 'transient' });
    const older = await signInAt(transient);
    const newer = await signInAt(transient);
    expect(newer.nameId.value).not.toBe(older.nameId.value);
    await requestLogout(transient, older);
    expect(await hasSession(transient)).toBe(false);
  });

  it('of a session that is over is answered with success', async () => {
    const setup = await setUpLogout();
    const session = await signInAt(setup);
    await setup.browser.post(`${setup.idp.url}/logout`, {});
    const { id, response } = await requestLogout(setup, session);
    expect(await judgeResponse(setup, await sentLogout(response), id)).toMatchObject({ accepted: true });
  });

  it('about another person, session or format leaves the session and says so', async () => {
    const setup = await setUpLogout();
    const session = await signInAt(setup);
    const { nameId } = session;
    for (const other of [
      { ...session, nameId: { ...nameId, value: `${nameId.value}x` } },
      { ...session, nameId: { ...nameId, format: undefined } },
      { ...session, nameId: { ...nameId, spNameQualifier: 'https://other.example/' } },
      { ...session, sessionIndex: `${session.sessionIndex}0` },
    ]) {
      const { id, response } = await requestLogout(setup, other);
      expect(await judgeResponse(setup, await sentLogout(response), id)).toMatchObject({
        accepted: false,
        code: 'logout.status',
        received: expect.stringContaining('UnknownPrincipal'),
      });
    }
    expect(await hasSession(setup)).toBe(true);
  });

  it.each(['redirect', 'post'] as const)('that is not signed, or by another key, is refused by %s', async (binding) => {
    const setup = await setUpLogout();
    const session = await signInAt(setup);
    const keys = await makeIdpKeys({ commonName: 'stranger', now: new Date(), random: randomBytes });
    const stranger = loadSigningKey({ privateKeyPem: keys.privateKeyPem, certificate: keys.certificatePem });
    for (const [signWith, code] of [
      ['nothing', 'logout.not_signed'],
      [stranger, 'signature.invalid'],
    ] as const) {
      const { response } = await requestLogout(setup, session, { binding, signWith });
      const page = await response.text();
      expect([response.status, page]).toEqual([400, expect.stringContaining(code)]);
      expect(page).toContain('The sign-out cannot go on');
    }
    expect(await hasSession(setup)).toBe(true);
  });

  it('is refused for another address, when it is too old, from a stranger, and the second time', async () => {
    const setup = await setUpLogout();
    const session = await signInAt(setup);
    const old = new Date(Date.now() - 3_600_000);
    for (const [changes, code] of [
      [{ destination: `${setup.idp.url}/sso` }, 'logout.destination'],
      [{ now: old }, 'logout.expired'],
      [{ issuer: 'https://other.example/' }, 'sandbox.service_provider_unknown'],
    ] as const) {
      const { response } = await requestLogout(setup, session, { changes });
      expect(await response.text()).toContain(code);
    }
    expect(await hasSession(setup)).toBe(true);
    const replies: string[] = [];
    for (const _round of [1, 2]) {
      // The same octets of randomness make the same ID.
      const random = (size: number): Uint8Array => new Uint8Array(size).fill(7);
      const { response } = await requestLogout(setup, session, { changes: { random } });
      replies.push(await response.text());
    }
    expect(replies[0]).not.toContain('sandbox.logout_replayed');
    expect(replies[1]).toContain('sandbox.logout_replayed');
  });

  it('of a service provider that has no place for the answer is refused', async () => {
    const setup = await setUp();
    const session = await signInAt(setup);
    const { response } = await requestLogout(setup, session);
    expect(await response.text()).toContain('a SingleLogoutService');
    expect(await hasSession(setup)).toBe(true);
  });

  it('is acted on once', async () => {
    const setup = await setUpLogout();
    const again = await setup.browser.get(`${setup.idp.url}/slo/resume?request=nothing`);
    expect([again.status, await again.text()]).toEqual([400, expect.stringContaining('sandbox.sign_out_over')]);
    expect((await setup.browser.get(`${setup.idp.url}/slo`)).status).toBe(400);
    expect((await setup.browser.post(`${setup.idp.url}/slo`, {})).status).toBe(400);
  });
});

describe('a LogoutRequest in a session of several service providers', () => {
  it('is answered when the others were told, as partial when one could not be', async () => {
    const { setup, hub, silent } = await setUpSeveral();
    const session = await signInAt(setup);
    const atHub = await signInAt(setup, hub);
    await signInAt(setup, silent);
    const { id, response } = await requestLogout(setup, session);
    const sent = await sentLogout(response);
    expect(sent).toMatchObject({ way: 'form', destination: hub.sloUrl });
    const asked = await judgeRequest(setup, sent, hub);
    expect(asked).toMatchObject({
      accepted: true,
      message: { nameId: atHub.nameId, sessionIndexes: [session.sessionIndex] },
    });
    expect(await hasSession(setup)).toBe(false);
    const inResponseTo = asked.accepted ? asked.message.id : '';
    const answer = await sentLogout(await answerLogout(setup, { sp: hub, inResponseTo }, { binding: 'post' }));
    expect(answer).toMatchObject({ way: 'link', destination: setup.sp.sloUrl });
    expect(await judgeResponse(setup, answer, id)).toMatchObject({ accepted: true, message: { partial: true } });
  });

  it('is answered with success when everybody signed out', async () => {
    const { setup, hub } = await setUpSeveral();
    const atHub = await signInAt(setup, hub);
    await signInAt(setup);
    const { id, response } = await requestLogout(setup, atHub, { sp: hub });
    const asked = await judgeRequest(setup, await sentLogout(response));
    const inResponseTo = asked.accepted ? asked.message.id : '';
    const answer = await sentLogout(await answerLogout(setup, { sp: setup.sp, inResponseTo }));
    expect(await judgeResponse(setup, answer, id, hub)).toMatchObject({
      accepted: true,
      message: { partial: false, status: { codes: [STATUS_SUCCESS] } },
    });
  });
});

describe('sign out everywhere', () => {
  it('is offered once the session was used at a service provider', async () => {
    const setup = await setUpLogout();
    expect(await signIn(setup, `${setup.idp.url}/`)).not.toContain('Sign out everywhere');
    await signInAt(setup);
    expect(await (await setup.browser.get(`${setup.idp.url}/`)).text()).toContain('Sign out everywhere');
  });

  it('asks one service provider after the other and shows what came of each', async () => {
    const { setup, hub, silent } = await setUpSeveral();
    const session = await signInAt(setup);
    await signInAt(setup, silent);
    await signInAt(setup, hub);
    const first = await sentLogout(await signOutEverywhere(setup));
    expect(first).toMatchObject({ way: 'link', destination: setup.sp.sloUrl });
    expect(await hasSession(setup)).toBe(false);
    const asked = await judgeRequest(setup, first);
    expect(asked).toMatchObject({ accepted: true, message: { nameId: session.nameId } });
    const second = await sentLogout(
      await answerLogout(setup, { sp: setup.sp, inResponseTo: asked.accepted ? asked.message.id : '' }),
    );
    expect(second).toMatchObject({ way: 'form', destination: hub.sloUrl });
    const askedHub = await judgeRequest(setup, second, hub);
    const last = await answerLogout(
      setup,
      {
        sp: hub,
        inResponseTo: askedHub.accepted ? askedHub.message.id : '',
        codes: [STATUS_SUCCESS, STATUS_PARTIAL_LOGOUT],
      },
      { binding: 'post' },
    );
    const page = await last.text();
    expect(page.match(/<dd>.*?<\/dd>/g)).toEqual([
      '<dd>Signed out.</dd>',
      '<dd>Not told: it has no service for sign-out, so its session lasts until it ends by itself.</dd>',
      '<dd>Signed out, but not of everything behind it.</dd>',
    ]);
  });

  it('shows that a service provider refused, or that its answer cannot be trusted', async () => {
    for (const [codes, signWith, shown] of [
      [[STATUS_REQUESTER], undefined, 'logout.status, Requester'],
      [[STATUS_SUCCESS], 'nothing', 'logout.not_signed'],
    ] as const) {
      const setup = await setUpLogout();
      await signInAt(setup);
      const asked = await judgeRequest(setup, await sentLogout(await signOutEverywhere(setup)));
      const inResponseTo = asked.accepted ? asked.message.id : '';
      const options = signWith === undefined ? {} : { signWith };
      const page = await (await answerLogout(setup, { sp: setup.sp, inResponseTo, codes }, options)).text();
      expect(page).toContain('Not signed out.');
      expect(page).toContain(shown);
    }
  });

  it('takes one answer to each request, and none to others', async () => {
    const setup = await setUpLogout();
    await signInAt(setup);
    const asked = await judgeRequest(setup, await sentLogout(await signOutEverywhere(setup)));
    const inResponseTo = asked.accepted ? asked.message.id : '';
    const foreign = await answerLogout(setup, { sp: setup.sp, inResponseTo: '_other' });
    expect(await foreign.text()).toContain('sandbox.sign_out_over');
    expect(await (await answerLogout(setup, { sp: setup.sp, inResponseTo })).text()).toContain('Signed out.');
    expect((await answerLogout(setup, { sp: setup.sp, inResponseTo })).status).toBe(400);
  });

  it('without a session, and from a page of another site, asks nobody', async () => {
    const setup = await setUpLogout();
    const nobody = await signOutEverywhere(setup);
    expect(nobody.headers.get('location')).toBe('/logout');
    await signInAt(setup);
    const cookie = `${IDP_SESSION_COOKIE}=${setup.browser.cookie(setup.idp.url, IDP_SESSION_COOKIE)}`;
    const headers = { cookie, origin: 'https://evil.example' };
    const foreign = await fetch(`${setup.idp.url}/logout/everywhere`, { method: 'POST', headers });
    expect(foreign.status).toBe(403);
    expect(await hasSession(setup)).toBe(true);
  });

  it('does not mix up two people of one browser', async () => {
    const setup = await setUp({}, { users: [amina, BEN] }, { logout: ['redirect'] });
    const before = await signInAt(setup);
    await setup.browser.post(`${setup.idp.url}/login`, { login: BEN.login, password: BEN.password });
    const { id, response } = await requestLogout(setup, before);
    expect(await judgeResponse(setup, await sentLogout(response), id)).toMatchObject({ accepted: false });
    expect(await hasSession(setup)).toBe(true);
  });
});

describe('faults of sign-out', () => {
  it('logout-stranger-key: neither request nor answer can be verified', async () => {
    const setup = await setUpLogout({ faults: ['logout-stranger-key'] });
    const session = await signInAt(setup);
    const { id, response } = await requestLogout(setup, session);
    const answered = await judgeResponse(setup, await sentLogout(response), id);
    expect(answered).toMatchObject({ accepted: false, code: 'signature.invalid' });
    await signInAt(setup);
    const asked = await judgeRequest(setup, await sentLogout(await signOutEverywhere(setup)));
    expect(asked).toMatchObject({ accepted: false, code: 'signature.invalid' });
  });

  it('logout-refused: the answer is an error, and the session stays', async () => {
    const setup = await setUpLogout({ faults: ['logout-refused'] });
    const session = await signInAt(setup);
    const { id, response } = await requestLogout(setup, session);
    const answered = await judgeResponse(setup, await sentLogout(response), id);
    expect(answered).toMatchObject({ code: 'logout.status', received: 'Responder / RequestDenied' });
    expect(await hasSession(setup)).toBe(true);
  });
});
