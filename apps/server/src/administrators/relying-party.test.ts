import { describe, expect, it } from 'vitest';
import { relyingPartyOf } from './relying-party.ts';

describe('relyingPartyOf', () => {
  it.each([
    ['https://sso.example', 'sso.example', 'https://sso.example'],
    ['https://sso.example:8443/auth', 'sso.example', 'https://sso.example:8443'],
    ['http://localhost:4000', 'localhost', 'http://localhost:4000'],
    ['http://hub.localhost:4000', 'hub.localhost', 'http://hub.localhost:4000'],
  ])('knows %s', (url, id, origin) => expect(relyingPartyOf(url)).toMatchObject({ id, origin }));

  it.each(['http://127.0.0.1:4000', 'https://192.0.2.1', 'https://[2001:db8::1]', 'http://sso.example'])(
    'has no passkeys at %s, where browsers refuse them',
    (url) => expect(relyingPartyOf(url)).toBeNull(),
  );
});
