import { describe, expect, it } from 'vitest';
import type { DesktopSession } from './desktop-session.ts';
import { createMemorySessionStore } from './session-store.ts';

const sessionOf = (subject: string): DesktopSession => ({
  person: {
    subject,
    displayName: subject,
    firstName: subject,
    login: undefined,
    connectionName: undefined,
    companyName: undefined,
  },
  tokens: { accessToken: 'a', refreshToken: undefined, scopes: [], refreshAt: new Date(0), expiresAt: new Date(0) },
});

describe('the session store in memory', () => {
  it('finds what was saved, replaces it and forgets what is removed', async () => {
    const store = createMemorySessionStore();
    await store.save('one', sessionOf('amina'));
    await store.save('one', sessionOf('luca'));
    expect((await store.find('one'))?.person.subject).toBe('luca');
    await store.remove('one');
    expect(await store.find('one')).toBeUndefined();
  });

  it('counts the sessions of one person', async () => {
    const store = createMemorySessionStore();
    await store.save('one', sessionOf('amina'));
    await store.save('two', sessionOf('amina'));
    await store.save('three', sessionOf('luca'));
    expect(await store.countOf('amina')).toBe(2);
    expect(await store.countOf('nobody')).toBe(0);
  });
});
