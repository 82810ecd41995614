/** What follows a sign-in that succeeded: who is here is remembered, and the page that was wanted opens. */
import type { SessionView } from '@cordboard/contract/admin-api/session';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { rememberSession } from '../../session/session-query.ts';

export const useFinish = (next: string | undefined): ((session: SessionView) => Promise<void>) => {
  const queryClient = useQueryClient();
  const router = useRouter();
  return async (session) => {
    rememberSession(queryClient, session);
    await router.navigate({ href: next ?? '/' });
  };
};
