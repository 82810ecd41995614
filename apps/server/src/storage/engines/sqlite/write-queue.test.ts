import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from 'vitest';
import { createWriteQueue, type TransactionControl } from './write-queue.ts';

interface FakeControl extends TransactionControl {
  readonly log: string[];
}

/** Records the commands; `fail` names those that throw. */
const fakeControl = (fail: readonly string[] = []): FakeControl => {
  const log: string[] = [];
  let isOpen = false;
  const command = (name: string, openAfter: boolean | null) => () => {
    log.push(name);
    if (fail.includes(name)) throw new Error(`${name} failed`);
    if (openAfter !== null) isOpen = openAfter;
  };
  return {
    log,
    begin: command('begin', true),
    commit: command('commit', false),
    rollback: command('rollback', false),
    savepoint: command('savepoint', null),
    releaseSavepoint: command('release', null),
    rollbackToSavepoint: command('rollback to', null),
    isOpen: () => isOpen,
  };
};

const refuse = async (): Promise<never> => {
  throw new Error('refused');
};

describe('the write queue', () => {
  it('puts writes that wait together into one commit, each behind a savepoint but the first', async () => {
    const control = fakeControl();
    const queue = createWriteQueue(control);
    const results = await Promise.all([1, 2, 3].map(async (number) => queue.write(async () => number)));
    expect(results).toEqual([1, 2, 3]);
    expect(control.log).toEqual(['begin', 'savepoint', 'release', 'savepoint', 'release', 'commit']);
  });

  it('bounds the size of a commit', async () => {
    const control = fakeControl();
    const queue = createWriteQueue(control);
    await Promise.all(Array.from({ length: 65 }, async () => queue.write(async () => undefined)));
    expect(control.log.filter((command) => command === 'commit')).toHaveLength(3);
  });

  it('rolls back one failing write of a group and commits the others', async () => {
    const control = fakeControl();
    const queue = createWriteQueue(control);
    const outcomes = await Promise.allSettled([
      queue.write(async () => 'a'),
      queue.write(refuse),
      queue.write(async () => 'c'),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(control.log).toEqual(['begin', 'savepoint', 'rollback to', 'savepoint', 'release', 'commit']);
  });

  it('begins anew when the first write of a group fails', async () => {
    const control = fakeControl();
    const queue = createWriteQueue(control);
    const outcomes = await Promise.allSettled([queue.write(refuse), queue.write(async () => 'b')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(control.log).toEqual(['begin', 'rollback', 'begin', 'commit']);
  });

  it('fails every write of a group whose commit fails, and goes on with the next', async () => {
    const fail = ['commit'];
    const control = fakeControl(fail);
    const queue = createWriteQueue(control);
    const outcomes = await Promise.allSettled([queue.write(async () => 'a'), queue.write(async () => 'b')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(control.log.at(-1)).toBe('rollback');
    fail.pop();
    expect(await queue.write(async () => 'c')).toBe('c');
  });

  it('fails one write, not all, when no transaction can begin', async () => {
    const fail = ['begin'];
    const control = fakeControl(fail);
    const queue = createWriteQueue(control);
    await expect(queue.write(async () => 'a')).rejects.toMatchObject({ code: 'storage.failed' });
    fail.pop();
    expect(await queue.write(async () => 'b')).toBe('b');
  });

  it('fails the whole group when the database rolls back by itself', async () => {
    const control = fakeControl();
    const queue = createWriteQueue(control);
    const outcomes = await Promise.allSettled([
      queue.write(async () => 'a'),
      queue.write(async () => control.rollback()),
      queue.write(async () => 'c'),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });

  it('runs each change in the asynchronous context of its caller', async () => {
    const queue = createWriteQueue(fakeControl());
    const context = new AsyncLocalStorage<number>();
    const seen = await Promise.all(
      [1, 2, 3].map(async (number) => context.run(number, async () => queue.write(async () => context.getStore()))),
    );
    expect(seen).toEqual([1, 2, 3]);
  });

  it('knows whether a statement belongs to the running write', async () => {
    const queue = createWriteQueue(fakeControl());
    expect(() => queue.assertWriting()).toThrow('storage.write_ended');
    await queue.write(async () => {
      expect(() => queue.assertWriting()).not.toThrow();
    });
    expect(() => queue.assertWriting()).toThrow('storage.write_ended');
  });
});
