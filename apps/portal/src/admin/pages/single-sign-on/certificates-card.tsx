/** When certificates end, ours and those of the identity providers, within the next twelve months. */
import { type ForecastEntry, listCertificates } from '@cordboard/contract/admin-api/certificates';
import type { Connection } from '@cordboard/contract/admin-api/connections';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { formatDay } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { useNow } from '../../format/use-now.ts';
import { Card } from '../../parts/card.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import { expiryOf } from './expiry.ts';
import { vendorOfConnection } from './known-vendor.ts';
import type { ServiceProviderPlace } from './place.ts';

const MOST = 200;

/** Who renews it, and what it is called. */
const useWords = (connections: readonly Connection[]) => {
  const { t } = useTranslation();
  return ({ use, connection }: ForecastEntry): { readonly title: string; readonly owner: string } => {
    if (use !== 'identity-provider-signing') {
      return { title: t(`singleSignOn.certificates.uses.${use}`), owner: t('singleSignOn.certificates.youRenew') };
    }
    const found = connections.find(({ slug }) => slug === connection);
    const named = found === undefined ? null : vendorOfConnection(found);
    const owner = named?.vendor.owner ?? t('singleSignOn.idpOwner');
    return {
      title: t('singleSignOn.certificates.idp', { name: named?.name ?? connection ?? '' }),
      owner: t('singleSignOn.certificates.owner', { owner }),
    };
  };
};

const Row = ({
  entry,
  title,
  owner,
}: {
  readonly entry: ForecastEntry;
  readonly title: string;
  readonly owner: string;
}): ReactElement => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  const { notAfter } = entry.certificate;
  const { status, share, unit, count } = expiryOf(notAfter, useNow(60_000));
  const words =
    unit === 'expired'
      ? t('singleSignOn.certificates.expired')
      : t(unit === 'days' ? 'singleSignOn.certificates.daysLeft' : 'singleSignOn.certificates.months', { count });
  return (
    <li className="expiry">
      <div className="expiry-line">
        <strong>{title}</strong>
        <StatusText status={status}>{words}</StatusText>
      </div>
      <progress className={`expiry-bar ${status}`} value={share} max={1} aria-hidden="true" />
      <div className="expiry-line muted small">
        <span>{owner}</span>
        <span>{formatDay(notAfter, place)}</span>
      </div>
      {status !== 'ok' && entry.action !== null && <p className="small">{entry.action}</p>}
    </li>
  );
};

interface CertificatesCardProps {
  readonly place: ServiceProviderPlace;
  readonly connections: readonly Connection[];
}

export const CertificatesCard = ({ place, connections }: CertificatesCardProps): ReactElement => {
  const { t } = useTranslation();
  const { company, environment, realm, serviceProvider } = place;
  const found = useApi(listCertificates, { params: { company }, query: { limit: MOST } });
  const wordsOf = useWords(connections);
  const entries = (found.data?.body.items ?? []).filter(
    (entry) =>
      entry.environment === environment &&
      entry.realm === realm &&
      entry.serviceProvider === serviceProvider &&
      entry.effect !== 'none',
  );
  return (
    <Card title={t('singleSignOn.certificates.title')}>
      {found.error !== null && <ErrorState problem={found.error} onRetry={() => void found.refetch()} />}
      {found.error === null && found.data === undefined && <LoadingState />}
      {found.data !== undefined && entries.length === 0 && (
        <p className="muted">{t('singleSignOn.certificates.none')}</p>
      )}
      <ul className="stack">
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} {...wordsOf(entry)} />
        ))}
      </ul>
    </Card>
  );
};
