/** Single sign-on of a realm: how it stands, the one next step, and everything that belongs to it. */
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Columns } from '../../parts/card.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import { LocalSignInCard } from '../realms/local-sign-in-card.tsx';
import { CertificatesCard } from './certificates-card.tsx';
import { ChecklistCard } from './checklist-card.tsx';
import { ConnectionsCard } from './connections-card.tsx';
import { EnableCard } from './enable-card.tsx';
import { type NamedVendor, vendorOfConnection } from './known-vendor.ts';
import { LatestAttemptsCard } from './latest-attempts-card.tsx';
import { NextStepPanel } from './next-step-panel.tsx';
import { Pickers } from './pickers.tsx';
import { SetUpsCard } from './set-ups-card.tsx';
import { StepsCard } from './steps-card.tsx';
import { type SsoData, useSingleSignOn } from './use-single-sign-on.ts';
import { ValuesCard } from './values-card.tsx';
import './single-sign-on.css';

const routeApi = getRouteApi('/_signed-in/$company/$environment/realms/$realm/single-sign-on');

const statuses = { 'non-sso': 'none', hybrid: 'info', sso: 'ok' } as const;

interface FoundProps {
  readonly data: SsoData;
  readonly vendor: NamedVendor | null;
}

const Header = ({ data, vendor }: FoundProps): ReactElement => {
  const { t } = useTranslation();
  const { mode } = data.sso;
  const realm = data.realm.name;
  return (
    <PageHeader
      title={t('singleSignOn.title')}
      lead={
        vendor === null ? t('singleSignOn.leadEmpty', { realm }) : t('singleSignOn.lead', { name: vendor.name, realm })
      }
      actions={
        <StatusBadge status={statuses[mode]}>
          {t('singleSignOn.mode', { mode: t(`singleSignOn.modes.${mode}`) })}
        </StatusBadge>
      }
    />
  );
};

const Main = ({ data, vendor, mayWrite }: FoundProps & { readonly mayWrite: boolean }): ReactElement => {
  const { serviceProvider, connections, setUps, place } = data;
  return (
    <div className="stack">
      <StepsCard data={data} vendor={vendor} mayWrite={mayWrite} />
      {serviceProvider !== null && setUps.length > 0 && (
        <SetUpsCard data={data} serviceProvider={serviceProvider.slug} mayWrite={mayWrite} />
      )}
      {serviceProvider !== null && connections.length > 0 && (
        <ConnectionsCard data={data} serviceProvider={serviceProvider.slug} mayWrite={mayWrite} />
      )}
      {serviceProvider !== null && (
        <ValuesCard place={{ ...place, serviceProvider: serviceProvider.slug }} vendor={vendor} />
      )}
    </div>
  );
};

const Found = ({ data }: Pick<FoundProps, 'data'>): ReactElement => {
  const { grants } = useSession();
  const { company, environment } = data.place;
  const mayWrite = allows(grants, 'directory.write', { company, environment });
  const maySeeAttempts = allows(grants, 'attempts.read', { company, environment });
  const vendor = data.connection === null ? null : vendorOfConnection(data.connection);
  return (
    <div>
      <Header data={data} vendor={vendor} />
      <div className="stack">
        <Pickers data={data} />
        <NextStepPanel data={data} vendor={vendor} mayWrite={mayWrite} />
        <Columns>
          <Main data={data} vendor={vendor} mayWrite={mayWrite} />
          <div className="stack">
            <EnableCard data={data} name={vendor?.name ?? null} mayWrite={mayWrite} />
            {data.sso.mode !== 'non-sso' && <ChecklistCard data={data} mayWrite={mayWrite} />}
            {data.realm.kind !== 'admins' && <LocalSignInCard place={data.place} mode={data.sso.mode} />}
            {data.serviceProvider !== null && (
              <CertificatesCard
                place={{ ...data.place, serviceProvider: data.serviceProvider.slug }}
                connections={data.connections}
              />
            )}
            {maySeeAttempts && <LatestAttemptsCard place={data.place} />}
          </div>
        </Columns>
      </div>
    </div>
  );
};

export const SingleSignOnPage = (): ReactElement => {
  const place = routeApi.useParams();
  const { sp } = routeApi.useSearch();
  const found = useSingleSignOn(place, sp);
  switch (found.state) {
    case 'loading':
      return <LoadingState />;
    case 'failed':
      return <ErrorState isPage problem={found.problem} onRetry={found.retry} />;
    case 'read':
      return <Found key={place.realm} data={found.data} />;
  }
};
