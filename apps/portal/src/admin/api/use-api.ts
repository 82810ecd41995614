/** Reading and changing through the API from a component. */
import type { AdminRoute } from '@cordboard/contract/admin-api/admin-route';
import {
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { z } from 'zod';
import type { ApiProblem } from './api-problem.ts';
import type { ApiAnswer, CallParts } from './call-api.ts';
import { useCallApi } from './call-api-context.tsx';
import { queryKey, resourceOf } from './query-key.ts';

interface ReadOptions {
  /** Asks only when true; always unless it is said. */
  readonly enabled?: boolean;
  /** Asks again after this time, in milliseconds, while somebody looks. */
  readonly refetchMs?: number;
}

/** What a route answers, kept and refreshed. */
export const useApi = <R extends AdminRoute>(
  route: R,
  parts: Pick<CallParts<R>, 'params' | 'query'> = {},
  { enabled = true, refetchMs }: ReadOptions = {},
): UseQueryResult<ApiAnswer<R>, ApiProblem> => {
  const callApi = useCallApi();
  return useQuery({
    queryKey: queryKey(route, parts.params, parts.query),
    queryFn: ({ signal }) => callApi(route, { ...parts, signal }),
    enabled,
    ...(refetchMs !== undefined && { refetchInterval: refetchMs }),
  });
};

type ItemOf<R extends AdminRoute> =
  z.output<R['response']> extends { readonly items: readonly (infer I)[] } ? I : never;

/** A list that grows page by page. */
export interface ApiList<T> {
  readonly items: readonly T[];
  readonly isLoading: boolean;
  readonly error: ApiProblem | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
  /** When it was last read, epoch milliseconds. */
  readonly readAt: number;
}

interface PageBody {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

const toList = <T>(
  found: UseInfiniteQueryResult<{ readonly pages: readonly { readonly body: unknown }[] }, Error>,
): ApiList<T> => ({
  items: (found.data?.pages ?? []).flatMap(({ body }) => (body as PageBody).items as readonly T[]),
  isLoading: found.isPending,
  // The client rejects with nothing else.
  error: found.error as ApiProblem | null,
  hasMore: found.hasNextPage,
  isLoadingMore: found.isFetchingNextPage,
  loadMore: () => void found.fetchNextPage(),
  retry: () => void found.refetch(),
  readAt: found.dataUpdatedAt,
});

/** A list with a cursor, page after page. */
export const useApiList = <R extends AdminRoute>(
  route: R,
  parts: Pick<CallParts<R>, 'params' | 'query'> = {},
  { enabled = true, refetchMs }: ReadOptions = {},
): ApiList<ItemOf<R>> => {
  const callApi = useCallApi();
  const found = useInfiniteQuery({
    queryKey: [...queryKey(route, parts.params, parts.query), 'pages'],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(parts.query as object | undefined), ...(pageParam !== null && { cursor: pageParam }) };
      return callApi(route, { ...parts, query: query as z.input<R['query']>, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ body }) => (body as PageBody).next,
    enabled,
    ...(refetchMs !== undefined && { refetchInterval: refetchMs }),
  });
  return toList<ItemOf<R>>(found);
};

interface ChangeOptions {
  readonly alsoStale?: readonly string[];
  /** The page of what is deleted goes away: what it shows is not read again. */
  readonly leaves?: boolean;
}

/** Changes through a route. Everything of its resource, and of the ones named, is read again afterwards. */
export const useChange = <R extends AdminRoute>(
  route: R,
  { alsoStale = [], leaves = false }: ChangeOptions = {},
): UseMutationResult<ApiAnswer<R>, ApiProblem, CallParts<R>> => {
  const callApi = useCallApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationKey: [route.id],
    mutationFn: (parts: CallParts<R>) => callApi(route, parts),
    onSuccess: () =>
      Promise.all(
        [resourceOf(route), 'auditEvents', ...alsoStale].map((resource) =>
          queryClient.invalidateQueries({ queryKey: [resource], refetchType: leaves ? 'none' : 'active' }),
        ),
      ),
  });
};
