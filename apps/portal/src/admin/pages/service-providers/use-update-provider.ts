/** Changes the service provider, and says so. */
import { type ServiceProvider, updateServiceProvider } from '@cordboard/contract/admin-api/service-providers';
import { useChange } from '../../api/use-api.ts';
import { useNotify } from '../../parts/notifications.tsx';
import type { ServiceProviderPlace } from '../single-sign-on/place.ts';
import { SINGLE_SIGN_ON_RESOURCES } from '../single-sign-on/stale.ts';

/** What every card of the page is about. */
export interface ProviderProps {
  readonly place: ServiceProviderPlace;
  readonly provider: ServiceProvider;
  readonly etag: string | undefined;
}

/** @returns sends a merge patch; rejects with an ApiProblem */
export const useUpdateProvider = ({
  place,
  etag,
}: Omit<ProviderProps, 'provider'>): ((patch: object, done: string) => Promise<void>) => {
  const notify = useNotify();
  const update = useChange(updateServiceProvider, { alsoStale: SINGLE_SIGN_ON_RESOURCES });
  return async (patch, done) => {
    await update.mutateAsync({ params: place, body: { ...patch }, ifMatch: etag });
    notify(done);
  };
};
