import { describe, expect, it } from 'vitest';
import type { RefreshOutcome } from '../sign-in/hub-client.ts';
import type { DesktopSession, TokenSet } from './desktop-session.ts';
import { createSessionKeeper, UNREACHABLE_GRACE_MS } from './keep-session.ts';
import { createMemorySessionStore } from './session-store.ts';

const tokens = (name: string, startMs: number, refreshToken: string | undefined = `refresh ${name}`): TokenSet => ({
  accessToken: `access ${name}`,
  refreshToken,
  scopes: [],
  refreshAt: new Date(startMs + 75),
  expiresAt: new Date(startMs + 100),
});

const person = {
  subject: 's-1',
  displayName: 'Amina Haddad',
  firstName: 'Amina',
  login: 'amina',
  connectionName: undefined,
  companyName: undefined,
};

const setUp = async (outcome: () => Promise<RefreshOutcome>, first: TokenSet = tokens('first', 0)) => {
  let nowMs = 0;
  let refreshes = 0;
  const sessions = createMemorySessionStore();
  const session: DesktopSession = { person, tokens: first };
  await sessions.save('id', session);
  const keeper = createSessionKeeper({
    sessions,
    hub: {
      refresh: () => {
        refreshes += 1;
        return outcome();
      },
    },
    clock: () => new Date(nowMs),
  });
  const keepAt = (ms: number) => {
    nowMs = ms;
    return keeper.keep('id');
  };
  return { keepAt, keeper, sessions, session, refreshCount: () => refreshes };
};

const renewed = async (): Promise<RefreshOutcome> => ({ kind: 'renewed', tokens: tokens('second', 75) });

describe('keeping a session', () => {
  it('renews the tokens at three quarters of their life and not before', async () => {
    const { keepAt, sessions, refreshCount } = await setUp(renewed);
    expect(await keepAt(74)).toMatchObject({ kind: 'live', session: { tokens: { accessToken: 'access first' } } });
    expect(refreshCount()).toBe(0);
    expect(await keepAt(75)).toMatchObject({ kind: 'live', session: { tokens: { accessToken: 'access second' } } });
    expect(await sessions.find('id')).toMatchObject({ tokens: { refreshToken: 'refresh second' } });
    await keepAt(76);
    expect(refreshCount()).toBe(1);
  });

  it('asks the hub once when several requests come at the same time', async () => {
    const { keepAt, refreshCount } = await setUp(renewed);
    const kept = await Promise.all([keepAt(80), keepAt(80), keepAt(80)]);
    expect(kept.map(({ kind }) => kind)).toEqual(['live', 'live', 'live']);
    expect(refreshCount()).toBe(1);
  });

  it('ends the session when the hub refuses', async () => {
    const { keepAt, sessions, session } = await setUp(async () => ({ kind: 'ended' }));
    expect(await keepAt(75)).toEqual({ kind: 'ended', session });
    expect(await sessions.find('id')).toBeUndefined();
    expect(await keepAt(76)).toEqual({ kind: 'none' });
  });

  it('goes on while the hub does not answer, until the grace is over', async () => {
    const { keepAt } = await setUp(async () => ({ kind: 'unreachable' }));
    expect(await keepAt(75)).toMatchObject({ kind: 'live', hub: 'unreachable' });
    expect(await keepAt(100 + UNREACHABLE_GRACE_MS - 1)).toMatchObject({ kind: 'live', hub: 'unreachable' });
    expect(await keepAt(100 + UNREACHABLE_GRACE_MS)).toMatchObject({ kind: 'ended' });
  });

  it('ends a session without a refresh token with its access token', async () => {
    const alone: TokenSet = { ...tokens('alone', 0), refreshToken: undefined };
    const { keepAt, refreshCount } = await setUp(renewed, alone);
    expect(await keepAt(99)).toMatchObject({ kind: 'live', hub: 'answers' });
    expect(await keepAt(100)).toMatchObject({ kind: 'ended' });
    expect(refreshCount()).toBe(0);
  });

  it('does not bring back a session that was signed out while the hub was asked', async () => {
    let answer: (outcome: RefreshOutcome) => void = () => undefined;
    const { keepAt, sessions } = await setUp(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const kept = keepAt(75);
    await new Promise(setImmediate);
    await sessions.remove('id');
    answer(await renewed());
    expect(await kept).toEqual({ kind: 'none' });
    expect(await sessions.find('id')).toBeUndefined();
  });

  it('knows nothing of other identifiers', async () => {
    const { keeper } = await setUp(renewed);
    expect(await keeper.keep('other')).toEqual({ kind: 'none' });
  });
});
