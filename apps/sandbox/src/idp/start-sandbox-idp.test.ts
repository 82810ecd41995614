import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NAME_ID_PERSISTENT, readIdpMetadata } from '@cordboard/saml';
import { afterEach, describe, expect, it } from 'vitest';
import { amina, closeAll, logIn, samlResponseOf, setUp, signIn } from '../../test-support/sandbox-setup.ts';
import { fieldValue, formAction } from '../../test-support/test-browser.ts';
import { ACS_URL, OTHER_ACS_URL, SP_ENTITY_ID } from '../../test-support/test-service-provider.ts';
import { IDP_SESSION_COOKIE } from './idp-sessions.ts';
import type { SandboxIdpOptions } from './start-sandbox-idp.ts';

afterEach(closeAll);

describe('startSandboxIdp', () => {
  it.each(['0.0.0.0', '::', '10.1.2.3', ''])('refuses to listen on %j', async (host) => {
    await expect(setUp({}, { host })).rejects.toMatchObject({ code: 'sandbox.not_loopback' });
  });

  it('refuses metadata from another machine, applications without a service provider and two people of one login', async () => {
    const refusals: [Partial<SandboxIdpOptions>, string][] = [
      [{ serviceProviders: [{ slug: 'x', metadataUrl: 'http://10.0.0.1/m' }], apps: [] }, 'sandbox.not_loopback'],
      [{ apps: [{ kind: 'saml', slug: 'a', name: 'A', serviceProvider: 'none' }] }, 'sandbox.options'],
      [{ users: [amina, { ...amina, login: 'AMINA' }] }, 'sandbox.options'],
    ];
    for (const [options, code] of refusals) {
      await expect(setUp({}, options)).rejects.toMatchObject({ code });
    }
  });

  it('publishes metadata that the kernel reads', async () => {
    const { idp } = await setUp({}, { wantAuthnRequestsSigned: true });
    const metadata = readIdpMetadata(await (await fetch(idp.metadataUrl)).text(), { now: new Date() });
    expect(metadata).toMatchObject({
      entityId: idp.entityId,
      wantAuthnRequestsSigned: true,
      displayName: 'Sandbox identity provider',
    });
    expect(metadata.singleSignOnServices.map(({ location }) => location)).toEqual([`${idp.url}/sso`, `${idp.url}/sso`]);
    expect(metadata.nameIdFormats).toContain(NAME_ID_PERSISTENT);
  });

  it('keeps its key in the data folder, readable by the owner only', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-idp-'));
    try {
      const certificates: string[] = [];
      for (const port of [0, 0]) {
        const { idp } = await setUp({}, { dataDir, port });
        const metadata = readIdpMetadata(await (await fetch(idp.metadataUrl)).text(), { now: new Date() });
        certificates.push(metadata.signingCertificates[0]?.fingerprintSha256 ?? '');
      }
      expect(certificates[0]).toMatch(/^[0-9a-f]{64}$/);
      expect(certificates[1]).toBe(certificates[0]);
      const key = join(dataDir, 'sandbox-idp-key.pem');
      expect((await stat(key)).mode & 0o777).toBe(0o600);
      expect(await readFile(key, 'utf8')).toContain('PRIVATE KEY');
    } finally {
      await rm(dataDir, { recursive: true });
    }
  });
});

describe('sign-in that a service provider starts', () => {
  it('asks for the password and posts an answer that the kernel accepts', async () => {
    const setup = await setUp();
    const { sp, idp } = setup;
    const request = await sp.request({ acsUrl: ACS_URL });
    const page = await signIn(setup, request.url);
    expect(formAction(page)).toBe(ACS_URL);
    expect(fieldValue(page, 'RelayState')).toBe('state & more');
    const verdict = await sp.verify(samlResponseOf(page), request.id, new Date());
    expect(verdict).toMatchObject({
      accepted: true,
      assertion: {
        issuer: idp.entityId,
        audience: SP_ENTITY_ID,
        recipient: ACS_URL,
        inResponseTo: request.id,
        nameId: { format: NAME_ID_PERSISTENT, nameQualifier: idp.entityId, spNameQualifier: SP_ENTITY_ID },
        signedBy: { signed: 'both' },
      },
    });
    const attributes = verdict.accepted ? verdict.assertion.attributes : [];
    expect(Object.fromEntries(attributes.map(({ name, values }) => [name, values.map(({ text }) => text)]))).toEqual({
      uid: ['amina'],
      email: ['amina@acme.example'],
      firstName: ['Amina'],
      lastName: ['Haddad & Sons'],
      displayName: ['Amina Haddad & Sons'],
      department: ['Claims'],
      groups: ['agents', 'team-7'],
      extension: ['1023'],
    });
  });

  it('takes a signed request by POST, keeping its RelayState', async () => {
    const setup = await setUp();
    const request = await setup.sp.request();
    const sent = await setup.browser.post(`${setup.idp.url}/sso`, { SAMLRequest: request.posted, RelayState: '<x>' });
    const page = await (await logIn(setup, await (await setup.browser.follow(sent)).text())).text();
    expect(fieldValue(page, 'RelayState')).toBe('<x>');
    expect(await setup.sp.verify(samlResponseOf(page), request.id, new Date())).toMatchObject({ accepted: true });
  });

  it('answers without a prompt when the person has a session, with the same persistent NameID', async () => {
    const setup = await setUp();
    const nameIds: (string | undefined)[] = [];
    await signIn(setup, (await setup.sp.request()).url);
    for (const _round of [1, 2]) {
      const request = await setup.sp.request();
      const page = await (await setup.browser.follow(await setup.browser.get(request.url))).text();
      const verdict = await setup.sp.verify(samlResponseOf(page), request.id, new Date());
      nameIds.push(verdict.accepted ? verdict.assertion.nameId?.value : undefined);
    }
    expect(nameIds[0]).toMatch(/^[\w-]{43}$/);
    expect(nameIds[1]).toBe(nameIds[0]);
  });

  it('asks again for ForceAuthn, and the new login is what the answer states', async () => {
    const setup = await setUp();
    const start = Date.now();
    setup.setNow(new Date(start - 60_000));
    await signIn(setup, (await setup.sp.request({ now: new Date(start - 60_000) })).url);
    setup.setNow(new Date(start));
    const request = await setup.sp.request({ forceAuthn: true });
    const login = await (await setup.browser.follow(await setup.browser.get(request.url))).text();
    expect(login).toContain('type="password"');
    const page = await (await logIn(setup, login)).text();
    const verdict = await setup.sp.verify(samlResponseOf(page), request.id, new Date(start));
    expect(verdict.accepted && verdict.assertion.authnInstant.getTime()).toBe(start);
  });

  it('answers IsPassive without a session with the status NoPassive, and with one silently', async () => {
    const setup = await setUp();
    const passive = await setup.sp.request({ isPassive: true });
    const refused = await (await setup.browser.follow(await setup.browser.get(passive.url))).text();
    expect(await setup.sp.verify(samlResponseOf(refused), passive.id, new Date())).toMatchObject({
      accepted: false,
      code: 'response.status',
      received: expect.stringContaining('NoPassive'),
    });
    await signIn(setup, (await setup.sp.request()).url);
    const again = await setup.sp.request({ isPassive: true });
    const page = await (await setup.browser.follow(await setup.browser.get(again.url))).text();
    expect(await setup.sp.verify(samlResponseOf(page), again.id, new Date())).toMatchObject({ accepted: true });
  });

  it('says that the password is wrong and then goes on', async () => {
    const setup = await setUp();
    const request = await setup.sp.request();
    const login = await (await setup.browser.follow(await setup.browser.get(request.url))).text();
    const failed = await logIn(setup, login, 'wrong');
    expect(failed.status).toBe(401);
    const page = await failed.text();
    expect(page).toContain('User name or password is wrong.');
    expect(setup.browser.cookie(setup.idp.url, IDP_SESSION_COOKIE)).toBeUndefined();
    const answer = await (await logIn(setup, page)).text();
    expect(await setup.sp.verify(samlResponseOf(answer), request.id, new Date())).toMatchObject({ accepted: true });
  });

  it('answers at the registered endpoint that the request names by URL or index, and nowhere else', async () => {
    const setup = await setUp();
    for (const [changes, acsUrl] of [
      [{ acsUrl: OTHER_ACS_URL }, OTHER_ACS_URL],
      [{ acsIndex: 1 }, OTHER_ACS_URL],
      [{}, ACS_URL],
    ] as const) {
      const request = await setup.sp.request(changes);
      const response = await setup.browser.follow(await setup.browser.get(request.url));
      const page = await response.text();
      const answer = page.includes('type="password"') ? await (await logIn(setup, page)).text() : page;
      expect(formAction(answer)).toBe(acsUrl);
    }
    for (const changes of [{ acsUrl: `${ACS_URL}/` }, { acsUrl: 'https://evil.example/acs' }, { acsIndex: 2 }]) {
      const refused = await setup.browser.get((await setup.sp.request(changes)).url);
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain('request.acs');
    }
  });

  it('refuses an unsigned request when a signature was promised, and takes it when none was', async () => {
    const promised = await setUp();
    const refused = await promised.browser.get((await promised.sp.request({ unsigned: true })).url);
    expect(await refused.text()).toContain('request.not_signed');
    const free = await setUp({}, {}, { authnRequestsSigned: false });
    const login = await free.browser.follow(await free.browser.get((await free.sp.request({ unsigned: true })).url));
    expect(await login.text()).toContain('to continue to Acme agents');
    const strict = await setUp({ requireSignedRequests: true }, {}, { authnRequestsSigned: false });
    const other = await strict.browser.get((await strict.sp.request({ unsigned: true })).url);
    expect(await other.text()).toContain('request.not_signed');
  });

  it('refuses a changed signature, an unknown issuer and a message that is none', async () => {
    const { sp, browser, idp } = await setUp();
    const { url } = await sp.request();
    const changed = await browser.get(url.replace('RelayState=state', 'RelayState=other'));
    expect(await changed.text()).toContain('signature.invalid');
    const unknown = await browser.get((await sp.request({ issuer: 'https://other.example/' })).url);
    expect(await unknown.text()).toContain('sandbox.service_provider_unknown');
    const nothing = await browser.get(`${idp.url}/sso`);
    expect(await nothing.text()).toContain('message.missing');
  });

  it('finishes a sign-in once', async () => {
    const setup = await setUp();
    const parked = await setup.browser.get((await setup.sp.request()).url);
    const resume = new URL(parked.headers.get('location') ?? '', setup.idp.url).href;
    await logIn(setup, await (await setup.browser.get(resume)).text());
    const again = await setup.browser.get(resume);
    expect(again.status).toBe(400);
    expect(await again.text()).toContain('sandbox.sign_in_over');
  });
});
