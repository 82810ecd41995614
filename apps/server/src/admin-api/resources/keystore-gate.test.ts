import { describe, expect, it } from 'vitest';
import { createKeystoreGate, KEYSTORES_WAITING } from './keystore-gate.ts';

/** A piece of work that goes on until it is let go. */
const held = () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  let begun = false;
  const work = (): Promise<string> => {
    begun = true;
    return promise;
  };
  return { work, hasBegun: () => begun, letGo: () => resolve('read') };
};

describe('the gate of keystores', () => {
  it('lets one through at a time, the others in order, and refuses whoever would wait longer', async () => {
    const gate = createKeystoreGate();
    const works = Array.from({ length: KEYSTORES_WAITING + 1 }, held);
    const answers = works.map(({ work }) => gate(work));
    const refused = held();
    await expect(gate(refused.work)).rejects.toMatchObject({ code: 'key.busy' });
    expect(refused.hasBegun()).toBe(false);
    for (const [index, work] of works.entries()) {
      expect(works.map(({ hasBegun }) => hasBegun())).toEqual(works.map((_, place) => place <= index));
      work.letGo();
      expect(await answers[index]).toBe('read');
      await Promise.resolve();
    }
    await expect(gate(() => Promise.resolve('again'))).resolves.toBe('again');
  });

  it('opens again after a keystore that could not be read', async () => {
    const gate = createKeystoreGate();
    await expect(gate(() => Promise.reject(new Error('damaged')))).rejects.toThrow('damaged');
    await expect(gate(() => Promise.resolve('next'))).resolves.toBe('next');
  });
});
