/** The first page of a company: every environment with its sign-in, and where its people begin. */

import { readCompany } from '@cordboard/contract/admin-api/companies';
import { readCompanyOverview } from '@cordboard/contract/admin-api/overview';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Panel } from '../../parts/card.tsx';
import { Icon } from '../../parts/icon.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../parts/states.tsx';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import { AddEnvironmentDialog } from '../environments/add-environment-dialog.tsx';
import { CompanyCard } from './company-card.tsx';
import { EnvironmentCard } from './environment-card.tsx';
import './home.css';

const REFRESH_MS = 30_000;

const routeApi = getRouteApi('/_signed-in/$company/-/home');

const Environments = ({
  company,
  onAdd,
}: {
  readonly company: string;
  readonly onAdd: (() => void) | null;
}): ReactElement => {
  const { t } = useTranslation();
  const { data, error, refetch } = useApi(readCompanyOverview, { params: { company } }, { refetchMs: REFRESH_MS });
  if (error !== null && data === undefined) {
    return <ErrorState isPage problem={error} onRetry={() => void refetch()} />;
  }
  if (data === undefined) {
    return <LoadingState />;
  }
  const { environments } = data.body;
  return environments.length === 0 ? (
    <Panel>
      <EmptyState
        icon="layers"
        title={t('home.empty')}
        action={
          onAdd !== null && (
            <Button variant="filled" onClick={onAdd}>
              {t('home.emptyAction')}
            </Button>
          )
        }
      >
        {t('home.emptyWords')}
      </EmptyState>
    </Panel>
  ) : (
    <div className="stack">
      {environments.map((environment) => (
        <EnvironmentCard key={environment.slug} company={company} environment={environment} />
      ))}
    </div>
  );
};

export const HomePage = (): ReactElement => {
  const { t } = useTranslation();
  const { company } = routeApi.useParams();
  const { grants } = useSession();
  const [isAdding, adding] = useDisclosure(false);
  const found = useApi(readCompany, { params: { company } });
  const mayWrite = allows(grants, 'company.write', { company, environment: null });
  if (found.error !== null) {
    return <ErrorState isPage problem={found.error} onRetry={() => void found.refetch()} />;
  }
  return (
    <div>
      <PageHeader
        title={found.data?.body.name ?? company}
        lead={t('home.lead')}
        actions={
          mayWrite && (
            <Button leftSection={<Icon name="plus" size={16} />} onClick={adding.open}>
              {t('home.add')}
            </Button>
          )
        }
      />
      <div className="stack">
        <Environments company={company} onAdd={mayWrite ? adding.open : null} />
        {mayWrite && found.data !== undefined && (
          <CompanyCard key={company} company={found.data.body} etag={found.data.etag} />
        )}
      </div>
      <AddEnvironmentDialog company={company} opened={isAdding} onClose={adding.close} />
    </div>
  );
};
