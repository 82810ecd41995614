/** An environment: its realms, its settings, and deleting it. */
import { type Environment, readEnvironment } from '@cordboard/contract/admin-api/environments';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Card } from '../../parts/card.tsx';
import { InlineCode } from '../../parts/code-value.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import { RealmsCard } from '../realms/realms-card.tsx';
import { EnvironmentSettings } from './environment-settings.tsx';

const routeApi = getRouteApi('/_signed-in/$company/$environment');

interface FoundProps {
  readonly company: string;
  readonly environment: Environment;
  readonly etag: string | undefined;
}

/** The product that the contact centre runs on, where it is one that is known. */
const useLead = ({ platform }: Environment): string => {
  const { t } = useTranslation();
  return platform === 'generic'
    ? t('environments.leadGeneric')
    : t('environments.lead', { platform: t(`environments.platforms.${platform}`) });
};

const Found = ({ company, environment, etag }: FoundProps): ReactElement => {
  const { t } = useTranslation();
  const { grants } = useSession();
  const mayWrite = allows(grants, 'directory.write', { company, environment: environment.slug });
  return (
    <div>
      <PageHeader
        title={environment.name}
        lead={useLead(environment)}
        back={{ label: t('shell.nav.home'), link: { to: '/$company/-/home', params: { company } } }}
      />
      <div className="stack">
        <RealmsCard company={company} environment={environment.slug} mayWrite={mayWrite} />
        <Card title={t('home.address')} lead={t('environments.addressLead')}>
          <InlineCode value={environment.info.url} copyLabel={t('home.address')} />
        </Card>
        {mayWrite && <EnvironmentSettings company={company} environment={environment} etag={etag} />}
      </div>
    </div>
  );
};

export const EnvironmentPage = (): ReactElement => {
  const { company, environment } = routeApi.useParams();
  const found = useApi(readEnvironment, { params: { company, environment } });
  if (found.error !== null) {
    return <ErrorState isPage problem={found.error} onRetry={() => void found.refetch()} />;
  }
  return found.data === undefined ? (
    <LoadingState />
  ) : (
    <Found key={environment} company={company} environment={found.data.body} etag={found.data.etag} />
  );
};
