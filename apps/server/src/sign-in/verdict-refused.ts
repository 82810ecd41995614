/** What the kernel says about a message, in the terms of an attempt. */
import type { CheckRecord, SamlError, SamlErrorCode } from '@cordboard/saml';
import type { AttemptCheck } from '../storage/ports/attempt-store.ts';

/** The kernel refused a message; the checks are in the trace. */
export class VerdictRefused extends Error {
  override readonly name = 'VerdictRefused';
  readonly code: SamlErrorCode;

  constructor(verdict: { readonly code: SamlErrorCode; readonly failure: SamlError }) {
    super(verdict.failure.message, { cause: verdict.failure });
    this.code = verdict.code;
  }
}

/** The checks of a verdict as those of a stage. */
export const attemptChecks = (stage: string, records: readonly CheckRecord<string>[]): readonly AttemptCheck[] =>
  records.map((record) => ({
    stage,
    name: record.name,
    status: record.status === 'not reached' ? 'not-reached' : record.status,
    code: record.code,
    expected: record.expected,
    received: record.received ?? record.reason,
    hint: record.hint,
  }));
