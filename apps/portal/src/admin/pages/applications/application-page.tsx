/** An application: its values, how it signs people in, its tile. */
import { deleteApp, readApp, readAppImpact } from '@cordboard/contract/admin-api/apps';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Card, Columns } from '../../parts/card.tsx';
import { DeleteButton } from '../../parts/delete-button.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import type { AppProps } from './app-props.ts';
import { AppSettings } from './app-settings.tsx';
import { ClientCard } from './client-card.tsx';

const routeApi = getRouteApi('/_signed-in/$company/$environment/realms/$realm/applications/$app');

const Danger = ({ place, app, etag }: AppProps): ReactElement => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { company, environment, realm } = place;
  return (
    <Card danger title={t('applications.dangerTitle')} lead={t('applications.dangerLead')}>
      <DeleteButton
        name={app.name}
        label={t('applications.remove')}
        impactRoute={readAppImpact}
        deleteRoute={deleteApp}
        params={{ ...place }}
        etag={etag}
        alsoStale={['realms']}
        onDeleted={() =>
          navigate({ to: '/$company/$environment/applications', params: { company, environment }, search: { realm } })
        }
      />
    </Card>
  );
};

const Found = (props: AppProps): ReactElement => {
  const { place, app } = props;
  const { t } = useTranslation();
  const { grants } = useSession();
  const { company, environment, realm } = place;
  const mayWrite = allows(grants, 'directory.write', { company, environment });
  return (
    <div>
      <PageHeader
        title={app.name}
        lead={t(`applications.typeHelp.${app.type}`)}
        back={{
          label: t('applications.title'),
          link: { to: '/$company/$environment/applications', params: { company, environment }, search: { realm } },
        }}
      />
      <Columns>
        <div className="stack">
          {app.type === 'oidc' && <ClientCard {...props} mayWrite={mayWrite} />}
          {mayWrite && <AppSettings {...props} />}
        </div>
        {mayWrite && <Danger {...props} />}
      </Columns>
    </div>
  );
};

export const ApplicationPage = (): ReactElement => {
  const place = routeApi.useParams();
  const found = useApi(readApp, { params: place });
  if (found.error !== null) {
    return <ErrorState isPage problem={found.error} onRetry={() => void found.refetch()} />;
  }
  return found.data === undefined ? (
    <LoadingState />
  ) : (
    <Found key={place.app} place={place} app={found.data.body} etag={found.data.etag} />
  );
};
