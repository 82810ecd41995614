import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSignInFixture, type SignInFixture } from '../../test-support/sign-in-fixture.ts';
import { findHubSession } from '../sign-in/find-hub-session.ts';
import { hashSecret } from '../sign-in/send-authn-request.ts';
import { signOut, signOutStages } from './flow.ts';

let hub: SignInFixture;

beforeEach(async () => {
  hub = await createSignInFixture();
});

afterEach(async () => {
  await hub.close();
});

const sessionSecret = async (): Promise<string> => {
  const departed = await hub.start();
  const answer = await hub.answer(await hub.issue(departed.requestId));
  const result = await hub.complete(answer.kind === 'parked' ? answer.handle : '', [departed]);
  if (result.kind !== 'signed-in') {
    throw new Error(`not signed in: ${JSON.stringify(result)}`);
  }
  return result.session.secret;
};

const isSignedIn = async (secret: string): Promise<boolean> =>
  (await findHubSession(hub.dependencies, hub.realm, secret)) !== null;

describe('signOut', () => {
  it('has its stages in their order', () => {
    expect(signOutStages).toEqual([
      'find-session',
      'end-session',
      'send-logout-request',
      'receive-logout-response',
      'receive-logout-request',
      'end-sessions',
      'send-logout-response',
    ]);
  });

  it('ends the session and leaves others alone', async () => {
    const [mine, another] = [await sessionSecret(), await sessionSecret()];
    expect(await signOut(hub.dependencies, hub.realm, mine)).toMatchObject({ idHash: hashSecret(mine) });
    expect(await isSignedIn(mine)).toBe(false);
    expect(await isSignedIn(another)).toBe(true);
  });

  it('deletes what was derived from the session in the same commit', async () => {
    const secret = await sessionSecret();
    const { storage } = hub.dependencies;
    const artifact = (idHash: string, hubSessionHash: string | null) => ({
      realmId: 'realm-agents',
      model: 'RefreshToken',
      idHash,
      payload: {},
      grantId: null,
      uid: null,
      userCode: null,
      hubSessionHash,
      consumedAt: null,
      expiresAt: hub.now + 1000,
    });
    await storage.write(async (writer) => {
      await writer.putArtifact(artifact('derived', hashSecret(secret)));
      await writer.putArtifact(artifact('other', null));
    });
    await signOut(hub.dependencies, hub.realm, secret);
    expect(await storage.read.findArtifact('realm-agents', 'RefreshToken', 'derived', hub.now)).toBeNull();
    expect(await storage.read.findArtifact('realm-agents', 'RefreshToken', 'other', hub.now)).not.toBeNull();
  });

  it('does nothing without a session, with an ended one, or for one of another realm', async () => {
    const secret = await sessionSecret();
    const { view } = hub.realm;
    const elsewhere = { ...hub.realm, view: { ...view, realm: { ...view.realm, id: 'realm-customers' } } };
    expect(await signOut(hub.dependencies, elsewhere, secret)).toBeNull();
    for (const nothing of [undefined, '', 'x', hashSecret(secret)]) {
      expect(await signOut(hub.dependencies, hub.realm, nothing)).toBeNull();
    }
    expect(await isSignedIn(secret)).toBe(true);
    expect(await signOut(hub.dependencies, hub.realm, secret)).not.toBeNull();
    expect(await signOut(hub.dependencies, hub.realm, secret)).toBeNull();
  });
});
