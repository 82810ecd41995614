/** The session as it is kept: read once, and again when something about it changed. */
import { type SessionView, showSession } from '@cordboard/contract/admin-api/session';
import { type QueryClient, queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { ApiAnswer, CallApi } from '../api/call-api.ts';
import { useCallApi } from '../api/call-api-context.tsx';
import { queryKey } from '../api/query-key.ts';

const sessionKey = queryKey(showSession, undefined, undefined);

export const sessionQuery = (callApi: CallApi) =>
  queryOptions({
    queryKey: sessionKey,
    queryFn: ({ signal }) => callApi(showSession, { signal }),
    staleTime: 60_000,
    /** Whoever asks decides what it means that there is none. */
    meta: { asksWhoIsHere: true },
  });

/** Who is signed in. Only below the route that has made sure of it. */
export const useSession = (): SessionView => {
  const callApi = useCallApi();
  return useSuspenseQuery(sessionQuery(callApi)).data.body;
};

/** After a sign-in: nothing of another person is left, and who is here is known. */
export const rememberSession = (queryClient: QueryClient, session: SessionView): void => {
  queryClient.clear();
  const answer: ApiAnswer<typeof showSession> = { body: session, etag: undefined };
  queryClient.setQueryData(sessionKey, answer);
};
