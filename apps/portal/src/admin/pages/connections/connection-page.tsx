/** One connection: what is trusted, what waits, what is demanded. */
import {
  type Connection,
  deleteConnection,
  readConnection,
  readConnectionImpact,
} from '@cordboard/contract/admin-api/connections';
import { readEnvironment } from '@cordboard/contract/admin-api/environments';
import { readSingleSignOn } from '@cordboard/contract/admin-api/single-sign-on';
import { platformProfile } from '@cordboard/vendors/platform-profiles';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Card, Columns } from '../../parts/card.tsx';
import { CodeValue } from '../../parts/code-value.tsx';
import { DeleteButton } from '../../parts/delete-button.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { Fact, PageHeader } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import type { ConnectionPlace } from '../single-sign-on/place.ts';
import { SINGLE_SIGN_ON_RESOURCES } from '../single-sign-on/stale.ts';
import { TestState } from '../single-sign-on/test-state.tsx';
import { TestSsoButton } from '../tests/test-sso-button.tsx';
import { RequestValuesCard } from './request-values-card.tsx';
import { SettingsCard } from './settings-card.tsx';
import { TrustCards } from './trust-cards.tsx';

const SSO = '/$company/$environment/realms/$realm/single-sign-on';
const routeApi = getRouteApi(`/_signed-in${SSO}/$serviceProvider/$connection`);

interface FoundProps {
  readonly place: ConnectionPlace;
  readonly connection: Connection;
  readonly etag: string | undefined;
}

const Facts = ({ place, connection }: FoundProps): ReactElement => {
  const { t } = useTranslation();
  const { data } = useApi(readSingleSignOn, { params: place });
  const tested = data?.body.connections.find(
    (each) => each.serviceProvider === place.serviceProvider && each.connection === connection.slug,
  );
  return (
    <>
      <Fact label={t('connections.state')}>
        <StatusText status={connection.enabled ? 'ok' : 'none'}>
          {t(connection.enabled ? 'singleSignOn.connections.enabled' : 'singleSignOn.connections.disabled')}
        </StatusText>
        {connection.default && <span className="muted">{t('singleSignOn.connections.default')}</span>}
      </Fact>
      <Fact label={t('connections.test')}>
        <TestState test={tested?.lastTest ?? null} />
      </Fact>
    </>
  );
};

const Danger = ({ place, connection, etag }: FoundProps): ReactElement => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Card danger title={t('connections.danger.title')} lead={t('connections.danger.lead')}>
      <DeleteButton
        name={connection.name}
        label={t('connections.danger.remove')}
        impactRoute={readConnectionImpact}
        deleteRoute={deleteConnection}
        params={{ ...place }}
        etag={etag}
        alsoStale={SINGLE_SIGN_ON_RESOURCES}
        onDeleted={() => navigate({ to: SSO, params: place, search: { sp: place.serviceProvider } })}
      />
    </Card>
  );
};

const Found = (props: FoundProps): ReactElement => {
  const { place, connection, etag } = props;
  const { t } = useTranslation();
  const { grants } = useSession();
  const { company, environment } = place;
  const mayWrite = allows(grants, 'directory.write', { company, environment });
  const found = useApi(readEnvironment, { params: { company, environment } });
  const platform = platformProfile(found.data?.body.platform ?? 'generic');
  return (
    <div>
      <PageHeader
        title={connection.name}
        lead={t('connections.lead')}
        back={{ label: t('connections.back'), link: { to: SSO, params: place, search: { sp: place.serviceProvider } } }}
        facts={<Facts {...props} />}
        actions={
          <>
            <LinkButton to={`${SSO}/$serviceProvider/$connection/claims`} params={place}>
              {t('connections.claims')}
            </LinkButton>
            {mayWrite && <TestSsoButton place={place} filled />}
          </>
        }
      />
      <Columns>
        <div className="stack">
          <TrustCards place={place} connection={connection} mayWrite={mayWrite} />
          <Card title={t('connections.signInUrl')}>
            <CodeValue
              label={t('connections.signInUrl')}
              value={connection.info.signInUrl}
              note={t('connections.signInUrlNote')}
            />
          </Card>
          {mayWrite && <RequestValuesCard place={place} connection={connection} etag={etag} />}
        </div>
        {mayWrite && found.data !== undefined && (
          <div className="stack">
            <SettingsCard place={place} connection={connection} etag={etag} platform={platform} />
            <Danger {...props} />
          </div>
        )}
      </Columns>
    </div>
  );
};

export const ConnectionPage = (): ReactElement => {
  const place = routeApi.useParams();
  const found = useApi(readConnection, { params: place });
  if (found.error !== null) {
    return <ErrorState isPage problem={found.error} onRetry={() => void found.refetch()} />;
  }
  return found.data === undefined ? (
    <LoadingState />
  ) : (
    <Found key={place.connection} place={place} connection={found.data.body} etag={found.data.etag} />
  );
};
