import { afterEach, describe, expect, it } from 'vitest';
import { oidcApp } from '../../test-support/realm-fixture.ts';
import {
  createSignInFixture,
  type Departed,
  type SignInFixture,
  type SignInFixtureOptions,
} from '../../test-support/sign-in-fixture.ts';
import { MAX_FAILURES } from './decryption-throttle.ts';
import { findHubSession } from './find-hub-session.ts';
import { type AnswerResult, completeSignIn, signInStages, startSignIn } from './flow.ts';

const open: SignInFixture[] = [];

const fixture = async (options: SignInFixtureOptions = {}): Promise<SignInFixture> => {
  const made = await createSignInFixture(options);
  open.push(made);
  return made;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((made) => made.close()));
});

const handleOf = (result: AnswerResult): string => {
  if (result.kind !== 'parked') {
    throw new Error(`not parked: ${JSON.stringify(result)}`);
  }
  return result.handle;
};

/** A whole sign-in by the browser that began it. */
const signIn = async (hub: SignInFixture, departed: Departed): ReturnType<SignInFixture['complete']> =>
  hub.complete(handleOf(await hub.answer(await hub.issue(departed.requestId))), [departed]);

describe('a sign-in', () => {
  it('leads from the request to a session and back to the app', async () => {
    const hub = await fixture();
    const departed = await hub.start({ target: { kind: 'interaction', uid: 'u-1', app: 'desktop' } });
    const result = await signIn(hub, departed);
    expect(result).toMatchObject({
      kind: 'signed-in',
      location: 'https://sso.example/e/acme/production/agents/interaction/u-1',
      remember: 'default/okta',
    });
    const secret = result.kind === 'signed-in' ? result.session.secret : '';
    const session = await findHubSession(hub.dependencies, hub.realm, secret);
    expect(session?.user.login).toBe('amina');
  });

  it('leaves an attempt with every stage, its checks and its end', async () => {
    const hub = await fixture();
    const departed = await hub.start({ target: { kind: 'app', app: 'desktop' } });
    expect(await hub.attempt(departed.reference)).toMatchObject({ outcome: 'pending', app: 'desktop' });
    await signIn(hub, departed);
    const attempt = await hub.attempt(departed.reference);
    expect(attempt).toMatchObject({ outcome: 'succeeded', code: null, userId: 'user-amina' });
    expect(attempt.subject).toBe('amina@acme.example');
    expect(attempt.checks).toContainEqual(expect.objectContaining({ name: 'NameID', received: 'n-amina' }));
    expect(Object.keys(attempt.stageMs).toSorted()).toEqual([...signInStages].toSorted());
    expect(attempt.checks.filter((check) => check.stage === 'verify-assertion').length).toBeGreaterThan(10);
    expect(attempt.checks.filter((check) => check.status === 'failed')).toEqual([]);
  });

  it('links the person, and finds it by the link when the e-mail address has changed', async () => {
    const hub = await fixture();
    await signIn(hub, await hub.start());
    const departed = await hub.start();
    const response = await hub.issue(departed.requestId, {
      attributes: [{ name: 'email', values: [{ text: 'amina.new@acme.example' }] }],
    });
    expect(await hub.complete(handleOf(await hub.answer(response)), [departed])).toMatchObject({ kind: 'signed-in' });
  });

  it('ends the session no later than the identity provider says', async () => {
    const hub = await fixture();
    const departed = await hub.start();
    const sessionNotOnOrAfter = new Date(hub.now + 3_600_000);
    const response = await hub.issue(departed.requestId, { sessionNotOnOrAfter });
    const result = await hub.complete(handleOf(await hub.answer(response)), [departed]);
    expect(result).toMatchObject({ session: { record: { expiresAt: sessionNotOnOrAfter.getTime() } } });
  });

  it('keeps parallel tabs apart', async () => {
    const hub = await fixture();
    const first = await hub.start({ target: { kind: 'app', app: 'desktop' } });
    const second = await hub.start();
    const answerFirst = handleOf(await hub.answer(await hub.issue(first.requestId)));
    const answerSecond = handleOf(await hub.answer(await hub.issue(second.requestId)));
    expect(await hub.complete(answerSecond, [first, second])).toMatchObject({ kind: 'signed-in' });
    expect(await hub.complete(answerFirst, [first, second])).toMatchObject({
      location: 'https://sso.example/e/acme/production/agents/apps/desktop',
    });
  });
});

describe('a refused sign-in creates nothing', () => {
  const refusedAnswer = async (hub: SignInFixture, response: string | undefined, relayState?: string) => {
    const result = await hub.answer(response, relayState);
    if (result.kind !== 'refused') {
      throw new Error(`not refused: ${JSON.stringify(result)}`);
    }
    const attempt = await hub.attempt(result.reference);
    expect(attempt).toMatchObject({ outcome: 'refused', code: result.code });
    expect(attempt.checks.filter((check) => check.status === 'failed')).toHaveLength(1);
    return { result, attempt };
  };

  it('for another audience, with what was expected and received', async () => {
    const hub = await fixture();
    const departed = await hub.start();
    const response = await hub.issue(departed.requestId, { audiences: ['https://staging.example'] });
    const { result, attempt } = await refusedAnswer(hub, response);
    expect(result).toMatchObject({ code: 'assertion.audience', reference: departed.reference });
    expect(attempt.checks.find((check) => check.status === 'failed')).toMatchObject({
      expected: expect.stringContaining('https://sso.example/e/acme/production/agents/saml/default/metadata'),
      received: expect.stringContaining('https://staging.example'),
    });
  });

  it('keeps the trace of the last answer only, and closes the request after the fifth refusal', async () => {
    const hub = await fixture();
    const departed = await hub.start();
    const wrong = () => hub.issue(departed.requestId, { audiences: ['https://staging.example'] });
    const first = await refusedAnswer(hub, await wrong());
    const expired = await hub.issue(departed.requestId, { now: new Date(hub.now - 3_600_000) });
    const second = await refusedAnswer(hub, expired);
    expect(second.attempt.reference).toBe(first.attempt.reference);
    expect(second.result.code).not.toBe(first.result.code);
    expect(second.attempt.checks.length).toBeLessThanOrEqual(first.attempt.checks.length);
    for (let count = 2; count < 5; count += 1) {
      await refusedAnswer(hub, await wrong());
    }
    const late = await refusedAnswer(hub, await hub.issue(departed.requestId));
    expect(late.result.code).toBe('sign-in.replayed');
    expect(late.attempt.reference).not.toBe(first.attempt.reference);
  });

  it('leaves the trace of a sign-in alone when its answer comes again', async () => {
    const hub = await fixture();
    const departed = await hub.start();
    const response = await hub.issue(departed.requestId);
    const results = await Promise.all([hub.answer(response), hub.answer(response)]);
    const [parked] = results.filter((result) => result.kind === 'parked');
    const [refused] = results.filter((result) => result.kind === 'refused');
    expect(refused?.reference).not.toBe(departed.reference);
    await hub.complete(handleOf(parked ?? { kind: 'parked', handle: '' }), [departed]);
    const attempt = await hub.attempt(departed.reference);
    expect(attempt.outcome).toBe('succeeded');
    expect(attempt.checks.filter((check) => check.status === 'failed')).toEqual([]);
  });

  it('leaves the request open, so that a better answer still signs in', async () => {
    const hub = await fixture();
    const departed = await hub.start();
    await refusedAnswer(hub, await hub.issue(departed.requestId, { audiences: ['https://staging.example'] }));
    expect(await signIn(hub, departed)).toMatchObject({ kind: 'signed-in' });
  });

  it.each([
    [undefined, 'sign-in.response_missing'],
    ['', 'sign-in.response_missing'],
    ['%%%', 'sign-in.response_unreadable'],
    [Buffer.from('<a').toString('base64'), 'sign-in.response_unreadable'],
    [Buffer.from('<!DOCTYPE a><a/>').toString('base64'), 'sign-in.response_unreadable'],
  ])('for the SAMLResponse %j', async (response, code) => {
    const { result } = await refusedAnswer(await fixture(), response);
    expect(result.code).toBe(code);
  });

  it('for a request that nobody sent', async () => {
    const hub = await fixture();
    const { result } = await refusedAnswer(hub, await hub.issue('_unknown'));
    expect(result.code).toBe('sign-in.request_unknown');
  });

  it('for a request that is over, to the millisecond', async () => {
    const hub = await fixture();
    const early = await hub.start();
    const late = await hub.start();
    hub.now += 15 * 60_000 - 1;
    expect(await hub.answer(await hub.issue(early.requestId))).toMatchObject({ kind: 'parked' });
    hub.now += 1;
    const { result } = await refusedAnswer(hub, await hub.issue(late.requestId));
    expect(result.code).toBe('sign-in.request_unknown');
  });

  it('for the same answer posted twice, in turn and at once', async () => {
    const hub = await fixture();
    const first = await hub.start();
    const response = await hub.issue(first.requestId);
    expect(await hub.answer(response)).toMatchObject({ kind: 'parked' });
    expect((await refusedAnswer(hub, response)).result.code).toBe('sign-in.replayed');
    const second = await hub.start();
    const again = await hub.issue(second.requestId);
    const results = await Promise.all([hub.answer(again), hub.answer(again), hub.answer(again)]);
    expect(results.map((result) => result.kind).toSorted()).toEqual(['parked', 'refused', 'refused']);
  });

  it('in another browser than the one that began, and uses the result up', async () => {
    const hub = await fixture();
    const departed = await hub.start();
    const other = await hub.start();
    const handle = handleOf(await hub.answer(await hub.issue(departed.requestId)));
    const stolen = { ...other, requestId: departed.requestId };
    expect(await hub.complete(handle, [stolen])).toMatchObject({
      kind: 'refused',
      code: 'sign-in.browser_mismatch',
      reference: departed.reference,
    });
    expect(await hub.complete(handle, [departed])).toMatchObject({ code: 'sign-in.result_unknown' });
  });

  it('without any cookie', async () => {
    const hub = await fixture();
    const handle = handleOf(await hub.answer(await hub.issue((await hub.start()).requestId)));
    expect(await hub.complete(handle, [])).toMatchObject({ code: 'sign-in.browser_mismatch' });
  });

  it('for a result that is claimed twice or too late', async () => {
    const hub = await fixture();
    const departed = await hub.start();
    const handle = handleOf(await hub.answer(await hub.issue(departed.requestId)));
    await hub.complete(handle, [departed]);
    expect(await hub.complete(handle, [departed])).toMatchObject({ code: 'sign-in.result_unknown' });
    const late = await hub.start();
    const lateHandle = handleOf(await hub.answer(await hub.issue(late.requestId)));
    hub.now += 60_000;
    expect(await hub.complete(lateHandle, [late])).toMatchObject({ code: 'sign-in.result_unknown' });
  });

  it('for a person nobody declared, without a session or a link', async () => {
    const hub = await fixture({ users: [{ email: 'ben@acme.example' }] });
    const departed = await hub.start();
    expect(await signIn(hub, departed)).toMatchObject({ kind: 'refused', code: 'user.unknown' });
    const { storage } = hub.dependencies;
    expect(await storage.read.listUserSessions('realm-agents', 'user-amina', hub.now)).toEqual([]);
    expect(await storage.read.listLinks('realm-agents', 'user-amina')).toEqual([]);
  });

  it('for a user who is disabled', async () => {
    const hub = await fixture({ users: [{ enabled: false }] });
    expect(await signIn(hub, await hub.start())).toMatchObject({ code: 'user.disabled' });
  });

  it('for an e-mail domain that the connection may not speak for', async () => {
    const hub = await fixture({
      connection: { match: { emailAttribute: 'email', emailDomains: ['north.example'] } },
    });
    expect(await signIn(hub, await hub.start())).toMatchObject({ code: 'user.email_domain' });
  });

  it('for a mailbox that was given to somebody else', async () => {
    const hub = await fixture();
    await signIn(hub, await hub.start());
    const departed = await hub.start();
    const response = await hub.issue(departed.requestId, {
      nameId: { value: 'n-other', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' },
    });
    const result = await hub.complete(handleOf(await hub.answer(response)), [departed]);
    expect(result).toMatchObject({ code: 'user.linked_otherwise' });
  });

  it('for a mailbox whose new owner comes without a durable identifier', async () => {
    const hub = await fixture();
    await signIn(hub, await hub.start());
    const departed = await hub.start();
    const response = await hub.issue(departed.requestId, {
      nameId: { value: '_t', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' },
    });
    const result = await hub.complete(handleOf(await hub.answer(response)), [departed]);
    expect(result).toMatchObject({ code: 'user.linked_otherwise' });
  });

  it('in a realm of mode Non-SSO', async () => {
    const hub = await fixture({ ssoMode: 'non-sso' });
    const link = { serviceProvider: 'default', connection: 'okta' };
    const result = await startSignIn(hub.dependencies, hub.realm, { target: { kind: 'launchpad' }, link });
    expect(result).toMatchObject({ kind: 'refused', code: 'sign-in.sso_not_enabled' });
  });

  it('passes on what is no refusal but a defect', async () => {
    const hub = await fixture();
    const broken = {
      ...hub.dependencies,
      storage: { ...hub.dependencies.storage, write: () => Promise.reject(new Error('disk')) },
    };
    await expect(completeSignIn(broken, hub.realm, { handle: 'x', bindingCookie: () => undefined })).rejects.toThrow(
      'disk',
    );
  });
});

describe('an answer that nobody asked for', () => {
  it('is refused when the connection says so', async () => {
    const hub = await fixture({ connection: { idpInitiated: 'refuse' } });
    expect(await hub.answer(await hub.issue(undefined))).toMatchObject({ code: 'sign-in.unsolicited_refused' });
  });

  it('is discarded for a request of our own by default, with the app of its RelayState', async () => {
    const hub = await fixture({ apps: [oidcApp('desktop')] });
    expect(await hub.answer(await hub.issue(undefined), 'desktop')).toEqual({
      kind: 'restart',
      input: {
        target: { kind: 'app', app: 'desktop' },
        link: { serviceProvider: 'default', connection: 'okta' },
        restarted: true,
      },
    });
  });

  it('signs in where it is accepted, once', async () => {
    const hub = await fixture({
      connection: {
        idpInitiated: 'accept',
        match: { emailAttribute: 'email', emailDomains: ['acme.example'] },
      },
    });
    const response = await hub.issue(undefined);
    const handle = handleOf(await hub.answer(response, 'https://elsewhere.example/'));
    expect(await hub.complete(handle, [])).toMatchObject({
      kind: 'signed-in',
      location: 'https://sso.example/e/acme/production/agents/',
      requestId: null,
    });
    expect(await hub.answer(response)).toMatchObject({ kind: 'refused', code: 'sign-in.replayed' });
  });

  it('is refused from an issuer that no connection trusts', async () => {
    const hub = await fixture({ connection: { idpInitiated: 'accept' } });
    const response = await hub.issue(undefined, { issuer: 'https://evil.example' });
    expect(await hub.answer(response)).toMatchObject({ code: 'sign-in.issuer_unknown' });
  });

  it('never passes for the answer to a request', async () => {
    const hub = await fixture({ connection: { idpInitiated: 'accept' } });
    const departed = await hub.start();
    const handle = handleOf(await hub.answer(await hub.issue(undefined)));
    const result = await hub.complete(handle, [departed]);
    expect(result).not.toMatchObject({ requestId: departed.requestId });
  });
});

describe('AES-CBC in a Response that is not signed itself', () => {
  const match = { emailAttribute: 'email', emailDomains: ['acme.example'] };

  const cbc = (hub: SignInFixture, departed: Departed, change: { readonly audiences?: readonly string[] } = {}) =>
    hub.issue(departed.requestId, {
      signing: { key: hub.signingKey, elements: 'assertion' },
      encryption: {
        certificate: hub.encryptionCertificate,
        contentAlgorithm: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
      },
      ...change,
    });

  it('is refused unless the connection accepts a signed assertion inside', async () => {
    const strict = await fixture({ connection: { match } });
    expect(await strict.answer(await cbc(strict, await strict.start()))).toMatchObject({
      code: 'encryption.cbc_not_signed',
    });
    const tolerant = await fixture({ connection: { match, cbcSignedInside: true } });
    const departed = await tolerant.start();
    const handle = handleOf(await tolerant.answer(await cbc(tolerant, departed)));
    expect(await tolerant.complete(handle, [departed])).toMatchObject({ kind: 'signed-in' });
  });

  it('is refused unread when its wrapped key came with too many failures, and nobody else is', async () => {
    const hub = await fixture({ connection: { match, cbcSignedInside: true } });
    const broken = Buffer.from(await cbc(hub, await hub.start()), 'base64').toString('latin1');
    const other = await hub.start();
    const codes: string[] = [];
    for (let count = 0; count <= MAX_FAILURES; count += 1) {
      const { requestId } = await hub.start();
      const probe = broken
        .replace(/InResponseTo="[^"]+"/, `InResponseTo="${requestId}"`)
        .replace(/(.{8})(<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>)/, 'AAAAAAA=$2');
      const result = await hub.answer(Buffer.from(probe, 'latin1').toString('base64'));
      codes.push(result.kind === 'refused' ? result.code : result.kind);
    }
    expect(new Set(codes.slice(0, MAX_FAILURES))).toEqual(new Set(['encryption.failed']));
    expect(codes[MAX_FAILURES]).toBe('encryption.cbc_not_signed');
    expect(await hub.answer(await cbc(hub, other))).toMatchObject({ kind: 'parked' });
  });
});
