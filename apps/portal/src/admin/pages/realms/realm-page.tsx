/** A realm: its addresses, its service providers, its settings. */
import { readEnvironment } from '@cordboard/contract/admin-api/environments';
import { deleteRealm, type Realm, readRealm, readRealmImpact } from '@cordboard/contract/admin-api/realms';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Card, Columns } from '../../parts/card.tsx';
import { CodeValue } from '../../parts/code-value.tsx';
import { DeleteButton } from '../../parts/delete-button.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import { LocalSignInCard } from './local-sign-in-card.tsx';
import { ModeText } from './mode-text.tsx';
import type { RealmPlace } from './realm-place.ts';
import { RealmSettings } from './realm-settings.tsx';
import { ServiceProvidersCard } from './service-providers-card.tsx';

const routeApi = getRouteApi('/_signed-in/$company/$environment/realms/$realm');

interface FoundProps {
  readonly place: RealmPlace;
  readonly realm: Realm;
  readonly etag: string | undefined;
}

const Addresses = ({ realm }: { readonly realm: Realm }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Card title={t('realms.addresses')}>
      <div className="stack">
        <CodeValue label={t('realms.agentUrl')} value={realm.info.url} note={t('realms.agentUrlNote')} />
        <CodeValue label={t('realms.issuer')} value={realm.info.issuer} note={t('realms.issuerNote')} />
      </div>
    </Card>
  );
};

const Danger = ({ place, realm, etag }: FoundProps): ReactElement => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { company, environment } = place;
  return (
    <Card danger title={t('realms.dangerTitle')} lead={t('realms.dangerLead')}>
      <DeleteButton
        name={realm.name}
        label={t('realms.remove')}
        impactRoute={readRealmImpact}
        deleteRoute={deleteRealm}
        params={{ ...place }}
        etag={etag}
        alsoStale={['environments']}
        onDeleted={() => navigate({ to: '/$company/$environment', params: { company, environment } })}
      />
    </Card>
  );
};

const Found = (props: FoundProps): ReactElement => {
  const { place, realm, etag } = props;
  const { t } = useTranslation();
  const { grants } = useSession();
  const { company, environment } = place;
  const mayWrite = allows(grants, 'directory.write', { company, environment });
  const above = useApi(readEnvironment, { params: { company, environment } });
  return (
    <div>
      <PageHeader
        title={realm.name}
        lead={t(`realms.kindHelp.${realm.kind}`)}
        back={{
          label: above.data?.body.name ?? environment,
          link: { to: '/$company/$environment', params: { company, environment } },
        }}
        facts={<ModeText mode={realm.ssoMode} />}
        actions={
          <LinkButton to="/$company/$environment/realms/$realm/keys" params={{ ...place }}>
            {t('keys.links.tokens')}
          </LinkButton>
        }
      />
      <Columns>
        <div className="stack">
          <Addresses realm={realm} />
          <ServiceProvidersCard place={place} mayWrite={mayWrite} />
          {realm.kind !== 'admins' && <LocalSignInCard place={place} mode={realm.ssoMode} />}
        </div>
        {mayWrite && (
          <div className="stack">
            <RealmSettings place={place} realm={realm} etag={etag} />
            <Danger {...props} />
          </div>
        )}
      </Columns>
    </div>
  );
};

export const RealmPage = (): ReactElement => {
  const place = routeApi.useParams();
  const found = useApi(readRealm, { params: place });
  if (found.error !== null) {
    return <ErrorState isPage problem={found.error} onRetry={() => void found.refetch()} />;
  }
  return found.data === undefined ? (
    <LoadingState />
  ) : (
    <Found key={place.realm} place={place} realm={found.data.body} etag={found.data.etag} />
  );
};
