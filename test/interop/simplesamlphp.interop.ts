/** SimpleSAMLphp from Debian as the identity provider of the Agent Desktop, in real Chromium. */
import { describe, expect, it } from 'vitest';
import type { AttemptRecord } from '../../apps/server/src/storage/ports/attempt-store.ts';
import {
  expectDesktop,
  expectLoginPage,
  expectRefusal,
  leaveDesktop,
  nextResponse,
  signIn,
  typePassword,
} from './sign-in-pages.ts';
import type { Arrangement } from './simplesamlphp-system.ts';
import { type SimpleSamlPhpTest, withSimpleSamlPhp } from './with-simplesamlphp.ts';

const SIGNATURES_AND_DECRYPTION = [
  'response-signature',
  'decryption',
  'assertion-signature',
  'required-signatures',
] as const;
const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
const AES128_CBC = 'http://www.w3.org/2001/04/xmlenc#aes128-cbc';
const RSA_OAEP_MGF1P = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p';

const responseOnly = { signResponse: true, signAssertion: false };
const assertionOnly = { signResponse: false, signAssertion: true };
const bothSigned = { signResponse: true, signAssertion: true };
/** Encrypted answers to signed requests: what most tests start from. */
const usual: Arrangement = { peer: responseOnly, encrypted: true };

let system: SimpleSamlPhpTest['system'];
let context: SimpleSamlPhpTest['context'];
let page: SimpleSamlPhpTest['page'];

withSimpleSamlPhp((test) => {
  ({ system, context, page } = test);
});

/** Statuses of the named checks of the kernel. */
const statuses = (attempt: AttemptRecord, ...names: readonly string[]): Record<string, string | undefined> =>
  Object.fromEntries(names.map((name) => [name, attempt.checks.find((check) => check.name === name)?.status]));

/** What the hub noted of the request that it sent. */
const sentRequest = (attempt: AttemptRecord): string | undefined =>
  attempt.checks.find((check) => check.stage === 'send-authn-request' && check.name === 'request')?.received;

/** Signs in as far as the desktop and leaves it; returns the attempt of the hub, in which nothing failed. */
const succeed = async (): Promise<AttemptRecord> => {
  await signIn(page, system);
  await expectDesktop(page, system);
  await leaveDesktop(page);
  const attempt = await system.newestAttempt();
  expect(attempt.outcome).toBe('succeeded');
  expect(attempt.checks.filter(({ status }) => status === 'failed' || status === 'not-reached')).toEqual([]);
  return attempt;
};

/** Signs in at the peer and is refused by the hub; returns the failed check of the attempt that the page names. */
const failedCheck = async (): Promise<Record<'name' | 'code' | 'received', string | undefined>> => {
  await signIn(page, system);
  const reference = await expectRefusal(page);
  const attempt = await system.newestAttempt();
  expect(attempt.reference).toBe(reference);
  expect(attempt.outcome).toBe('refused');
  const [failed, ...others] = attempt.checks.filter(({ status }) => status === 'failed');
  expect(others).toEqual([]);
  expect(attempt.code).toBe(failed?.code);
  return { name: failed?.name, code: failed?.code, received: failed?.received };
};

describe('a sign-in through SimpleSAMLphp', () => {
  it('leads from the desktop over its login page to Not Ready, with every check in the attempt', async () => {
    const metadata = await system.arrange(usual);
    expect(metadata.encryptionKeys.length).toBe(1);
    const [attempt, response] = await Promise.all([succeed(), nextResponse(page)]);
    expect(response).toContain(AES128_CBC);
    expect(response).toContain(RSA_OAEP_MGF1P);
    expect(response).not.toContain(system.person.email);
    expect(sentRequest(attempt)).toBe('redirect, signed');
    expect(statuses(attempt, ...SIGNATURES_AND_DECRYPTION)).toEqual({
      'response-signature': 'passed',
      decryption: 'passed',
      'assertion-signature': 'skipped',
      'required-signatures': 'passed',
    });
    expect(statuses(attempt, 'subject-confirmation', 'audience', 'user', 'session')).toEqual({
      'subject-confirmation': 'passed',
      audience: 'passed',
      user: 'passed',
      session: 'passed',
    });
  });

  it('stays at its login page with a wrong password, and goes on with the right one', async () => {
    await system.arrange(usual);
    await page.goto(`${system.desktopUrl}/`);
    await expectLoginPage(page, system);
    await typePassword(page, system.person.login, 'not the password');
    await page.getByText('Incorrect username or password').first().waitFor();
    await expectLoginPage(page, system);
    expect((await system.newestAttempt()).outcome).toBe('pending');
    await typePassword(page, system.person.login, system.person.password);
    await expectDesktop(page, system);
    await leaveDesktop(page);
    expect((await system.newestAttempt()).outcome).toBe('succeeded');
  });

  it('needs no password a second time, unless the connection asks for a fresh sign-in', async () => {
    const domain = new URL(system.agentUrl).hostname;
    await system.arrange(usual);
    await succeed();
    await context.clearCookies({ domain });
    await page.goto(`${system.desktopUrl}/`);
    await expectDesktop(page, system);
    await leaveDesktop(page);
    await system.arrange({ ...usual, connection: { forceAuthn: true } });
    await context.clearCookies({ domain });
    // Waits for the login page, although the peer has a session.
    const attempt = await succeed();
    expect(statuses(attempt, 'authn-instant')).toEqual({ 'authn-instant': 'passed' });
  });

  it('ends with the words of SimpleSAMLphp in the attempt when the person is not assigned', async () => {
    await system.arrange(usual);
    await succeed();
    await system.arrange({ ...usual, peer: { ...responseOnly, denied: true } });
    await context.clearCookies({ domain: new URL(system.agentUrl).hostname });
    await page.goto(`${system.desktopUrl}/`);
    await page.getByRole('heading', { name: 'Your company did not sign you in' }).waitFor();
    const attempt = await system.newestAttempt();
    expect(attempt).toMatchObject({ outcome: 'refused', code: 'response.status' });
    expect(statuses(attempt, 'response-signature', 'status', 'destination')).toEqual({
      'response-signature': 'passed',
      status: 'failed',
      destination: 'not-reached',
    });
    expect(attempt.checks.find((check) => check.name === 'status')?.received).toContain('RequestDenied');
    expect(attempt.checks.find((check) => check.name === 'status')?.received).toContain('Not assigned');
  });
});

describe('the AuthnRequest', () => {
  it('is verified by SimpleSAMLphp, which refuses it when it is not signed', async () => {
    await system.arrange({ ...usual, serviceProvider: { signRequests: false } });
    await page.goto(`${system.desktopUrl}/`);
    await page.getByText('no signature found on message').first().waitFor();
    expect(new URL(page.url()).origin).toBe(new URL(system.peer.entityId).origin);
    const attempt = await system.newestAttempt();
    expect(sentRequest(attempt)).toBe('redirect, not signed');
    expect(attempt.outcome).toBe('pending');
  });

  it('is refused by SimpleSAMLphp when it was changed after signing', async () => {
    await system.arrange(usual);
    await page.goto(`${system.desktopUrl}/`);
    await expectLoginPage(page, system);
    const departure = await fetch(`${system.agentUrl}sign-in`, { redirect: 'manual' });
    const url = new URL(departure.headers.get('location') ?? '');
    expect(url.href.startsWith(system.peer.ssoUrl)).toBe(true);
    expect((await page.goto(url.href))?.status()).toBe(200);
    await expectLoginPage(page, system);
    url.searchParams.append('RelayState', 'added on the way');
    await page.goto(url.href);
    await page.getByText('Unable to validate Signature').first().waitFor();
  });

  it('is verified when it is signed inside and posted', async () => {
    await system.arrange({ ...usual, connection: { requestBinding: 'post' } });
    const attempt = await succeed();
    expect(sentRequest(attempt)).toBe('post, signed');
  });

  it('is refused when it is posted and not signed', async () => {
    const connection = { requestBinding: 'post' } as const;
    await system.arrange({ ...usual, connection, serviceProvider: { signRequests: false } });
    await page.goto(`${system.desktopUrl}/`);
    await page.getByText('no signature found on message').first().waitFor();
    expect(sentRequest(await system.newestAttempt())).toBe('post, not signed');
  });
});

describe('what is signed', () => {
  const accepted = [
    ['response', 'response', responseOnly, ['passed', 'skipped']],
    ['assertion', 'assertion', assertionOnly, ['skipped', 'passed']],
    ['response', 'either', responseOnly, ['passed', 'skipped']],
    ['assertion', 'either', assertionOnly, ['skipped', 'passed']],
    ['both', 'both', bothSigned, ['passed', 'passed']],
  ] as const;
  it.each(accepted)('%s signed, %s required: accepted', async (_, require, peer, signatures) => {
    const metadata = await system.arrange({ connection: { require }, peer, encrypted: false });
    expect(metadata.encryptionKeys).toEqual([]);
    const attempt = await succeed();
    const [response, assertion] = signatures;
    expect(statuses(attempt, ...SIGNATURES_AND_DECRYPTION)).toEqual({
      'response-signature': response,
      decryption: 'skipped',
      'assertion-signature': assertion,
      'required-signatures': 'passed',
    });
  });

  const refused = [
    ['assertion', 'response', assertionOnly],
    ['response', 'assertion', responseOnly],
    ['response', 'both', responseOnly],
    ['assertion', 'both', assertionOnly],
  ] as const;
  it.each(refused)('%s signed, %s required: refused', async (_, require, peer) => {
    await system.arrange({ connection: { require }, peer, encrypted: false });
    expect(await failedCheck()).toMatchObject({ name: 'required-signatures' });
  });

  it('nothing signed: refused', async () => {
    await system.arrange({ peer: { signResponse: false, signAssertion: false }, encrypted: false });
    expect(await failedCheck()).toMatchObject({ name: 'required-signatures' });
  });

  it('signed with SHA-1: refused', async () => {
    await system.arrange({ peer: { ...responseOnly, signatureAlgorithm: RSA_SHA1 }, encrypted: false });
    expect(await failedCheck()).toMatchObject({ name: 'response-signature', received: RSA_SHA1 });
  });
});

describe('an assertion encrypted with AES-CBC', () => {
  it('is accepted inside a signed Response, twice signed as well', async () => {
    await system.arrange({ connection: { require: 'both' }, peer: bothSigned, encrypted: true });
    expect(statuses(await succeed(), ...SIGNATURES_AND_DECRYPTION)).toEqual({
      'response-signature': 'passed',
      decryption: 'passed',
      'assertion-signature': 'passed',
      'required-signatures': 'passed',
    });
  });

  it('is refused when only the assertion in it is signed', async () => {
    await system.arrange({ peer: assertionOnly, encrypted: true });
    expect(await failedCheck()).toEqual({
      name: 'decryption',
      code: 'encryption.cbc_not_signed',
      received: AES128_CBC,
    });
  });

  it('is accepted when only the assertion in it is signed and the connection says so', async () => {
    await system.arrange({ connection: { cbcSignedInside: true }, peer: assertionOnly, encrypted: true });
    expect(statuses(await succeed(), ...SIGNATURES_AND_DECRYPTION)).toEqual({
      'response-signature': 'skipped',
      decryption: 'passed',
      'assertion-signature': 'passed',
      'required-signatures': 'passed',
    });
  });

  it('is refused when nothing is signed, whatever the connection says', async () => {
    const peer = { signResponse: false, signAssertion: false };
    await system.arrange({ connection: { cbcSignedInside: true }, peer, encrypted: true });
    // One outcome for every failure after decryption; the administrator finds the cause beside it.
    expect(await failedCheck()).toMatchObject({ name: 'decryption', code: 'encryption.failed', received: undefined });
    const { checks } = await system.newestAttempt();
    const cause = checks.find(({ name }) => name === 'cause of the failed decryption');
    expect(cause?.received).toBe('assertion.not_signed');
  });
});

describe('a NameID encrypted with AES-CBC', () => {
  it('is the same person as in the clear', async () => {
    await system.arrange({ peer: bothSigned, encrypted: false });
    const [before, plain] = await Promise.all([succeed(), nextResponse(page)]);
    expect(plain).toContain('>amina</saml:NameID>');
    await system.arrange({ peer: { ...bothSigned, encrypt: 'name-id' }, encrypted: true });
    await context.clearCookies();
    const [after, encrypted] = await Promise.all([succeed(), nextResponse(page)]);
    expect(encrypted).toContain('<saml:EncryptedID>');
    expect(encrypted).not.toContain('EncryptedAssertion');
    expect(encrypted).not.toContain('</saml:NameID>');
    expect(after.subject).toBe(before.subject);
    expect(after.checks.find((check) => check.name === 'user')?.received).toBe('amina, matched by link');
  });
});

describe('a sign-in that begins at SimpleSAMLphp', () => {
  const open = async (relayState: string): Promise<void> => {
    const query = new URLSearchParams({
      spentityid: `${system.agentUrl}saml/default/metadata`,
      RelayState: relayState,
    });
    await page.goto(`${system.peer.ssoUrl}?${query}`);
    await expectLoginPage(page, system);
    await typePassword(page, system.person.login, system.person.password);
  };

  it('is begun again by the hub with a request of its own, and leads to the app', async () => {
    await system.arrange({ ...usual, connection: { idpInitiated: 'restart' } });
    await open('desktop');
    await expectDesktop(page, system);
    await leaveDesktop(page);
    const attempt = await system.newestAttempt();
    expect(attempt.outcome).toBe('succeeded');
    expect(sentRequest(attempt)).toBe('redirect, signed');
  });

  it('is accepted as it is when the connection says so', async () => {
    await system.arrange({ ...usual, connection: { idpInitiated: 'accept' } });
    await open('desktop');
    await expectDesktop(page, system);
    await leaveDesktop(page);
    const attempt = await system.newestAttempt();
    expect(attempt.outcome).toBe('succeeded');
    expect(sentRequest(attempt)).toBeUndefined();
  });

  it('is refused when the connection says so', async () => {
    await system.arrange({ ...usual, connection: { idpInitiated: 'refuse' } });
    await open('desktop');
    const reference = await expectRefusal(page);
    expect(await system.newestAttempt()).toMatchObject({ reference, code: 'sign-in.unsolicited_refused' });
  });
});
