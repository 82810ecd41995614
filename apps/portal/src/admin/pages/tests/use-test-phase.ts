/** Follows a test: asks the hub each second, and looks whether the window is still there. */
import { readConnectionTest } from '@cordboard/contract/admin-api/single-sign-on';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ApiProblem } from '../../api/api-problem.ts';
import type { ApiAnswer } from '../../api/call-api.ts';
import { useApi } from '../../api/use-api.ts';
import { useNow } from '../../format/use-now.ts';
import type { ConnectionPlace } from '../single-sign-on/place.ts';
import { SINGLE_SIGN_ON_RESOURCES } from '../single-sign-on/stale.ts';
import { type TestPhase, testPhase, type WindowFacts } from './test-phase.ts';
import { type TestWindow, testWindowOf } from './test-windows.ts';

const EVERY_MS = 1_000;

const windowState = (opened: TestWindow | undefined): WindowFacts['state'] => {
  if (opened === undefined) {
    return 'none';
  }
  if (opened.window === null) {
    return 'blocked';
  }
  return opened.window.closed ? 'closed' : 'open';
};

const useWindowFacts = (test: string, now: number): WindowFacts => {
  const state = windowState(testWindowOf(test));
  const [closedAt, setClosedAt] = useState<number | null>(null);
  useEffect(() => {
    if (state === 'closed') {
      setClosedAt((before) => before ?? now);
    }
  }, [state, now]);
  return { state, closedAt };
};

export interface FollowedTest {
  readonly test: ApiAnswer<typeof readConnectionTest>['body'] | undefined;
  readonly phase: TestPhase | null;
  readonly problem: ApiProblem | null;
  readonly retry: () => void;
}

const isRunning = (state: string | undefined): boolean =>
  state === undefined || state === 'waiting' || state === 'in-progress';

export const useFollowedTest = (place: ConnectionPlace & { readonly test: string }): FollowedTest => {
  const now = useNow(EVERY_MS);
  const [isOver, setOver] = useState(false);
  const found = useApi(readConnectionTest, { params: place }, isOver ? {} : { refetchMs: EVERY_MS });
  const windowFacts = useWindowFacts(place.test, now);
  const queryClient = useQueryClient();
  const state = found.data?.body.state;
  useEffect(() => {
    if (!isRunning(state)) {
      setOver(true);
      for (const resource of SINGLE_SIGN_ON_RESOURCES) {
        void queryClient.invalidateQueries({ queryKey: [resource], refetchType: 'none' });
      }
    }
  }, [state, queryClient]);
  const test = found.data?.body;
  return {
    test,
    phase: test === undefined ? null : testPhase(test, windowFacts, now),
    problem: found.error,
    retry: () => void found.refetch(),
  };
};
