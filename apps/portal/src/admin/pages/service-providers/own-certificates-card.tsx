/** Our certificates as identity providers take them: to compare, and as files. */
import { type KeyView, listServiceProviderKeys, readKeyCertificate } from '@cordboard/contract/admin-api/keys';
import type { ServiceProvider } from '@cordboard/contract/admin-api/service-providers';
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { apiPath, routeUrl } from '../../api/call-api.ts';
import { useApi } from '../../api/use-api.ts';
import { useBasePath } from '../../base-path.tsx';
import { formatDay } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { Card } from '../../parts/card.tsx';
import { CodeValue } from '../../parts/code-value.tsx';
import { Icon } from '../../parts/icon.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import type { ServiceProviderPlace } from '../single-sign-on/place.ts';
import './service-providers.css';

const SOON_DAYS = 60;

const Files = ({ place, id }: { readonly place: ServiceProviderPlace; readonly id: string }): ReactElement => {
  const { t } = useTranslation();
  const base = apiPath(useBasePath());
  const params = { ...place, key: id };
  return (
    <div className="row">
      {(['pem', 'der'] as const).map((format) => (
        <Button
          key={format}
          component="a"
          href={routeUrl(base, readKeyCertificate, params, { format })}
          download
          leftSection={<Icon name="download" size={16} />}
        >
          {t(`serviceProviders.certificates.${format}`)}
        </Button>
      ))}
    </div>
  );
};

const Certificate = ({
  place,
  held,
}: {
  readonly place: ServiceProviderPlace;
  readonly held: KeyView;
}): ReactElement | null => {
  const { t } = useTranslation();
  const formatPlace = useFormatPlace();
  const { certificate, algorithm } = held;
  if (certificate === null) {
    return null;
  }
  const { subject, fingerprintSha256, fingerprintSha1, notAfter, daysLeft } = certificate;
  const day = formatDay(notAfter, formatPlace);
  const status = daysLeft < 0 ? 'bad' : daysLeft <= SOON_DAYS ? 'warn' : 'ok';
  return (
    <div className="stack-s">
      <p className="certificate-subject">
        {subject} <span className="muted small">{algorithm}</span>
      </p>
      <StatusText status={status}>
        {t(daysLeft < 0 ? 'serviceProviders.certificates.expired' : 'serviceProviders.certificates.until', { day })}
      </StatusText>
      <CodeValue label={t('serviceProviders.certificates.sha256')} value={fingerprintSha256} />
      <CodeValue label={t('serviceProviders.certificates.sha1')} value={fingerprintSha1} />
      <Files place={place} id={held.id} />
    </div>
  );
};

interface CertificatesProps {
  readonly place: ServiceProviderPlace;
  readonly provider: ServiceProvider;
}

const Certificates = ({
  place,
  provider,
  keys,
}: CertificatesProps & { readonly keys: readonly KeyView[] }): ReactElement => {
  const { t } = useTranslation();
  const uses = [
    // Messages about sign-out are always signed.
    { purpose: 'request-signing', help: provider.signRequests ? 'signingHelp' : 'signingOff', isOn: true },
    {
      purpose: 'assertion-decryption',
      help: provider.wantEncryptedAssertions ? 'encryptionHelp' : 'encryptionOff',
      isOn: provider.wantEncryptedAssertions,
    },
  ] as const;
  return (
    <div className="stack">
      {uses.map(({ purpose, help, isOn }) => {
        const own = keys.filter((key) => key.purpose === purpose && key.state === 'current');
        return (
          <section key={purpose} className="stack-s">
            <h3>{t(`serviceProviders.certificates.${purpose}`)}</h3>
            <p className="muted small">{t(`serviceProviders.certificates.${help}`)}</p>
            {own.length === 0 && <p className="muted">{t('serviceProviders.certificates.none')}</p>}
            {isOn && own.map((held) => <Certificate key={held.id} place={place} held={held} />)}
          </section>
        );
      })}
    </div>
  );
};

export const OwnCertificatesCard = ({ place, provider }: CertificatesProps): ReactElement => {
  const { t } = useTranslation();
  const found = useApi(listServiceProviderKeys, { params: place });
  return (
    <Card title={t('serviceProviders.certificates.title')} lead={t('serviceProviders.certificates.lead')}>
      {found.error !== null && <ErrorState problem={found.error} onRetry={() => void found.refetch()} />}
      {found.error === null && found.data === undefined && <LoadingState />}
      {found.data !== undefined && <Certificates place={place} provider={provider} keys={found.data.body.items} />}
    </Card>
  );
};
