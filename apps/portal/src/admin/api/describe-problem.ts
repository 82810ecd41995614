/** A problem in the portal's own words where it has some, else in those that the hub sent. */
import type { TFunction } from 'i18next';
import type { ApiProblem } from './api-problem.ts';

/** Codes that mean something else to somebody who looks at a page than to somebody who calls the API. */
const ownWords = {
  'portal.offline': 'problems.offline',
  'portal.unreadable': 'problems.unreadable',
  'admin.forbidden': 'problems.forbidden',
  'admin.not_found': 'problems.notFound',
  'admin.changed_meanwhile': 'problems.changedMeanwhile',
  'admin.invalid': 'problems.invalid',
} as const;

const isOwn = (code: string): code is keyof typeof ownWords => Object.hasOwn(ownWords, code);

export interface ProblemWords {
  readonly title: string;
  readonly detail: string;
}

const comparison = ({ expected, received, hint }: ApiProblem, t: TFunction): readonly string[] => [
  ...(expected === undefined ? [] : [t('problems.expected', { expected })]),
  ...(received === undefined ? [] : [t('problems.received', { received })]),
  ...(hint === undefined ? [] : [hint]),
];

export const describeProblem = (problem: ApiProblem, t: TFunction): ProblemWords => {
  if (isOwn(problem.code)) {
    const words = ownWords[problem.code];
    return { title: t(`${words}.title`), detail: t(`${words}.detail`) };
  }
  return {
    title: problem.title,
    detail: comparison(problem, t).join(' ') || t('problems.noDetail'),
  };
};
