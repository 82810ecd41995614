import { describe, expect, it } from 'vitest';
import { hintedSubject, storedHint } from './id-token-subject.ts';

const jwt = (payload: unknown): string =>
  ['{"alg":"ES256"}', JSON.stringify(payload), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

describe('a stored id_token_hint', () => {
  it('keeps the subject of the token and nothing else', () => {
    const token = jwt({ sub: 'user-1', email: 'amina@acme.example' });
    expect(storedHint(token)).toBe('sub:user-1');
    expect(hintedSubject(storedHint(token))).toBe('user-1');
  });

  it('stays what it is when it is stored again', () => {
    expect(storedHint('sub:user.with.dots')).toBe('sub:user.with.dots');
  });

  it('names nobody when the token has no subject', () => {
    expect(storedHint(jwt({ sub: 7 }))).toBe('sub:');
    expect(storedHint(jwt(null))).toBe('sub:');
  });

  it('is not taken for a token that was not stored yet', () => {
    expect(hintedSubject(jwt({ sub: 'user-1' }))).toBeNull();
    expect(hintedSubject(undefined)).toBeNull();
  });
});
