/** Local sign-in of a realm: what its mode means, who has a password, who keeps it, and openings during an outage. */
import { type Realm, readRealm } from '@cordboard/contract/admin-api/realms';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Panel } from '../../parts/card.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../parts/states.tsx';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import { ModeText } from '../realms/mode-text.tsx';
import type { RealmPlace } from '../realms/realm-place.ts';
import { AccountsCard } from './accounts-card.tsx';
import { NamedCard } from './named-card.tsx';
import { OpeningsCards } from './openings-cards.tsx';

const routeApi = getRouteApi('/_signed-in/$company/$environment/realms/$realm/local-sign-in');

interface FoundProps {
  readonly place: RealmPlace;
  readonly realm: Realm;
  readonly etag: string | undefined;
}

const Content = ({ place, realm, etag }: FoundProps): ReactElement => {
  const { t } = useTranslation();
  const { grants } = useSession();
  const { company, environment } = place;
  const here = { company, environment };
  const mode = realm.ssoMode ?? 'non-sso';
  const isUsed = mode !== 'non-sso';
  const mayWrite = allows(grants, 'directory.write', here);
  const mayOpen = allows(grants, 'company.write', { company, environment: null });
  const named = (
    <NamedCard place={place} realm={realm} etag={etag} mayAdd={mayWrite && (!isUsed || mayOpen)} mayRemove={mayWrite} />
  );
  return (
    <div className="stack">
      <Notice status="info" title={t(`localSignIn.modes.${mode}.title`)}>
        {t(`localSignIn.modes.${mode}.words`)}
      </Notice>
      {allows(grants, 'people.read', here) && (
        <AccountsCard place={place} mayWrite={allows(grants, 'people.write', here)} />
      )}
      {mode !== 'sso' && named}
      <OpeningsCards place={place} isUsed={isUsed} mayOpen={mayOpen} mayClose={mayWrite} />
      {mode === 'sso' && named}
    </div>
  );
};

const Found = (props: FoundProps): ReactElement => {
  const { place, realm } = props;
  const { t } = useTranslation();
  return (
    <div>
      <PageHeader
        title={t('localSignIn.title')}
        lead={t('localSignIn.lead', { realm: realm.name })}
        back={{ label: realm.name, link: { to: '/$company/$environment/realms/$realm', params: { ...place } } }}
        facts={<ModeText mode={realm.ssoMode} />}
      />
      {realm.kind === 'admins' ? (
        <Panel>
          <EmptyState icon="shield" title={t('localSignIn.none')}>
            {t('localSignIn.noneWords')}
          </EmptyState>
        </Panel>
      ) : (
        <Content {...props} />
      )}
    </div>
  );
};

export const LocalSignInPage = (): ReactElement => {
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
