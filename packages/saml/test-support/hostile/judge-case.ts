/** What comes of a hostile case and of its twin, and what has to hold for both. */
import { isDeepStrictEqual } from 'node:util';
import { RESPONSE_CHECKS } from '../../src/checks/response-checks.ts';
import { verifyResponse } from '../../src/verify-response.ts';
import { SAMPLE } from '../sample-response.ts';
import type { Forge, HostileCase, Judge, Outcome } from './hostile-case.ts';

export const octetsOf = (message: string | Uint8Array): Uint8Array =>
  typeof message === 'string' ? Buffer.from(message, 'utf8') : message;

/** Everything that a caller or an administrator is shown, as text; the error for the log of the hub is not. */
export const shownOf = (verdict: object): string =>
  JSON.stringify(verdict, (key, value: unknown) => (key === 'failure' ? undefined : value));

const responseJudge =
  (forge: Forge): Judge =>
  async ({ message, options }) => {
    const verdict = await verifyResponse({ xml: octetsOf(message) }, { ...forge.options, ...options });
    const { checks } = verdict;
    const shown = shownOf(verdict);
    if (!verdict.accepted) {
      return { accepted: false, code: verdict.code, checks, shown };
    }
    const { nameId, attributes, id } = verdict.assertion;
    return { accepted: true, nameId: nameId?.value, identity: { nameId, attributes, id }, checks, shown };
  };

const fail = ({ id }: HostileCase, problem: string): never => {
  throw new Error(`${id}: ${problem}`);
};

const judgeTwin = (one: HostileCase, outcome: Outcome): void => {
  if (!outcome.accepted) {
    fail(one, `the twin is refused with ${outcome.code}`);
  }
  if (outcome.shown.includes(SAMPLE.attacker)) {
    fail(one, 'the twin shows the attacker');
  }
};

/** Of the ordered checks, those before the failed one were passed or do not apply, and none after it was reached. */
const judgeChecks = (one: HostileCase, checks: NonNullable<Outcome['checks']>): void => {
  const failed = checks.findIndex(({ status }) => status === 'failed');
  if (checks[failed]?.code !== one.code) {
    fail(one, `the first failed check says ${checks[failed]?.code ?? 'nothing'}`);
  }
  for (const [index, { name, status }] of checks.entries()) {
    const fits =
      index < failed ? status === 'passed' || status === 'skipped' : index === failed || status === 'not reached';
    if (!fits) {
      fail(one, `${name} is ${status}`);
    }
  }
};

const judgeHostile = (one: HostileCase, outcome: Outcome, twin: Outcome): void => {
  if (outcome.shown.includes(SAMPLE.attacker)) {
    fail(one, 'the answer shows the attacker');
  }
  if (outcome.accepted) {
    if (one.code !== 'accepted') {
      fail(one, 'it is accepted');
    }
    const same = twin.accepted && isDeepStrictEqual(outcome.identity, twin.identity);
    if (one.nameId === undefined ? !same : same || outcome.nameId !== one.nameId) {
      fail(one, `it is accepted as ${outcome.nameId ?? 'nobody'}`);
    }
    return;
  }
  if (outcome.code !== one.code) {
    fail(one, `it is refused with ${outcome.code} and not with ${one.code}`);
  }
  if (outcome.checks !== undefined) {
    judgeChecks(one, outcome.checks);
  }
};

/**
 * Judges a case and its twin, and throws with the first thing that is not as it has to be.
 *
 * @returns What came of the hostile message.
 */
export const judgeCase = async (forge: Forge, one: HostileCase): Promise<Outcome> => {
  if (
    Buffer.compare(octetsOf(one.twin.message), octetsOf(one.hostile.message)) === 0 &&
    one.twin.options === one.hostile.options
  ) {
    fail(one, 'it is its own twin');
  }
  const judge = one.judge ?? responseJudge(forge);
  const twin = await judge(one.twin);
  judgeTwin(one, twin);
  const outcome = await judge(one.hostile);
  judgeHostile(one, outcome, twin);
  if (
    one.judge === undefined &&
    !isDeepStrictEqual(
      outcome.checks?.map(({ name }) => name),
      [...RESPONSE_CHECKS],
    )
  ) {
    fail(one, 'the checks are not those of a Response');
  }
  return outcome;
};
