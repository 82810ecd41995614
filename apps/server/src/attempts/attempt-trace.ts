/**
 * Collects what happened on one sign-in, stage by stage, and turns it into the stored attempt.
 * Every stage of the flow runs through `stage`: its checks, its time and its refusal end up here.
 */
import { CordboardError, type ErrorCode } from '../errors.ts';
import type { AttemptCheck, AttemptRecord } from '../storage/ports/attempt-store.ts';

/** What a trace starts from. */
export interface TraceStart {
  readonly id: string;
  readonly reference: string;
  readonly realmId: string;
  /** Default `sign-in`. */
  readonly kind?: AttemptRecord['kind'];
  readonly startedAt: number;
  readonly connectionId?: string | null;
  readonly app?: string | null;
}

/** Milliseconds with two decimals are enough to compare stages. */
const roundMs = (ms: number): number => Math.round(ms * 100) / 100;

export class AttemptTrace {
  #record: AttemptRecord;
  readonly #monotonicMs: () => number;

  private constructor(record: AttemptRecord, monotonicMs: () => number) {
    this.#record = record;
    this.#monotonicMs = monotonicMs;
  }

  static start(start: TraceStart, monotonicMs: () => number): AttemptTrace {
    return new AttemptTrace(
      {
        id: start.id,
        reference: start.reference,
        kind: start.kind ?? 'sign-in',
        realmId: start.realmId,
        connectionId: start.connectionId ?? null,
        app: start.app ?? null,
        startedAt: start.startedAt,
        endedAt: null,
        outcome: 'pending',
        code: null,
        userId: null,
        subject: null,
        checks: [],
        stageMs: {},
      },
      monotonicMs,
    );
  }

  /** Goes on with an attempt that an earlier request of the same sign-in stored. */
  static resume(record: AttemptRecord, monotonicMs: () => number): AttemptTrace {
    return new AttemptTrace(record, monotonicMs);
  }

  /**
   * Goes on with an attempt from one of its stages: what that stage and the named later ones left
   * before is dropped, so that a second try is judged, and kept, on its own.
   */
  static retry(record: AttemptRecord, stages: readonly string[], monotonicMs: () => number): AttemptTrace {
    const checks = record.checks.filter((check) => !stages.includes(check.stage));
    const stageMs = Object.fromEntries(Object.entries(record.stageMs).filter(([stage]) => !stages.includes(stage)));
    return new AttemptTrace({ ...record, outcome: 'pending', code: null, endedAt: null, checks, stageMs }, monotonicMs);
  }

  get record(): AttemptRecord {
    return this.#record;
  }

  get reference(): string {
    return this.#record.reference;
  }

  /** Runs one stage and adds its time; a refusal is recorded as the failed check of that stage and passed on. */
  async stage<T>(stage: string, run: () => Promise<T> | T): Promise<T> {
    const startedAt = this.#monotonicMs();
    try {
      return await run();
    } catch (error) {
      if (error instanceof CordboardError && !this.#hasFailed()) {
        this.add({
          stage,
          name: error.code,
          status: 'failed',
          code: error.code,
          expected: error.expected,
          received: error.received,
          hint: error.hint,
        });
      }
      throw error;
    } finally {
      const elapsedMs = roundMs(this.#monotonicMs() - startedAt);
      const stageMs = { ...this.#record.stageMs, [stage]: roundMs((this.#record.stageMs[stage] ?? 0) + elapsedMs) };
      this.#record = { ...this.#record, stageMs };
    }
  }

  /** Adds the times of stages that ran in another trace. */
  addTimes(stageMs: AttemptRecord['stageMs']): void {
    this.#record = { ...this.#record, stageMs: { ...this.#record.stageMs, ...stageMs } };
  }

  add(...checks: readonly AttemptCheck[]): void {
    this.#record = { ...this.#record, checks: [...this.#record.checks, ...checks] };
  }

  /** Notes a fact that is no check, such as "request sent". */
  note(stage: string, name: string, received?: string): void {
    this.add({ stage, name, status: 'recorded', received });
  }

  passed(stage: string, name: string, received?: string): void {
    this.add({ stage, name, status: 'passed', received });
  }

  about(known: Partial<Pick<AttemptRecord, 'connectionId' | 'app' | 'userId' | 'subject'>>): void {
    this.#record = { ...this.#record, ...known };
  }

  succeed(at: number): AttemptRecord {
    this.#record = { ...this.#record, outcome: 'succeeded', code: null, endedAt: at };
    return this.#record;
  }

  refuse(code: ErrorCode | string, at: number): AttemptRecord {
    this.#record = { ...this.#record, outcome: 'refused', code, endedAt: at };
    return this.#record;
  }

  #hasFailed(): boolean {
    return this.#record.checks.some((check) => check.status === 'failed');
  }
}
