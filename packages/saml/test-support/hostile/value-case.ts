/** The form of a case in which one value is wrong, and the instants that such cases count with. */
import type { VerifyResponseOptions } from '../../src/checks/verify-response-options.ts';
import type { SamlErrorCode } from '../../src/errors.ts';
import type { SampleParts } from '../sample-response.ts';
import type { AttackClass } from './attack-classes.ts';
import type { SigningPlace } from './hostile-case.ts';

export interface ValueCase {
  readonly id: string;
  readonly attackClass: AttackClass;
  readonly description: string;
  readonly code: SamlErrorCode;
  /** The defect. */
  readonly parts: Partial<SampleParts>;
  /** What both the twin and the hostile message say. */
  readonly common?: Partial<SampleParts>;
  readonly options?: Partial<VerifyResponseOptions>;
  /** Default: all three. */
  readonly places?: readonly Exclude<SigningPlace, 'none'>[];
}

export const MINUTE = 60_000;
export const HOUR: number = 60 * MINUTE;
/** The default clock skew. */
export const SKEW: number = 2 * MINUTE;
