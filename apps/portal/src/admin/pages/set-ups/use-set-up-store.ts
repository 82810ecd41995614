/** The draft of an administrator's set-up. */
import { readSetUp, type SetUp, updateSetUp } from '@cordboard/contract/admin-api/set-ups';
import type { ApiProblem } from '../../api/api-problem.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import type { SetUpPlace } from '../single-sign-on/place.ts';
import type { DraftStore } from './draft-store.ts';

export interface KeptSetUp {
  readonly setUp: SetUp | undefined;
  readonly etag: string | undefined;
  readonly store: DraftStore | null;
  readonly problem: ApiProblem | null;
  readonly retry: () => void;
}

export const useSetUpStore = (place: SetUpPlace): KeptSetUp => {
  const found = useApi(readSetUp, { params: place });
  const update = useChange(updateSetUp);
  const setUp = found.data?.body;
  const etag = found.data?.etag;
  return {
    setUp,
    etag,
    store:
      setUp === undefined
        ? null
        : {
            draft: setUp,
            save: async (patch) => {
              await update.mutateAsync({ params: place, body: patch, ifMatch: etag });
            },
            isSaving: update.isPending,
          },
    problem: found.error,
    retry: () => void found.refetch(),
  };
};
