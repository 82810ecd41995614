/** Refusals of the last day for the same cause, in one environment. */
import { listAttempts } from '@cordboard/contract/admin-api/attempts';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ApiProblem } from '../../api/api-problem.ts';
import type { ApiAnswer } from '../../api/call-api.ts';
import { useApi } from '../../api/use-api.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MOST = 200;

export const useSameCause = (
  company: string,
  environment: string,
  code: string,
): UseQueryResult<ApiAnswer<typeof listAttempts>, ApiProblem> => {
  // To the hour, so that the question stays the same while the page is open.
  const since = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - DAY_MS;
  return useApi(listAttempts, { params: { company }, query: { environment, code, since, limit: MOST } });
};
