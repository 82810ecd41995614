import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as oidc from 'openid-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStorage, type SqliteStorage } from '../../storage/engines/sqlite/open-sqlite-storage.ts';
import { createIssuerFixture, type IssuerFixture, SECRETS } from './http/test-support/issuer-fixture.ts';
import { createRelyingParty } from './http/test-support/relying-party.ts';

let storage: SqliteStorage;
let fixture: IssuerFixture;

beforeEach(async () => {
  storage = await openSqliteStorage({ path: ':memory:' });
  fixture = await createIssuerFixture({ storage });
});

afterEach(async () => {
  await fixture.close();
});

/** Everything that is on disk, the write-ahead log included. */
const storedText = (): string =>
  ['', '-wal']
    .map((suffix) => `${storage.path}${suffix}`)
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');

describe('the database', () => {
  it('holds no code, token, cookie value or secret that was handed out, only hashes', async () => {
    const desktop = await createRelyingParty(fixture, 'desktop');
    const phone = await createRelyingParty(fixture, 'phone', { redirectUri: 'https://phone.example/callback' });
    const started = await desktop.start();
    const callback = await desktop.authorize(started);
    const code = callback.searchParams.get('code') ?? '';
    const tokens = await desktop.exchange(started, callback);
    const refreshed = await oidc.refreshTokenGrant(desktop.config, tokens.refresh_token ?? '');
    const first = await phone.signIn();
    const rotated = await oidc.refreshTokenGrant(phone.config, first.refresh_token ?? '');
    // An interaction that stays under way, begun with an issued token as a hint.
    fixture.hub.signIn = null;
    await desktop.visit(await desktop.start({ prompt: 'login', id_token_hint: tokens.id_token ?? '' }));
    const issued = [
      code,
      ...[tokens, refreshed, first, rotated].flatMap((answer) => [
        answer.access_token,
        answer.refresh_token ?? '',
        answer.id_token ?? '',
      ]),
      ...desktop.browser.seenCookieValues,
      ...phone.browser.seenCookieValues,
      ...Object.values(SECRETS),
    ];
    expect(issued.length).toBeGreaterThan(20);
    expect(issued.every((value) => value.length > 20)).toBe(true);
    const stored = storedText();
    // The search works: hashes of what was handed out are found.
    expect(stored).toContain(hash('sha256', tokens.access_token, 'base64url'));
    expect(stored).toContain(hash('sha256', code, 'base64url'));
    expect(stored).toContain('sub:user-amina');
    expect(issued.filter((value) => stored.includes(value))).toEqual([]);
  });
});
