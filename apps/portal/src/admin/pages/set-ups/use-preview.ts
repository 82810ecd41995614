/** What the identity provider of a draft is like: read and checked by the hub, and not stored. */
import { previewIdentityProvider } from '@cordboard/contract/admin-api/identity-provider-trust';
import { type IdentityProviderInput, identityProviderSource } from '@cordboard/contract/identity-provider-trust';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ApiProblem } from '../../api/api-problem.ts';
import { useCallApi } from '../../api/call-api-context.tsx';
import type { ServiceProviderPlace } from '../single-sign-on/place.ts';
import type { DraftIdentityProvider } from './draft-store.ts';

export type Preview = z.output<typeof previewIdentityProvider.response>;

/** Null while something is missing. */
export const completeSource = (draft: DraftIdentityProvider | null): IdentityProviderInput | null => {
  const parsed = identityProviderSource.safeParse(draft);
  return parsed.success ? parsed.data : null;
};

export interface PreviewOptions {
  readonly place: ServiceProviderPlace;
  readonly source: IdentityProviderInput | null;
  /** Compare with this connection. */
  readonly connection: string | null;
  /** Which one of several. */
  readonly entityId?: string;
}

export const usePreview = (options: PreviewOptions): UseQueryResult<Preview, ApiProblem> => {
  const { place, source, connection, entityId } = options;
  const callApi = useCallApi();
  return useQuery({
    queryKey: ['identityProviderPreviews', place, source, connection, entityId],
    enabled: source !== null,
    refetchOnWindowFocus: false,
    retry: false,
    queryFn: async ({ signal }) => {
      if (source === null) {
        throw new Error('there is nothing to look at yet');
      }
      const body = {
        source,
        ...(connection !== null && { connection }),
        ...(entityId !== undefined && { entityId }),
      };
      return (await callApi(previewIdentityProvider, { params: place, body, signal })).body;
    },
  });
};
