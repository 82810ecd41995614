/** A draft that is kept at the hub, for the wizard of administrators and for that of whoever holds a link. */
import type { SetUp, updateSetUp } from '@cordboard/contract/admin-api/set-ups';
import { createContext, useContext } from 'react';
import type { z } from 'zod';

export type Draft = Pick<SetUp, 'vendor' | 'name' | 'order' | 'step' | 'doneSteps' | 'identityProvider'> & {
  /** Null for holders of links: settings are none of theirs. */
  readonly settings: SetUp['settings'] | null;
};

export type DraftPatch = z.input<typeof updateSetUp.body>;
export type DraftIdentityProvider = NonNullable<SetUp['identityProvider']>;

export interface DraftStore {
  readonly draft: Draft;
  /** Resolves when it is kept; rejects with an ApiProblem. */
  readonly save: (patch: DraftPatch) => Promise<void>;
  readonly isSaving: boolean;
}

const DraftStoreContext = createContext<DraftStore | null>(null);

export const DraftStoreProvider = DraftStoreContext.Provider;

export const useDraftStore = (): DraftStore => {
  const store = useContext(DraftStoreContext);
  if (store === null) {
    throw new Error('the draft is not provided');
  }
  return store;
};
