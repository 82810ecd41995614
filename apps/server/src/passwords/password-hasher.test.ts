import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPasswordHasher } from './password-hasher.ts';

const SMALL = { memory: 64, passes: 1, parallelism: 1 };
const PASSWORD = 'correct horse battery staple';

const hasher = createPasswordHasher({ random: randomBytes, parameters: SMALL });

describe('createPasswordHasher', () => {
  it('makes PHC strings of 19 MiB, two passes and one lane, with a salt of their own', async () => {
    const standard = createPasswordHasher({ random: randomBytes });
    const [first, second] = await Promise.all([standard.hash(PASSWORD), standard.hash(PASSWORD)]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(second).not.toBe(first);
    expect(await standard.verify(PASSWORD, first)).toBe(true);
    expect(await standard.verify(`${PASSWORD} `, first)).toBe(false);
  });

  it('verifies a hash that another implementation of Argon2 made', async () => {
    // What the reference command makes of `argon2 somesalt -id -t 2 -m 16 -p 1 -e`.
    const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await hasher.verify('password', reference)).toBe(true);
    expect(await hasher.verify('Password', reference)).toBe(false);
  });

  it('takes a password in either Unicode spelling', async () => {
    const stored = await hasher.hash('caf\u00e9 on the corner');
    expect(await hasher.verify('cafe\u0301 on the corner', stored)).toBe(true);
    expect(await hasher.verify('cafe on the corner', stored)).toBe(false);
  });

  it('refuses anything for somebody without a password', async () => {
    expect(await hasher.verify(PASSWORD, null)).toBe(false);
    expect(await hasher.verify('', null)).toBe(false);
  });

  it('says which hashes should be made anew', async () => {
    const stored = await hasher.hash(PASSWORD);
    expect(hasher.isOutdated(stored)).toBe(false);
    for (const change of [{ memory: 128 }, { passes: 2 }, { parallelism: 2 }]) {
      const other = createPasswordHasher({ random: randomBytes, parameters: { ...SMALL, ...change } });
      expect(other.isOutdated(stored)).toBe(true);
      expect(await other.verify(PASSWORD, stored)).toBe(true);
    }
  });

  it.each([
    '',
    'plain text',
    '$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '$argon2id$v=19$m=9999999,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '$argon2id$v=19$m=64,t=17,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '$argon2id$v=19$m=64,t=1,p=9$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  ])('computes nothing for a damaged hash: %s', async (stored) => {
    await expect(hasher.verify(PASSWORD, stored)).rejects.toMatchObject({ code: 'storage.damaged_record' });
  });

  it('turns away what comes when too many are under way', async () => {
    const busy = createPasswordHasher({
      random: randomBytes,
      parameters: SMALL,
      limits: { atOnce: 1, waiting: 1 },
    });
    const outcomes = await Promise.allSettled([busy.hash('a'), busy.hash('b'), busy.verify('c', null)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(outcomes[2]).toMatchObject({ reason: { code: 'password.busy' } });
    expect(await busy.verify('d', null)).toBe(false);
  });
});
