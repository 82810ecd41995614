import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { hostileCases } from '../test-support/hostile/all-cases.ts';
import { ATTACK_CLASSES, type AttackClass } from '../test-support/hostile/attack-classes.ts';
import { judgeCase } from '../test-support/hostile/judge-case.ts';
import { AUTHN_REQUEST_CHECKS } from './checks/authn-request-checks.ts';
import type { CheckRecord } from './checks/check-recorder.ts';
import { LOGOUT_REQUEST_CHECKS, LOGOUT_RESPONSE_CHECKS } from './checks/logout-checks.ts';
import { RESPONSE_CHECKS } from './checks/response-checks.ts';

const { forge, cases } = await hostileCases();

/** How many cases each class has. Whoever adds some adds them here. */
const COUNTS: Readonly<Record<AttackClass, number>> = {
  'wrapping 1-2: the genuine element inside its own signature or before it': 48,
  'wrapping 3-6: an evil sibling or parent of the genuine element': 96,
  'wrapping 7-9: hidden in Extensions, Object or Advice; IDs that are there twice': 106,
  'several roots': 11,
  'comments that split text': 14,
  'processing instructions that hide text': 10,
  'digest values with something beside them': 7,
  'several SignedInfos and References': 12,
  'parsers that disagree': 19,
  'canonical forms of nothing': 7,
  'round trips through a serializer': 11,
  'HMAC with a public key': 9,
  'keys that the message brings along': 7,
  'transforms and references elsewhere': 12,
  'weak algorithms': 9,
  'unsigned, stripped, or something else signed': 22,
  'encrypted injection': 16,
  'decryption as an oracle': 16,
  'external entities and bombs': 9,
  'size, depth and work': 19,
  'status, time, audience, recipient, destination': 83,
  'subject confirmation': 22,
  'replay and InResponseTo': 18,
  RelayState: 12,
  'issuers and tenants': 28,
  metadata: 23,
  'redirect binding': 26,
  'forged logout': 36,
  'the side of the identity provider': 26,
  'texts that look alike': 28,
};

const namesOf = (records: readonly CheckRecord[]): readonly string[] => records.map(({ name }) => name);

let records: Promise<readonly (readonly CheckRecord[])[]> | undefined;

/** What the checks said about every hostile message, found out once. */
const recordsOfAll = (): Promise<readonly (readonly CheckRecord[])[]> => {
  records ??= Promise.all(cases.map(async (one) => (await judgeCase(forge, one)).checks ?? []));
  return records;
};

describe('the hostile corpus', () => {
  it('has unique names, at least five cases of every class, and at least 600 in all', () => {
    const counts = ATTACK_CLASSES.map(
      (name) => [name, cases.filter((one) => one.attackClass === name).length] as const,
    );
    expect(Object.fromEntries(counts)).toEqual(COUNTS);
    expect(Math.min(...counts.map(([, count]) => count))).toBeGreaterThanOrEqual(5);
    expect(cases.length).toBeGreaterThanOrEqual(600);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  it.each([
    ['a Response', RESPONSE_CHECKS],
    ['a LogoutRequest', LOGOUT_REQUEST_CHECKS],
    ['a LogoutResponse', LOGOUT_RESPONSE_CHECKS],
    ['an AuthnRequest', AUTHN_REQUEST_CHECKS],
  ] as const)('has a case for every check of %s, so that none can be left out unnoticed', async (_, checks) => {
    const failed = new Set(
      (await recordsOfAll())
        .filter((records) => isDeepStrictEqual(namesOf(records), [...checks]))
        .map((records) => records.find(({ status }) => status === 'failed')?.name ?? ''),
    );
    expect(checks.filter((name) => !failed.has(name))).toEqual([]);
  });

  it.each(cases)('answers $id with $code: $description', async (one) => {
    const { accepted } = await judgeCase(forge, one);
    expect(accepted).toBe(one.code === 'accepted');
  });
});
