/** Leads to the single sign-on of the environment's first realm, of agents where there are some. */
import { listRealms } from '@cordboard/contract/admin-api/realms';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../../api/use-api.ts';
import { Panel } from '../../parts/card.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../parts/states.tsx';

const routeApi = getRouteApi('/_signed-in/$company/$environment/single-sign-on');

export const SingleSignOnStartPage = (): ReactElement => {
  const { t } = useTranslation();
  const place = routeApi.useParams();
  const list = useApiList(listRealms, { params: place });
  if (list.error !== null) {
    return <ErrorState isPage problem={list.error} onRetry={list.retry} />;
  }
  if (list.isLoading) {
    return <LoadingState />;
  }
  const realm = list.items.find(({ kind }) => kind === 'agents') ?? list.items[0];
  if (realm !== undefined) {
    return (
      <Navigate
        to="/$company/$environment/realms/$realm/single-sign-on"
        params={{ ...place, realm: realm.slug }}
        replace
      />
    );
  }
  return (
    <div>
      <PageHeader title={t('singleSignOn.title')} />
      <Panel>
        <EmptyState
          icon="people"
          title={t('singleSignOn.noRealm')}
          action={
            <LinkButton filled to="/$company/$environment" params={place}>
              {t('singleSignOn.toEnvironment')}
            </LinkButton>
          }
        >
          {t('singleSignOn.noRealmWords')}
        </EmptyState>
      </Panel>
    </div>
  );
};
