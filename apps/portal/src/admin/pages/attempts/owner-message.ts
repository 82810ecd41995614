/** What is sent to whoever has to act elsewhere: what was found and what helps, and nothing about the person. */
import type { Explanation } from '@cordboard/advice/explain-code';
import type { AttemptView } from '@cordboard/contract/control';
import type { TFunction } from 'i18next';
import { failedCheck } from './group-checks.ts';

/** Codes whose values are the person's own: they stay here. */
const isAboutPerson = (code: string): boolean => /^(user|claims)\./.test(code);

interface OwnerMessageOptions {
  readonly attempt: AttemptView;
  readonly explanation: Explanation;
  /** The field in their console, in a sentence; null where none is known. */
  readonly where: string | null;
  /** When it was, as the reader writes times. */
  readonly at: string;
  readonly t: TFunction;
}

export const ownerMessage = ({ attempt, explanation, where, at, t }: OwnerMessageOptions): string => {
  const code = attempt.code ?? '';
  const { found, cause, fix } = explanation;
  const { expected, received } = isAboutPerson(code) ? {} : (failedCheck(attempt) ?? {});
  return [
    t(`attempts.kinds.${attempt.kind}.greeting`, { realm: attempt.realm }),
    t('attempts.message.what', { found }),
    t('attempts.message.cause', { cause }),
    t('attempts.message.fix', { fix }),
    ...(where === null ? [] : [where]),
    ...(expected === undefined ? [] : [t('attempts.message.expected', { expected })]),
    ...(received === undefined ? [] : [t('attempts.message.received', { received })]),
    t('attempts.message.reference', { reference: attempt.reference, at, code }),
  ].join('\n');
};
