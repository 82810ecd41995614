import { describe, expect, it } from 'vitest';
import { SamlError } from '../errors.ts';
import { CheckFailed, CheckRecorder } from './check-recorder.ts';

const NAMES = ['one', 'two', 'three'] as const;

const recorder = (): CheckRecorder<(typeof NAMES)[number]> => new CheckRecorder(NAMES);

describe('CheckRecorder', () => {
  it('records passed and skipped checks and gives their values', async () => {
    const run = recorder();
    expect(run.run('one', () => 1)).toBe(1);
    run.skip('two', 'not needed');
    const waiting = run.runAsync('three', async () => 3);
    expect(run.records()[2]).toEqual({ name: 'three', status: 'not reached' });
    await expect(waiting).resolves.toBe(3);
    expect(run.records()).toEqual([
      { name: 'one', status: 'passed' },
      { name: 'two', status: 'skipped', reason: 'not needed' },
      { name: 'three', status: 'passed' },
    ]);
  });

  it('does not make a check wait that need not', () => {
    const run = recorder();
    expect(run.runAsync('one', () => 1)).toBe(1);
    expect(run.records()[0]).toEqual({ name: 'one', status: 'passed' });
    const refusal = new SamlError('assertion.subject', { expected: 'a' });
    const failing = (): number => {
      throw refusal;
    };
    expect(() => run.runAsync('two', failing)).toThrow(CheckFailed);
    expect(run.records()[1]).toEqual({ name: 'two', status: 'failed', code: 'assertion.subject', expected: 'a' });
  });

  it('runs a check on what is there and skips it for what is not', () => {
    const run = recorder();
    expect(run.runIf('one', 5, 'absent', (it) => it + 1)).toBe(6);
    expect(run.runIf('two', undefined, 'absent', () => 1)).toBeUndefined();
    expect(run.records().map(({ status }) => status)).toEqual(['passed', 'skipped', 'not reached']);
  });

  it('records a refusal with its details, and the rest as not reached', () => {
    const run = recorder();
    const refusal = new SamlError('response.issuer', { expected: 'a', received: 'b', hint: 'near' });
    expect(() =>
      run.run('one', () => {
        throw refusal;
      }),
    ).toThrow(CheckFailed);
    expect(run.records()).toEqual([
      { name: 'one', status: 'failed', code: 'response.issuer', expected: 'a', received: 'b', hint: 'near' },
      { name: 'two', status: 'not reached' },
      { name: 'three', status: 'not reached' },
    ]);
  });

  it('turns a defect into message.internal and keeps its cause', async () => {
    const run = recorder();
    const defect = new TypeError('a defect');
    const failed = await Promise.resolve(run.runAsync('one', () => Promise.reject(defect))).catch(
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(CheckFailed);
    expect(failed).toMatchObject({ failure: { code: 'message.internal', cause: defect } });
    expect(run.records()[0]).toEqual({ name: 'one', status: 'failed', code: 'message.internal' });
  });

  it('does not let a check be left out or run twice', () => {
    const run = recorder();
    expect(() => run.run('two', () => 1)).toThrow('out of order');
    run.run('one', () => 1);
    expect(() => run.run('one', () => 1)).toThrow('out of order');
  });

  it('does not let a check that waits, or one that does not apply, be left out or recorded twice', () => {
    const run = recorder();
    expect(() => run.runAsync('two', async () => 1)).toThrow('out of order');
    expect(() => run.skip('two', 'not needed')).toThrow('out of order');
    run.skip('one', 'not needed');
    expect(() => run.skip('one', 'not needed')).toThrow('out of order');
    expect(() => run.runAsync('one', async () => 1)).toThrow('out of order');
    expect(run.records().map(({ status }) => status)).toEqual(['skipped', 'not reached', 'not reached']);
  });

  it('tells of several checks only what it is given instead, as the failure of the first', async () => {
    const run = recorder();
    run.run('one', () => 1);
    const secret = new SamlError('signature.digest', { expected: 'a', received: 'b', hint: 'c' });
    const work = async (): Promise<void> => {
      run.run('two', () => 2);
      run.run('three', () => {
        throw secret;
      });
    };
    const failed = await run
      .runConcealed(work, (cause) => new SamlError('encryption.failed', { cause }))
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(CheckFailed);
    expect(failed).toMatchObject({ concealed: true, failure: { code: 'encryption.failed', cause: secret } });
    expect(run.records()).toEqual([
      { name: 'one', status: 'passed' },
      { name: 'two', status: 'failed', code: 'encryption.failed' },
      { name: 'three', status: 'not reached' },
    ]);
  });

  it('conceals nothing that passed or may be told, and no defect of the list itself', async () => {
    const passed = recorder();
    const conceal = (): SamlError => new SamlError('encryption.failed');
    await expect(passed.runConcealed(async () => passed.run('one', () => 1), conceal)).resolves.toBe(1);
    expect(passed.records()[0]).toEqual({ name: 'one', status: 'passed' });

    const told = recorder();
    const refusal = new SamlError('response.issuer', { expected: 'a' });
    const failing = async (): Promise<void> =>
      told.run('one', () => {
        throw refusal;
      });
    const failed = await told.runConcealed(failing, () => undefined).catch((error: unknown) => error);
    expect(failed).toMatchObject({ concealed: false, failure: refusal });
    expect(told.records()[0]).toEqual({ name: 'one', status: 'failed', code: 'response.issuer', expected: 'a' });

    const broken = recorder();
    await expect(broken.runConcealed(async () => broken.run('two', () => 1), conceal)).rejects.toThrow('out of order');
  });
});
