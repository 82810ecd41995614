/** A service provider: the values that an identity provider is set up with, and its settings. */
import {
  deleteServiceProvider,
  readServiceProvider,
  readServiceProviderImpact,
  type ServiceProvider,
} from '@cordboard/contract/admin-api/service-providers';
import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Card, Columns } from '../../parts/card.tsx';
import { CodeValue } from '../../parts/code-value.tsx';
import { DeleteButton } from '../../parts/delete-button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import type { RealmPlace } from './realm-place.ts';
import { ServiceProviderSettings } from './service-provider-settings.tsx';

const routeApi = getRouteApi('/_signed-in/$company/$environment/realms/$realm/service-providers/$serviceProvider');

const Values = ({ info }: Pick<ServiceProvider, 'info'>): ReactElement => {
  const { t } = useTranslation();
  return (
    <Card
      title={t('realms.providers.values')}
      lead={t('realms.providers.valuesLead')}
      actions={
        <Button component="a" href={info.metadataUrl} target="_blank" leftSection={<Icon name="download" size={16} />}>
          {t('realms.providers.openMetadata')}
        </Button>
      }
    >
      <div className="stack">
        {info.acs.map(({ url, node }) => (
          <CodeValue
            key={url}
            label={node === null ? t('realms.providers.acs') : t('realms.providers.acsNode', { node })}
            value={url}
          />
        ))}
        <CodeValue label={t('realms.providers.entityId')} value={info.entityId} />
        {info.sloUrl !== null && <CodeValue label={t('realms.providers.slo')} value={info.sloUrl} />}
        <CodeValue label={t('realms.providers.metadata')} value={info.metadataUrl} />
      </div>
    </Card>
  );
};

interface FoundProps {
  readonly place: RealmPlace & { readonly serviceProvider: string };
  readonly provider: ServiceProvider;
  readonly etag: string | undefined;
}

const Danger = ({ place, provider, etag }: FoundProps): ReactElement => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { company, environment, realm } = place;
  return (
    <Card danger title={t('realms.providers.dangerTitle')} lead={t('realms.providers.dangerLead')}>
      <DeleteButton
        name={provider.slug}
        label={t('realms.providers.remove')}
        impactRoute={readServiceProviderImpact}
        deleteRoute={deleteServiceProvider}
        params={{ ...place }}
        etag={etag}
        alsoStale={['realms']}
        onDeleted={() =>
          navigate({ to: '/$company/$environment/realms/$realm', params: { company, environment, realm } })
        }
      />
    </Card>
  );
};

const Found = (props: FoundProps): ReactElement => {
  const { place, provider, etag } = props;
  const { t } = useTranslation();
  const { grants } = useSession();
  const { company, environment, realm } = place;
  return (
    <div>
      <PageHeader
        title={t('realms.providers.page', { slug: provider.slug })}
        back={{
          label: realm,
          link: { to: '/$company/$environment/realms/$realm', params: { company, environment, realm } },
        }}
      />
      <Columns>
        <Values info={provider.info} />
        {allows(grants, 'directory.write', { company, environment }) && (
          <div className="stack">
            <ServiceProviderSettings place={place} provider={provider} etag={etag} />
            <Danger {...props} />
          </div>
        )}
      </Columns>
    </div>
  );
};

export const ServiceProviderPage = (): ReactElement => {
  const place = routeApi.useParams();
  const found = useApi(readServiceProvider, { params: place });
  if (found.error !== null) {
    return <ErrorState isPage problem={found.error} onRetry={() => void found.refetch()} />;
  }
  return found.data === undefined ? (
    <LoadingState />
  ) : (
    <Found key={place.serviceProvider} place={place} provider={found.data.body} etag={found.data.etag} />
  );
};
