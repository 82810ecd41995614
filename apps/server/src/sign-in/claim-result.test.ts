import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSignInFixture, type SignInFixture } from '../../test-support/sign-in-fixture.ts';
import { claimResult, takeResult } from './claim-result.ts';
import { type ParkedSignIn, sealParkedSignIn } from './parked-sign-in.ts';
import { hashSecret } from './send-authn-request.ts';

const parkedFor = (request: ParkedSignIn['request']): ParkedSignIn => ({
  attemptId: 'attempt',
  serviceProviderId: 'sp-default',
  connectionId: 'connection-okta',
  request,
  target: { kind: 'launchpad' },
  identity: {
    issuer: 'https://idp.example',
    nameId: null,
    attributes: [],
    sessionIndex: null,
    sessionNotOnOrAfter: null,
    authnInstant: 1,
    authnContext: null,
  },
});

describe('claimResult', () => {
  const parked = parkedFor({ id: '_r', bindingHash: hashSecret('secret') });

  it('lets the browser that has the cookie of this very request', () => {
    const asked: string[] = [];
    const cookie = (requestId: string): string => {
      asked.push(requestId);
      return 'secret';
    };
    expect(claimResult(parked, cookie)).toBe(parked);
    expect(asked).toEqual(['_r']);
  });

  it.each([
    ['no cookie', undefined],
    ['another cookie', ''],
    ['another cookie', 'Secret'],
    ['another cookie', 'secret '],
    ['another cookie', hashSecret('secret')],
  ])('refuses %s: %j', (received, value) => {
    expect(() => claimResult(parked, () => value)).toThrow(
      expect.objectContaining({ code: 'sign-in.browser_mismatch', received }),
    );
  });

  it('asks no cookie for an answer that no browser asked for', () => {
    const unsolicited = parkedFor(null);
    expect(claimResult(unsolicited, () => undefined)).toBe(unsolicited);
  });
});

describe('takeResult', () => {
  let hub: SignInFixture;

  beforeEach(async () => {
    hub = await createSignInFixture();
  });

  afterEach(async () => {
    await hub.close();
  });

  const park = (handle: string, expiresAt: number): Promise<void> => {
    const handleHash = hashSecret(handle);
    const sealed = sealParkedSignIn(hub.dependencies.sealer, 'realm-agents', handleHash, parkedFor(null));
    return hub.dependencies.storage.write((writer) =>
      writer.parkResult({ handleHash, realmId: 'realm-agents', sealed, expiresAt }),
    );
  };

  const take = (handle: string, realmId = 'realm-agents'): Promise<ParkedSignIn> =>
    hub.dependencies.storage.write((writer) =>
      takeResult(hub.dependencies, writer, { realmId, handle, bindingCookie: () => undefined }),
    );

  it('gives the result to one caller', async () => {
    await park('handle', hub.now + 1);
    const results = await Promise.allSettled([take('handle'), take('handle'), take('handle')]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(take('handle')).rejects.toMatchObject({ code: 'sign-in.result_unknown' });
  });

  it('gives nothing for another handle, another realm, or a result that is over', async () => {
    await park('handle', hub.now + 1);
    await park('late', hub.now);
    for (const handle of ['', 'Handle', hashSecret('handle'), 'late']) {
      await expect(take(handle)).rejects.toMatchObject({ code: 'sign-in.result_unknown' });
    }
    await expect(take('handle', 'realm-customers')).rejects.toMatchObject({ code: 'sign-in.result_unknown' });
    expect(await take('handle')).toEqual(parkedFor(null));
  });
});
