/** Sign-outs that begin at the identity provider: what arrives at the single logout service, and what it answers. */
import { serviceProviderSettings } from '@cordboard/contract/tenant-settings';
import { NAME_ID_EMAIL, NAME_ID_PERSISTENT, type NameId } from '@cordboard/saml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testKeyPair } from '../../../../packages/saml/test-support/keys.ts';
import { type HubFixture, type HubFixtureOptions, pageOfKind, sentRequest } from '../../test-support/hub-fixture.ts';
import type { InjectedBrowser } from '../../test-support/injected-browser.ts';
import {
  createLogoutFixture,
  createLogoutIdp,
  IDP_SLO_URL,
  type LogoutIdp,
  SIGNED_IN,
} from '../../test-support/logout-idp.ts';
import { hashSecret } from '../sign-in/send-authn-request.ts';

let hub: HubFixture;
let idp: LogoutIdp;
let sloUrl: string;

const open = async (options: HubFixtureOptions = {}): Promise<void> => {
  ({ hub, idp, sloUrl } = await createLogoutFixture(options));
};

beforeEach(() => open());
afterEach(() => hub.close());

const reopen = async (options: HubFixtureOptions): Promise<void> => {
  await hub.close();
  await open(options);
};

const signedIn = async (change: Parameters<HubFixture['signIn']>[2] = {}): Promise<InjectedBrowser> => {
  const browser = hub.browser();
  await hub.signIn(browser, undefined, change);
  return browser;
};

const isSignedIn = async (browser: InjectedBrowser): Promise<boolean> =>
  (await browser.get(`${hub.realmUrl}/`)).status === 200;

/** The identity provider's own browser context: no cookie of ours goes along. */
const post = (fields: Record<string, string>) => hub.browser().crossSitePost(sloUrl, fields);

const lastAttempt = async () => {
  const [attempt] = await hub.attempts();
  const failed = attempt?.checks.find(({ status }) => status === 'failed');
  return { attempt, code: attempt?.code, failed: failed?.name };
};

describe('a request of the identity provider', () => {
  it('ends the session that it names, by POST, and is answered with a signed Success and its RelayState', async () => {
    const browser = await signedIn();
    const { id, post: SAMLRequest } = await idp.request(sloUrl);
    const answer = await post({ SAMLRequest, RelayState: 'next=3' });
    expect(answer.status).toBe(303);
    const url = new URL(answer.location ?? '');
    expect(`${url.origin}${url.pathname}`).toBe(IDP_SLO_URL);
    expect(url.searchParams.get('RelayState')).toBe('next=3');
    const verdict = await idp.readResponse(await hub.realm(), { url: answer.location }, id);
    expect(verdict).toMatchObject({ accepted: true, message: { inResponseTo: id, partial: false } });
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('is taken by redirect, whose signature covers the query as it was sent', async () => {
    const browser = await signedIn();
    const { id, url } = await idp.request(sloUrl, { relayState: 'a b+c/ü' });
    const answer = await hub.browser().get(url);
    expect(new URL(answer.location ?? '').searchParams.get('RelayState')).toBe('a b+c/ü');
    expect(await idp.readResponse(await hub.realm(), { url: answer.location }, id)).toMatchObject({ accepted: true });
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('leaves an attempt of a sign-out, with its checks, whom it was about and how many sessions ended', async () => {
    await signedIn();
    await signedIn();
    await post({ SAMLRequest: (await idp.request(sloUrl)).post });
    const { attempt } = await lastAttempt();
    expect(attempt).toMatchObject({
      kind: 'sign-out',
      outcome: 'succeeded',
      connectionId: 'connection-agents-okta',
      userId: 'user-agents-amina',
      subject: SIGNED_IN.nameId.value,
    });
    expect(attempt?.checks).toContainEqual({
      stage: 'end-sessions',
      name: 'sessions',
      status: 'passed',
      received: '2 ended',
    });
    expect(attempt?.checks.filter(({ stage }) => stage === 'receive-logout-request').map(({ name }) => name)).toContain(
      'signature',
    );
    expect(Object.keys(attempt?.stageMs ?? {})).toEqual([
      'receive-logout-request',
      'send-logout-response',
      'end-sessions',
    ]);
  });

  it('takes along what apps derived from the session', async () => {
    const browser = await signedIn();
    const { storage } = hub.hub;
    const secret = browser.cookie('session')?.value ?? '';
    await storage.write((writer) =>
      writer.putArtifact({
        realmId: 'realm-agents',
        model: 'RefreshToken',
        idHash: 'derived',
        payload: {},
        grantId: null,
        uid: null,
        userCode: null,
        hubSessionHash: hashSecret(secret),
        consumedAt: null,
        expiresAt: Date.now() + 60_000,
      }),
    );
    await post({ SAMLRequest: (await idp.request(sloUrl)).post });
    expect(await storage.read.findArtifact('realm-agents', 'RefreshToken', 'derived', Date.now())).toBeNull();
  });

  it('without a SessionIndex ends all sessions of the person, and nobody else’s', async () => {
    await reopen({ users: [{ login: 'amina' }, { login: 'ben', email: 'ben@acme.example' }] });
    const mine = [
      await signedIn(),
      await signedIn({ sessionIndex: 'another' }),
      await signedIn({ sessionIndex: undefined }),
    ];
    const other = await signedIn({
      nameId: { value: 'n-ben-0001', format: NAME_ID_PERSISTENT },
      attributes: [{ name: 'email', values: [{ text: 'ben@acme.example' }] }],
    });
    await post({ SAMLRequest: (await idp.request(sloUrl, { sessionIndexes: [] })).post });
    expect(await Promise.all(mine.map(isSignedIn))).toEqual([false, false, false]);
    expect(await isSignedIn(other)).toBe(true);
  });

  it('with a SessionIndex leaves the other sessions of the person, but not one that came without any', async () => {
    const named = await signedIn();
    const another = await signedIn({ sessionIndex: 'another' });
    const without = await signedIn({ sessionIndex: undefined });
    await post({ SAMLRequest: (await idp.request(sloUrl)).post });
    expect(await Promise.all([named, another, without].map(isSignedIn))).toEqual([false, true, false]);
  });

  it.each<[string, NameId, boolean]>([
    ['without the format', { value: 'n-amina-0001' }, true],
    [
      'with qualifiers that the sign-in lacked',
      { ...SIGNED_IN.nameId, nameQualifier: 'a', spNameQualifier: 'b' },
      true,
    ],
    ['of another format', { value: 'n-amina-0001', format: NAME_ID_EMAIL }, false],
    ['in other letter case', { ...SIGNED_IN.nameId, value: 'N-AMINA-0001' }, false],
    ['with white space around it', { ...SIGNED_IN.nameId, value: ' n-amina-0001' }, false],
  ])('means the person by a NameID %s: %#', async (_, nameId, ends) => {
    const browser = await signedIn();
    const answer = await post({ SAMLRequest: (await idp.request(sloUrl, { nameId })).post });
    expect(answer.status).toBe(303);
    expect(await isSignedIn(browser)).toBe(!ends);
  });

  it('is answered with Success when nobody is signed in', async () => {
    const { id, post: SAMLRequest } = await idp.request(sloUrl);
    const answer = await post({ SAMLRequest });
    expect(await idp.readResponse(await hub.realm(), { url: answer.location }, id)).toMatchObject({ accepted: true });
    expect((await lastAttempt()).attempt).toMatchObject({ outcome: 'succeeded', userId: null });
  });

  it('is used once', async () => {
    const first = await signedIn();
    const { post: SAMLRequest } = await idp.request(sloUrl);
    await post({ SAMLRequest });
    expect(await isSignedIn(first)).toBe(false);
    const second = await signedIn({ sessionIndex: 'session-index-0002' });
    const again = await post({ SAMLRequest });
    expect(again.status).toBe(403);
    expect(pageOfKind(again, 'error')).toMatchObject({ problem: 'sign-out', retryHref: null });
    expect((await lastAttempt()).code).toBe('sign-out.replayed');
    expect(await isSignedIn(second)).toBe(true);
  });

  it('can name the person encrypted', async () => {
    const browser = await signedIn();
    const { view } = await hub.realm();
    const key = view.keys.find(({ purpose }) => purpose === 'assertion-decryption');
    const encryption = { certificate: key?.certificate ?? '' };
    await post({ SAMLRequest: (await idp.request(sloUrl, { encryption })).post });
    expect(await isSignedIn(browser)).toBe(false);
  });
});

describe('a forged or foreign request', () => {
  const refused = async (fields: Record<string, string>) => {
    const browser = await signedIn();
    const answer = await post(fields);
    expect(await isSignedIn(browser)).toBe(true);
    const page = pageOfKind(answer, 'error');
    expect(page.problem).toBe('sign-out');
    const [attempt] = (await hub.attempts()).filter(({ kind }) => kind === 'sign-out');
    expect(attempt).toMatchObject({ outcome: 'refused', reference: page.reference, userId: null, subject: null });
    return { status: answer.status, code: attempt?.code };
  };

  it.each<[string, string, () => Promise<{ readonly post: string }>]>([
    ['is not signed', 'logout.not_signed', () => idp.request(sloUrl, { key: null })],
    ['comes for another address', 'logout.destination', () => idp.request(`${sloUrl}/`)],
    ['is too old', 'logout.issue_instant', () => idp.request(sloUrl, { now: new Date(Date.now() - 2 * 3_600_000) })],
    [
      'has expired',
      'logout.expired',
      () => idp.request(sloUrl, { now: new Date(Date.now() - 10 * 60_000), lifetimeMs: 60_000 }),
    ],
    [
      'names an unknown issuer',
      'sign-out.issuer_unknown',
      () => idp.request(sloUrl, { issuer: 'https://evil.example' }),
    ],
  ])('that %s is refused', async (_, code, make) => {
    expect(await refused({ SAMLRequest: (await make()).post })).toEqual({ status: 403, code });
  });

  it('signed by a stranger is refused', async () => {
    const stranger = createLogoutIdp(await testKeyPair('stranger'));
    expect(await refused({ SAMLRequest: (await stranger.request(sloUrl)).post })).toEqual({
      status: 403,
      code: 'signature.invalid',
    });
  });

  it.each([
    ['neither message', {}, 'sign-out.message_missing'],
    ['both messages', { SAMLRequest: 'PHg+', SAMLResponse: 'PHg+' }, 'sign-out.message_missing'],
    ['what is no XML', { SAMLRequest: 'AAAA' }, 'sign-out.message_unreadable'],
  ])('with %s is refused', async (_, fields, code) => {
    expect(await refused(fields)).toEqual({ status: 403, code });
  });

  it('by redirect whose query was changed after signing is refused', async () => {
    const browser = await signedIn();
    const { url } = await idp.request(sloUrl, { relayState: 'one' });
    const answer = await hub.browser().get(url.replace('RelayState=one', 'RelayState=two'));
    expect(answer.status).toBe(403);
    expect((await lastAttempt()).code).toBe('signature.invalid');
    expect(await isSignedIn(browser)).toBe(true);
  });

  it('past the limit of bodies leaves an attempt of a sign-out', async () => {
    const answer = await post({ SAMLRequest: 'A'.repeat(1024 * 1024) });
    expect(answer.status).toBe(413);
    expect(pageOfKind(answer, 'error').problem).toBe('sign-out');
    expect((await lastAttempt()).attempt).toMatchObject({ kind: 'sign-out', code: 'http.too_large' });
  });
});

describe('an answer while the sign-in is under way', () => {
  it('is not accepted for a session that the identity provider ended meanwhile', async () => {
    const browser = hub.browser();
    const departure = await browser.get(`${hub.realmUrl}/`);
    const SAMLResponse = await hub.issue(sentRequest(departure.location).id);
    const received = await browser.crossSitePost(hub.acsUrl, { SAMLResponse });
    await post({ SAMLRequest: (await idp.request(sloUrl)).post });
    const completed = await browser.get(received.location ?? '');
    expect(completed.status).toBe(403);
    expect((await hub.attempts()).find(({ kind }) => kind === 'sign-in')?.code).toBe('sign-in.ended_at_idp');
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('is accepted for a newer session after an end of all', async () => {
    await post({ SAMLRequest: (await idp.request(sloUrl, { sessionIndexes: [] })).post });
    const old = hub.browser();
    await hub.signIn(old, undefined, { authnInstant: new Date(Date.now() - 60_000), sessionIndex: 'old' });
    expect(await isSignedIn(old)).toBe(false);
    hub.advance(1000);
    expect(await isSignedIn(await signedIn({ sessionIndex: 'new' }))).toBe(true);
  });
});

describe('the answer', () => {
  it('goes by the binding of the request, to the ResponseLocation, in a page that the identity provider may frame', async () => {
    await reopen({
      identityProvider: {
        singleLogout: [
          { binding: 'redirect', url: IDP_SLO_URL, responseUrl: null },
          { binding: 'post', url: 'https://idp.example/elsewhere', responseUrl: `${IDP_SLO_URL}/answers` },
        ],
      },
    });
    const { id, post: SAMLRequest } = await idp.request(sloUrl);
    const answer = await post({ SAMLRequest, RelayState: '"x' });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain(`action="${IDP_SLO_URL}/answers"`);
    expect(answer.body).toContain('value="&quot;x"');
    expect(answer.headers['content-security-policy']).toContain('frame-ancestors https://idp.example');
    const posted = /name="SAMLResponse" value="([^"]*)"/.exec(answer.body)?.[1] ?? '';
    expect(await idp.readResponse(await hub.realm(), { posted }, id)).toMatchObject({ accepted: true });
  });

  it('is a page of ours when the identity provider takes none', async () => {
    await reopen({ identityProvider: { singleLogout: [] } });
    const browser = await signedIn();
    const answer = await post({ SAMLRequest: (await idp.request(sloUrl)).post });
    expect(answer).toMatchObject({ status: 303, location: `${hub.realmUrl}/signed-out` });
    expect(await isSignedIn(browser)).toBe(false);
  });
});

describe('the address', () => {
  it('opened by hand says that it is not for that, and leaves nothing', async () => {
    for (const url of [sloUrl, `${sloUrl}?x=1`]) {
      const answer = await hub.browser().get(url);
      expect(answer.status).toBe(400);
      expect(pageOfKind(answer, 'error')).toMatchObject({ problem: 'not-by-hand', reference: null });
    }
    expect(await hub.attempts()).toEqual([]);
  });

  it('has nothing for other methods, and belongs to a service provider that exists', async () => {
    for (const method of ['HEAD', 'PUT', 'DELETE'] as const) {
      expect((await hub.browser().send(method, sloUrl)).status).toBe(404);
    }
    expect((await hub.browser().get(sloUrl.replace('/default/', '/none/'))).status).toBe(404);
  });

  it('is listed in the metadata, by POST and by redirect', async () => {
    const { body } = await hub.browser().get(`${hub.realmUrl}/saml/default/metadata`);
    for (const binding of ['POST', 'Redirect']) {
      expect(body).toContain(
        `<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-${binding}" Location="${sloUrl}"`,
      );
    }
  });

  it('has aliases, which take both bindings and keep the query', async () => {
    const alias = 'https://acme.egain.example/system/auth/ACMEPROD1-U/logout/saml2/slo/user-saml-provider';
    const { view } = await hub.realm();
    await hub.hub.storage.write(async (writer) => {
      for (const serviceProvider of view.serviceProviders) {
        const settings = serviceProviderSettings.parse({ aliases: { sloUrls: [alias] } });
        await writer.putServiceProvider({ ...serviceProvider, settings });
      }
    });
    await hub.hub.directoryChanged();
    const first = await signedIn();
    const { post: SAMLRequest } = await idp.request(alias);
    expect((await hub.browser().crossSitePost(alias, { SAMLRequest })).status).toBe(303);
    expect(await isSignedIn(first)).toBe(false);
    const second = await signedIn({ sessionIndex: 'two' });
    const { url } = await idp.request(alias, { sessionIndexes: ['two'] });
    expect((await hub.browser().get(url)).status).toBe(303);
    expect(await isSignedIn(second)).toBe(false);
  });
});
