/** What is wrong with a change of one record, as the error that its caller gets. */
import type { ApplyProblem } from '@cordboard/contract/control';
import { SamlError, type SamlErrorCode, samlErrorCatalogue } from '@cordboard/saml';
import { CordboardError, type ErrorCode, errorCatalogue } from '../../errors.ts';
import { RequestProblems } from '../http/request-problems.ts';

/** Steps down to the record, in the file that was made of it. */
const STEPS = /^(?:(?:companies|environments|realms|serviceProviders|connections|apps|users)\[0\]\.?)+/;

const isOurs = (code: string): code is ErrorCode => code in errorCatalogue;
const isKernels = (code: string): code is SamlErrorCode => code in samlErrorCatalogue;

const detailOf = ({ expected, received, hint }: ApplyProblem) => ({ expected, received, hint });

/** Rules that single fields break name these; everything else is told by its own code. */
export const planRefusal = (problems: readonly ApplyProblem[]): CordboardError | SamlError => {
  const fields = problems.filter(({ path }) => STEPS.test(path));
  if (fields.length > 0) {
    return new RequestProblems(
      fields.map(({ path, received = '' }) => ({ path: path.replace(STEPS, ''), message: received })),
    );
  }
  const [first] = problems;
  if (first !== undefined && isKernels(first.code)) {
    return new SamlError(first.code, detailOf(first));
  }
  return first !== undefined && isOurs(first.code)
    ? new CordboardError(first.code, detailOf(first))
    : new CordboardError('internal.failed', { expected: 'a known problem', received: first?.code });
};
