/** The checks of an attempt as an administrator reads them: in the order of the sign-in or sign-out, in groups. */
import type { AttemptView } from '@cordboard/contract/control';

export type Check = AttemptView['checks'][number];

export const checkGroups = [
  'request',
  'response',
  'checks',
  'person',
  'logout-answer',
  'logout-request',
  'result',
] as const;
export type CheckGroup = (typeof checkGroups)[number];

const groupOfStage: Readonly<Record<string, CheckGroup>> = {
  'begin-sign-in': 'request',
  'choose-connection': 'request',
  'send-authn-request': 'request',
  'receive-response': 'response',
  'verify-assertion': 'checks',
  'map-claims': 'person',
  'provision-user': 'person',
  'send-logout-request': 'request',
  'receive-logout-response': 'logout-answer',
  'receive-logout-request': 'logout-request',
};

export interface GroupedChecks {
  readonly group: CheckGroup;
  readonly checks: readonly Check[];
}

/** A stage that is not known belongs to the result; groups without checks are left out. */
export const groupChecks = (checks: readonly Check[]): readonly GroupedChecks[] =>
  checkGroups
    .map((group) => ({ group, checks: checks.filter(({ stage }) => (groupOfStage[stage] ?? 'result') === group) }))
    .filter((each) => each.checks.length > 0);

export interface CheckCounts {
  readonly passed: number;
  readonly failed: number;
  readonly open: number;
}

export const countChecks = (checks: readonly Check[]): CheckCounts => {
  const count = (...statuses: readonly Check['status'][]): number =>
    checks.filter(({ status }) => statuses.includes(status)).length;
  return { passed: count('passed', 'recorded'), failed: count('failed'), open: count('not-reached') };
};

/** The check that the refusal is about. */
export const failedCheck = ({
  checks,
  code,
}: {
  readonly checks: readonly Check[];
  readonly code: string | null;
}): Check | undefined =>
  checks.find((check) => check.status === 'failed' && check.code === code) ??
  checks.find(({ status }) => status === 'failed');
