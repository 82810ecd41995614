/** What happens to every answer: what is tried again, and which failures concern more than one page. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, isStatus } from './api-problem.ts';

export interface QueryEvents {
  /** The session is over: whatever is open needs a sign-in first. */
  readonly onSignedOut: () => void;
  /** Somebody else changed meanwhile what was to be changed. */
  readonly onChangedMeanwhile: () => void;
}

const STALE_MS = 15_000;
const TRIES = 2;

/** Only what may go better the next time; a refusal stays one. */
export const isWorthRetrying = (failures: number, error: unknown): boolean =>
  failures < TRIES && error instanceof ApiProblem && (error.status === 0 || error.status >= 500);

export const createQueryClient = (events: QueryEvents): QueryClient => {
  const onError = (error: unknown): void => {
    if (isStatus(error, 401) && error.code === 'admin.unauthenticated') {
      events.onSignedOut();
    }
  };
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.meta?.['asksWhoIsHere'] !== true) {
          onError(error);
        }
      },
    }),
    mutationCache: new MutationCache({
      onError: (error) => {
        onError(error);
        if (isStatus(error, 412)) {
          events.onChangedMeanwhile();
        }
      },
    }),
    defaultOptions: {
      queries: { staleTime: STALE_MS, retry: isWorthRetrying, refetchOnWindowFocus: true, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
};
