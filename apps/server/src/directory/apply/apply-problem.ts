/** Errors of the hub and of the kernel as problems of an applied file: a place and a code instead of a stack. */
import type { ApplyProblem } from '@cordboard/contract/control';
import { SamlError } from '@cordboard/saml';
import { CordboardError, type ErrorCode } from '../../errors.ts';

/** What a problem says beyond its code and place. */
export type ProblemDetail = Pick<ApplyProblem, 'expected' | 'received' | 'hint'>;

/** A problem with one of the hub's own codes. */
export const applyProblem = (code: ErrorCode, path: string, detail: ProblemDetail = {}): ApplyProblem => ({
  code,
  path,
  ...detail,
});

/** A refusal of ours as a problem. Anything else is a defect and is thrown on. */
export const toApplyProblem = (error: unknown, path: string): ApplyProblem => {
  if (error instanceof CordboardError || error instanceof SamlError) {
    const { code, expected, received, hint } = error;
    return {
      code,
      path,
      ...(expected !== undefined && { expected }),
      ...(received !== undefined && { received }),
      ...(hint !== undefined && { hint }),
    };
  }
  throw error;
};
