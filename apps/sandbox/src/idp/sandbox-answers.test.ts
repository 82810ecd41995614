import { openServer } from '@cordboard/page-server/open-server';
import { AUTHN_CONTEXT_PASSWORD, NAME_ID_EMAIL, NAME_ID_TRANSIENT } from '@cordboard/saml';
import { afterEach, describe, expect, it } from 'vitest';
import { amina, closeAll, running, samlResponseOf, setUp, signIn } from '../../test-support/sandbox-setup.ts';
import { fieldValue } from '../../test-support/test-browser.ts';
import { ACS_URL, SP_ENTITY_ID } from '../../test-support/test-service-provider.ts';
import { IDP_SESSION_COOKIE } from './idp-sessions.ts';

afterEach(closeAll);

describe('settings of a service provider', () => {
  it.each([
    [{ sign: 'response' }, { signedBy: { signed: 'response' }, encrypted: false }],
    [{ sign: 'assertion' }, { signedBy: { signed: 'assertion' }, encrypted: false }],
    [{ encrypt: 'gcm' }, { encrypted: true }],
    [{ encrypt: 'cbc' }, { encrypted: true }],
    [{ nameId: 'emailAddress' }, { nameId: { value: 'amina@acme.example', format: NAME_ID_EMAIL } }],
    [{ nameId: 'unspecified' }, { nameId: { value: 'amina' } }],
    [{ nameId: 'transient' }, { nameId: { format: NAME_ID_TRANSIENT } }],
    [{ clockOffsetMs: 119_000 }, { encrypted: false }],
  ] as const)('%j gives %j', async (settings, expected) => {
    const setup = await setUp(settings);
    const request = await setup.sp.request();
    const page = await signIn(setup, request.url);
    const verdict = await setup.sp.verify(samlResponseOf(page), request.id, new Date());
    expect(verdict).toMatchObject({ accepted: true, assertion: expected });
  });

  it('rehearses a clock that is too far ahead', async () => {
    const setup = await setUp({ clockOffsetMs: 600_000 });
    const request = await setup.sp.request();
    const page = await signIn(setup, request.url);
    expect(await setup.sp.verify(samlResponseOf(page), request.id, new Date())).toMatchObject({ accepted: false });
  });

  it('names the audience that was entered by hand, right or wrong', async () => {
    for (const [audience, accepted] of [
      [SP_ENTITY_ID, true],
      ['https://typing-error.example/saml', false],
    ] as const) {
      const setup = await setUp({ audience });
      const request = await setup.sp.request();
      const page = await signIn(setup, request.url);
      expect(await setup.sp.verify(samlResponseOf(page), request.id, new Date())).toMatchObject({ accepted });
    }
  });

  it('sends the NameID format that the request asks for, and refuses one that it does not know', async () => {
    const setup = await setUp();
    const request = await setup.sp.request({ nameIdPolicy: { format: NAME_ID_TRANSIENT } });
    const verdict = await setup.sp.verify(samlResponseOf(await signIn(setup, request.url)), request.id, new Date());
    expect(verdict).toMatchObject({ accepted: true, assertion: { nameId: { format: NAME_ID_TRANSIENT } } });
    const unknown = await setup.sp.request({ nameIdPolicy: { format: 'urn:example:format' } });
    const page = await (await setup.browser.follow(await setup.browser.get(unknown.url))).text();
    expect(await setup.sp.verify(samlResponseOf(page), unknown.id, new Date())).toMatchObject({
      accepted: false,
      received: expect.stringContaining('InvalidNameIDPolicy'),
    });
  });

  it('names the authentication context that was asked for, and refuses one that is no password', async () => {
    const setup = await setUp();
    const request = await setup.sp.request({ requestedAuthnContext: { classRefs: [AUTHN_CONTEXT_PASSWORD] } });
    const verdict = await setup.sp.verify(samlResponseOf(await signIn(setup, request.url)), request.id, new Date());
    expect(verdict).toMatchObject({ accepted: true, assertion: { authnContextClassRef: AUTHN_CONTEXT_PASSWORD } });
    const other = await setup.sp.request({ requestedAuthnContext: { classRefs: ['urn:example:smartcard'] } });
    const page = await (await setup.browser.follow(await setup.browser.get(other.url))).text();
    expect(await setup.sp.verify(samlResponseOf(page), other.id, new Date())).toMatchObject({
      received: expect.stringContaining('NoAuthnContext'),
    });
  });

  it('says that it cannot encrypt without a key of the service provider', async () => {
    const setup = await setUp({ encrypt: 'gcm' }, {}, { withEncryptionKey: false });
    expect(await signIn(setup, (await setup.sp.request()).url)).toContain('sandbox.no_encryption_key');
  });
});

describe('metadata by URL', () => {
  it('is fetched when it is first needed and again for an unknown issuer', async () => {
    const { server, port, close } = await openServer({ host: '127.0.0.1', port: 0 }, {});
    running.push({ close });
    let metadata = 'not there yet';
    let fetches = 0;
    server.get('/metadata', (_request, reply) => {
      fetches += 1;
      return reply.send(metadata);
    });
    await server.ready();
    const metadataUrl = `http://127.0.0.1:${port}/metadata`;
    const setup = await setUp({}, { serviceProviders: [{ slug: 'hub', metadataUrl }] });
    expect(fetches).toBe(0);
    const early = await setup.browser.get((await setup.sp.request()).url);
    expect([early.status, await early.text()]).toEqual([
      502,
      expect.stringContaining('sandbox.service_provider_metadata'),
    ]);
    metadata = setup.sp.metadata;
    const request = await setup.sp.request();
    const page = await signIn(setup, request.url);
    expect(await setup.sp.verify(samlResponseOf(page), request.id, new Date())).toMatchObject({ accepted: true });
    expect(fetches).toBe(2);
    await signIn(setup, (await setup.sp.request({ forceAuthn: true })).url);
    expect(fetches).toBe(2);
  });
});

describe('the portal', () => {
  it('shows its tiles after the login, and hidden ones not', async () => {
    const setup = await setUp();
    const page = await signIn(setup, `${setup.idp.url}/`);
    expect(page).toContain('Sandbox identity provider – for demo and tests');
    expect(page).toContain('href="/deep-link/agents"');
    expect(page).toContain('href="https://docs.example/"');
    expect(page).not.toContain('Control panel');
  });

  it.each([
    ['agents', 'launchpad'],
    ['ccp', 'ccp'],
    ['ccp?RelayState=%2Fconnect%2Fccp-v2', '/connect/ccp-v2'],
  ])('starts a sign-in at the deep link of %s', async (link, relayState) => {
    const setup = await setUp();
    const page = await signIn(setup, `${setup.idp.url}/deep-link/${link}`);
    expect(fieldValue(page, 'RelayState')).toBe(relayState);
    const verdict = await setup.sp.verify(samlResponseOf(page), undefined, new Date());
    expect(verdict).toMatchObject({ accepted: true, assertion: { recipient: ACS_URL, inResponseTo: undefined } });
  });

  it('sends a bookmark on and does not know other names', async () => {
    const { browser, idp } = await setUp();
    expect((await browser.get(`${idp.url}/deep-link/docs`)).headers.get('location')).toBe('https://docs.example/');
    expect((await browser.get(`${idp.url}/deep-link/nothing`)).status).toBe(404);
  });

  it('ends the session at sign-out', async () => {
    const setup = await setUp();
    await signIn(setup, `${setup.idp.url}/`);
    const stolen = setup.browser.cookie(setup.idp.url, IDP_SESSION_COOKIE) ?? '';
    const out = await setup.browser.follow(await setup.browser.post(`${setup.idp.url}/logout`, {}));
    expect(await out.text()).toContain('Signed out');
    const replayed = await fetch(setup.idp.url, { headers: { cookie: `${IDP_SESSION_COOKIE}=${stolen}` } });
    expect(await replayed.text()).toContain('type="password"');
  });

  it('takes its forms from its own pages only and sets cookies that scripts cannot read', async () => {
    const { idp } = await setUp();
    const login = (origin: string): Promise<Response> =>
      fetch(`${idp.url}/login`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin },
        body: new URLSearchParams({ login: 'amina', password: amina.password }),
      });
    expect((await login('https://evil.example')).status).toBe(403);
    const own = await login(idp.url);
    expect(own.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  });
});
