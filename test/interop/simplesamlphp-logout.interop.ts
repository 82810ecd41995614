/** Single logout between the hub and SimpleSAMLphp from Debian, begun at either, in real Chromium. */
import { readIdpMetadata } from '@cordboard/saml';
import { describe, expect, it } from 'vitest';
import type { AttemptRecord } from '../../apps/server/src/storage/ports/attempt-store.ts';
import { expectLoginPage, typePassword } from './sign-in-pages.ts';
import type { Arrangement } from './simplesamlphp-system.ts';
import { type SimpleSamlPhpTest, withSimpleSamlPhp } from './with-simplesamlphp.ts';

const usual: Arrangement = { peer: { signResponse: true, signAssertion: true }, encrypted: false };
const BY_POST = { bindings: ['post'], type: 'traditional' } as const;
const IN_FRAMES = { bindings: ['redirect'], type: 'iframe' } as const;

let system: SimpleSamlPhpTest['system'];
let context: SimpleSamlPhpTest['context'];
let page: SimpleSamlPhpTest['page'];

withSimpleSamlPhp((test) => {
  ({ system, context, page } = test);
});

const signInAtLaunchpad = async (): Promise<void> => {
  await page.goto(system.agentUrl);
  await expectLoginPage(page, system);
  await typePassword(page, system.person.login, system.person.password);
  await page.getByText(/^Signed in with SimpleSAMLphp/).waitFor();
};

const signOutAtLaunchpad = async (): Promise<void> => {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
};

/** A page of the peer's own, for the browser to come back to. */
const theEnd = (): string => `${new URL(system.peer.entityId).origin}/logout.php`;

const signOutAtPeer = async (): Promise<void> => {
  await page.goto(`${system.peer.sloUrl}?${new URLSearchParams({ ReturnTo: theEnd() })}`);
};

/** Neither side has a session: the hub asks the peer, and the peer asks for the password. */
const expectNoSession = async (): Promise<void> => {
  await page.goto(system.agentUrl);
  await expectLoginPage(page, system);
};

/** The hub still has its session: the launchpad opens at once. */
const expectHubSession = async (): Promise<void> => {
  await page.goto(system.agentUrl);
  await page.getByText(/^Signed in with SimpleSAMLphp/).waitFor();
};

/** The attempt of the sign-out, in which nothing failed. */
const succeeded = async (): Promise<AttemptRecord> => {
  const attempt = await system.newestAttempt();
  expect(attempt).toMatchObject({ kind: 'sign-out', outcome: 'succeeded' });
  expect(attempt.checks.filter(({ status }) => status === 'failed' || status === 'not-reached')).toEqual([]);
  return attempt;
};

const received = (attempt: AttemptRecord, name: string): string | undefined =>
  attempt.checks.find((check) => check.name === name)?.received;

const status = (attempt: AttemptRecord, name: string): string | undefined =>
  attempt.checks.find((check) => check.name === name)?.status;

/** Signs out at the launchpad and keeps the request that the hub sends the browser away with. */
const interceptRequest = async (): Promise<string> => {
  const { promise, resolve } = Promise.withResolvers<string>();
  await page.route('**/sign-out/go?*', async (route) => {
    const answer = await route.fetch({ maxRedirects: 0 });
    resolve(answer.headers()['location'] ?? '');
    await route.fulfill({ status: 204 });
  });
  await page.getByRole('button', { name: 'Sign out' }).click();
  return promise;
};

/** Follows redirects, with the cookies of the browser, to the first address that carries such a message. */
const followTo = async (start: string, parameter: 'SAMLRequest' | 'SAMLResponse'): Promise<URL> => {
  let url = new URL(start);
  for (let step = 0; step < 5; step += 1) {
    const answer = await context.request.get(url.href, { maxRedirects: 0 });
    url = new URL(answer.headers()['location'] ?? '', url);
    if (url.searchParams.has(parameter)) {
      return url;
    }
  }
  throw new Error(`no ${parameter} in five redirects from ${start}`);
};

describe('a sign-out at the hub', () => {
  it.each([
    ['redirect', undefined],
    ['post', BY_POST],
  ] as const)('asks SimpleSAMLphp by %s, which verifies the request and ends its session', async (way, logout) => {
    await system.arrange({ ...usual, ...(logout && { logout, logoutToUs: 'post' }) });
    const metadata = readIdpMetadata(await (await fetch(system.peer.metadataUrl)).text(), { now: new Date() });
    expect(metadata.singleLogoutServices.map(({ location }) => location)).toEqual([system.peer.sloUrl]);
    await signInAtLaunchpad();
    await signOutAtLaunchpad();
    await page.getByText('You are signed out at SimpleSAMLphp as well.').waitFor();
    const attempt = await succeeded();
    expect(received(attempt, 'request')).toBe(`${way}, signed`);
    expect(['signature', 'in-response-to', 'status'].map((name) => status(attempt, name))).toEqual([
      'passed',
      'passed',
      'passed',
    ]);
    await expectNoSession();
  });

  it('is refused by SimpleSAMLphp when the request was changed after signing, and taken as it was', async () => {
    await system.arrange(usual);
    await signInAtLaunchpad();
    const request = await interceptRequest();
    const changed = new URL(request);
    changed.searchParams.append('RelayState', 'added on the way');
    await page.goto(changed.href);
    await page.getByText('Unable to validate Signature').first().waitFor();
    await page.goto(request);
    await page.getByText('You are signed out at SimpleSAMLphp as well.').waitFor();
    await expectNoSession();
  });
});

describe('a sign-out at SimpleSAMLphp', () => {
  it.each(['redirect', 'post'] as const)('ends the session at the hub by %s and comes back', async (logoutToUs) => {
    await system.arrange({ ...usual, logoutToUs, ...(logoutToUs === 'post' && { logout: BY_POST }) });
    await signInAtLaunchpad();
    await signOutAtPeer();
    await page.waitForURL(theEnd());
    const attempt = await succeeded();
    expect(['signature', 'required-signature', 'destination'].map((name) => status(attempt, name))).toEqual([
      'passed',
      'passed',
      'passed',
    ]);
    expect(received(attempt, 'sessions')).toBe('1 ended');
    expect(received(attempt, 'response')).toBe(`${logoutToUs}, signed`);
    expect(system.peer.log()).not.toContain('Unsuccessful logout');
    await expectNoSession();
  });

  it('is not finished by an answer that was changed after signing', async () => {
    await system.arrange(usual);
    await signInAtLaunchpad();
    const request = await followTo(
      `${system.peer.sloUrl}?${new URLSearchParams({ ReturnTo: theEnd() })}`,
      'SAMLRequest',
    );
    const answer = await followTo(request.href, 'SAMLResponse');
    expect(answer.href.startsWith(system.peer.sloUrl)).toBe(true);
    const changed = new URL(answer);
    changed.searchParams.set('RelayState', `${changed.searchParams.get('RelayState')}x`);
    await page.goto(changed.href);
    await page.getByText('Unable to validate Signature').first().waitFor();
    await page.goto(answer.href);
    await page.waitForURL(theEnd());
  });

  it('ends the session at the hub in a frame, too', async () => {
    await system.arrange({ ...usual, logout: IN_FRAMES });
    await signInAtLaunchpad();
    await signOutAtPeer();
    await page.getByRole('button', { name: 'Yes, all services' }).click();
    await page.waitForURL(theEnd());
    expect(received(await succeeded(), 'sessions')).toBe('1 ended');
    await expectNoSession();
  });

  it('may name the person encrypted', async () => {
    await system.arrange({ ...usual, peer: { ...usual.peer, encrypt: 'name-id' }, encrypted: true });
    await signInAtLaunchpad();
    await signOutAtPeer();
    await page.waitForURL(theEnd());
    expect(received(await succeeded(), 'sessions')).toBe('1 ended');
    await expectNoSession();
  });

  it('ends nothing at the hub when the request is not signed', async () => {
    await system.arrange({ ...usual, peer: { ...usual.peer, signLogout: false } });
    await signInAtLaunchpad();
    await signOutAtPeer();
    await page.waitForURL((url) => url.href.startsWith(system.agentUrl));
    expect(await system.newestAttempt()).toMatchObject({
      kind: 'sign-out',
      outcome: 'refused',
      code: 'logout.not_signed',
    });
    await expectHubSession();
  });

  it('is taken once: the same request again ends no later session', async () => {
    await system.arrange(usual);
    await signInAtLaunchpad();
    const [request] = await Promise.all([
      page.waitForRequest((candidate) => new URL(candidate.url()).searchParams.has('SAMLRequest')),
      signOutAtPeer(),
    ]);
    await page.waitForURL(theEnd());
    await succeeded();
    await signInAtLaunchpad();
    await page.goto(request.url());
    expect(await system.newestAttempt()).toMatchObject({
      kind: 'sign-out',
      outcome: 'refused',
      code: 'sign-out.replayed',
    });
    await expectHubSession();
  });
});
