/** A service provider: what identity providers are told, where they send to, and what it is set to. */
import { listConnections } from '@cordboard/contract/admin-api/connections';
import {
  deleteServiceProvider,
  readServiceProvider,
  readServiceProviderImpact,
} from '@cordboard/contract/admin-api/service-providers';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList } from '../../api/use-api.ts';
import { Card, Columns } from '../../parts/card.tsx';
import { DeleteButton } from '../../parts/delete-button.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import { useRealmName } from '../realms/use-realm-name.ts';
import { AliasesCard } from './aliases-card.tsx';
import { EndpointsCard } from './endpoints-card.tsx';
import { IdpSamplesCard } from './idp-samples-card.tsx';
import { MetadataCard } from './metadata-card.tsx';
import { OwnCertificatesCard } from './own-certificates-card.tsx';
import { ServiceProviderSettings } from './settings-card.tsx';
import { SpValuesCard } from './sp-values-card.tsx';
import type { ProviderProps } from './use-update-provider.ts';

const REALM = '/$company/$environment/realms/$realm';
const routeApi = getRouteApi(`/_signed-in${REALM}/service-providers/$serviceProvider`);

const Danger = ({ place, provider, etag }: ProviderProps): ReactElement => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Card danger title={t('serviceProviders.danger.title')} lead={t('serviceProviders.danger.lead')}>
      <DeleteButton
        name={provider.slug}
        label={t('serviceProviders.danger.remove')}
        impactRoute={readServiceProviderImpact}
        deleteRoute={deleteServiceProvider}
        params={{ ...place }}
        etag={etag}
        alsoStale={['realms']}
        onDeleted={() => navigate({ to: REALM, params: place })}
      />
    </Card>
  );
};

const Found = (props: ProviderProps): ReactElement => {
  const { place, provider } = props;
  const { t } = useTranslation();
  const { grants } = useSession();
  const { company, environment } = place;
  const realmName = useRealmName(place);
  const connections = useApiList(listConnections, { params: place }).items;
  const mayWrite = allows(grants, 'directory.write', { company, environment });
  return (
    <div>
      <PageHeader
        title={t('serviceProviders.page', { slug: provider.slug })}
        lead={t('serviceProviders.lead')}
        back={{ label: realmName, link: { to: REALM, params: place } }}
        actions={
          <>
            <LinkButton to={`${REALM}/service-providers/$serviceProvider/keys`} params={place}>
              {t('keys.links.view')}
            </LinkButton>
            <LinkButton to={`${REALM}/single-sign-on`} params={place} search={{ sp: provider.slug }}>
              {t('serviceProviders.sso')}
            </LinkButton>
          </>
        }
      />
      <Columns>
        <div className="stack">
          <SpValuesCard place={place} connections={connections} />
          <EndpointsCard {...props} mayWrite={mayWrite} />
          <AliasesCard {...props} connections={connections} mayWrite={mayWrite} />
          <MetadataCard place={place} />
        </div>
        <div className="stack">
          <OwnCertificatesCard place={place} provider={provider} />
          {mayWrite && <ServiceProviderSettings {...props} />}
          <IdpSamplesCard />
          {mayWrite && <Danger {...props} />}
        </div>
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
