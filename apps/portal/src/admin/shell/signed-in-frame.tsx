/** Fills the frame with who is here and which place the address names. */
import { readCompany } from '@cordboard/contract/admin-api/companies';
import { listEnvironments } from '@cordboard/contract/admin-api/environments';
import { signOut } from '@cordboard/contract/admin-api/session';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { type ReactElement, useMemo } from 'react';
import { useCallApi } from '../api/call-api-context.tsx';
import { useApi, useApiList } from '../api/use-api.ts';
import { useSession } from '../session/session-query.ts';
import { Shell } from './shell.tsx';
import type { ShellData } from './shell-data.ts';

const useSignOut = (): (() => void) => {
  const callApi = useCallApi();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return () => {
    void callApi(signOut)
      .finally(() => queryClient.clear())
      .finally(() => void navigate({ to: '/sign-in' }));
  };
};

export const SignedInFrame = (): ReactElement => {
  const { administrator, grants } = useSession();
  const { company = null, environment = null } = useParams({ strict: false }) as {
    company?: string;
    environment?: string;
  };
  const leave = useSignOut();
  const found = useApi(readCompany, { params: { company: company ?? '' } }, { enabled: company !== null });
  const environments = useApiList(
    listEnvironments,
    { params: { company: company ?? '' } },
    { enabled: company !== null },
  );
  const data: ShellData = useMemo(
    () => ({
      person: { ...administrator, grants },
      place: { company, environment },
      company: company === null ? null : { slug: company, name: found.data?.body.name ?? company },
      environments: company === null ? [] : environments.items,
      signOut: leave,
    }),
    [administrator, grants, company, environment, found.data, environments.items, leave],
  );
  return (
    <Shell data={data}>
      <Outlet />
    </Shell>
  );
};
