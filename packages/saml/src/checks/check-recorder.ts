/**
 * Runs the checks of one message in their fixed order and keeps a record of each: this record is
 * the trace that an administrator reads. A check either returns a value or throws a SamlError.
 */
import { SamlError, type SamlErrorCode } from '../errors.ts';

export type CheckStatus = 'passed' | 'failed' | 'not reached' | 'skipped';

/** The outcome of one check. */
export interface CheckRecord<Name extends string = string> {
  readonly name: Name;
  readonly status: CheckStatus;
  /** Why a skipped check does not apply. */
  readonly reason?: string;
  readonly code?: SamlErrorCode;
  readonly expected?: string;
  readonly received?: string;
  /** Names a near miss, such as a trailing slash. */
  readonly hint?: string;
}

/** Thrown by the recorder after a check failed, to leave the list; never seen by a caller of the kernel. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';
  /** The error as the check threw it: always a SamlError, a defect is wrapped as `message.internal`. */
  readonly failure: SamlError;
  /** The failure stands for another one, which is its cause and in no record. */
  readonly concealed: boolean;

  constructor(failure: SamlError, concealed = false) {
    super(failure.message, { cause: failure });
    this.failure = failure;
    this.concealed = concealed;
  }
}

const asSamlError = (error: unknown): SamlError =>
  error instanceof SamlError ? error : new SamlError('message.internal', { cause: error });

/** Records the checks of one message. The names must be run or skipped in the order in which they were given. */
export class CheckRecorder<Name extends string> {
  readonly #names: readonly Name[];
  readonly #records: CheckRecord<Name>[] = [];

  constructor(names: readonly Name[]) {
    this.#names = names;
  }

  /** Runs one check and returns its value. Throws `CheckFailed` after recording a failure. */
  run<T>(name: Name, check: () => T): T {
    this.#expectNext(name);
    try {
      const value = check();
      this.#records.push({ name, status: 'passed' });
      return value;
    } catch (error) {
      throw this.#fail(name, error);
    }
  }

  /** The same for a check that may have to wait, as decryption does. Where it need not, nothing waits. */
  runAsync<T>(name: Name, check: () => Promise<T> | T): Promise<T> | T {
    this.#expectNext(name);
    try {
      const outcome = check();
      if (outcome instanceof Promise) {
        return this.#finish(name, outcome);
      }
      this.#records.push({ name, status: 'passed' });
      return outcome;
    } catch (error) {
      throw this.#fail(name, error);
    }
  }

  async #finish<T>(name: Name, outcome: Promise<T>): Promise<T> {
    try {
      const value = await outcome;
      this.#records.push({ name, status: 'passed' });
      return value;
    } catch (error) {
      throw this.#fail(name, error);
    }
  }

  /** Runs a check on something that a message may lack, and skips it for `reason` when it does. */
  runIf<T, U>(name: Name, subject: T | undefined, reason: string, check: (subject: T) => U): U | undefined {
    if (subject === undefined) {
      this.skip(name, reason);
      return undefined;
    }
    return this.run(name, () => check(subject));
  }

  /**
   * Runs several checks of which nobody may learn which one failed, or why.
   *
   * @param work Runs the checks, the first of them first.
   * @param conceal What is told instead of a failure, or `undefined` when it may be told. It is then the failure of the
   * first check, and the others count as not reached.
   */
  async runConcealed<T>(work: () => Promise<T>, conceal: (failure: SamlError) => SamlError | undefined): Promise<T> {
    const start = this.#records.length;
    try {
      return await work();
    } catch (error) {
      const told = error instanceof CheckFailed ? conceal(error.failure) : undefined;
      const name = this.#names[start];
      if (told === undefined || name === undefined) {
        throw error;
      }
      this.#records.length = start;
      this.#record(name, told);
      throw new CheckFailed(told, true);
    }
  }

  /** A recorder that goes on from here by itself, for one of several parts that may each be what the message is judged by. */
  fork(): CheckRecorder<Name> {
    const branch = new CheckRecorder(this.#names);
    branch.#records.push(...this.#records);
    return branch;
  }

  /** Takes the records of a fork for its own. */
  adopt(branch: CheckRecorder<Name>): void {
    this.#records.splice(0, this.#records.length, ...branch.#records);
  }

  /** Records that a check does not apply to this message. */
  skip(name: Name, reason: string): void {
    this.#expectNext(name);
    this.#records.push({ name, status: 'skipped', reason });
  }

  /** One record for every name; those that no check got to are `not reached`. */
  records(): readonly CheckRecord<Name>[] {
    const rest = this.#names.slice(this.#records.length);
    return [...this.#records, ...rest.map((name): CheckRecord<Name> => ({ name, status: 'not reached' }))];
  }

  #expectNext(name: Name): void {
    const next = this.#names[this.#records.length];
    if (next !== name) {
      throw new Error(`check ${name} is out of order: ${next ?? 'none'} comes next`);
    }
  }

  #fail(name: Name, error: unknown): CheckFailed {
    const failure = asSamlError(error);
    this.#record(name, failure);
    return new CheckFailed(failure);
  }

  #record(name: Name, failure: SamlError): void {
    this.#records.push({
      name,
      status: 'failed',
      code: failure.code,
      ...(failure.expected !== undefined && { expected: failure.expected }),
      ...(failure.received !== undefined && { received: failure.received }),
      ...(failure.hint !== undefined && { hint: failure.hint }),
    });
  }
}
