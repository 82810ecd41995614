import { describe, expect, it } from 'vitest';
import { createAgentDirectory, PRESENCE_MS } from './agent-directory.ts';

const setUp = () => {
  let nowMs = 1_000_000;
  const directory = createAgentDirectory(() => new Date(nowMs));
  const pass = (ms: number): void => {
    nowMs += ms;
  };
  return { directory, pass };
};

const inUse = expect.objectContaining({ code: 'desktop.extension_in_use' });

describe('the agent directory', () => {
  it('puts an agent to work Not Ready, from now on', () => {
    const { directory } = setUp();
    expect(directory.signIn('amina', '1023')).toEqual({
      subject: 'amina',
      extension: '1023',
      state: { name: 'not-ready', reason: undefined },
      since: new Date(1_000_000),
    });
  });

  it('refuses an extension that another agent has, and gives it out when that agent signs out', () => {
    const { directory } = setUp();
    directory.signIn('amina', '1023');
    expect(() => directory.signIn('luca', '1023')).toThrow(inUse);
    expect(directory.find('luca')).toBeUndefined();
    directory.signOut('amina');
    expect(directory.signIn('luca', '1023').extension).toBe('1023');
  });

  it('moves an agent who is at work already, which frees the old extension', () => {
    const { directory } = setUp();
    directory.signIn('amina', '1023');
    expect(directory.signIn('amina', '1023').extension).toBe('1023');
    directory.signIn('amina', '1024');
    expect(directory.signIn('luca', '1023').extension).toBe('1023');
  });

  it('keeps an agent who shows signs of life up to the limit, and frees the extension after it', () => {
    const { directory, pass } = setUp();
    directory.signIn('amina', '1023');
    pass(PRESENCE_MS);
    expect(directory.find('amina')?.extension).toBe('1023');
    pass(PRESENCE_MS);
    expect(() => directory.signIn('luca', '1023')).toThrow(inUse);
    pass(1);
    expect(directory.signIn('luca', '1023').extension).toBe('1023');
    expect(directory.find('amina')).toBeUndefined();
  });

  it('restarts the time when the state or the reason changes, and lets it run when nothing does', () => {
    const { directory, pass } = setUp();
    directory.signIn('amina', '1023');
    const since = [{ name: 'ready' }, { name: 'ready' }, { name: 'not-ready', reason: 'lunch' }].map((state) => {
      pass(1000);
      return directory.changeState('amina', state as Parameters<typeof directory.changeState>[1])?.since.getTime();
    });
    expect(since).toEqual([1_001_000, 1_001_000, 1_003_000]);
    expect(directory.find('amina')?.since.getTime()).toBe(1_003_000);
  });

  it('changes nothing for someone who is not at work', () => {
    const { directory } = setUp();
    expect(directory.changeState('amina', { name: 'ready' })).toBeUndefined();
    expect(directory.find('amina')).toBeUndefined();
  });
});
