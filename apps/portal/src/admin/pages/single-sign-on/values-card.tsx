/** What the identity provider has to be told, with its own names beside ours. */
import { readServiceProviderValues, type ServiceProviderValues } from '@cordboard/contract/admin-api/service-providers';
import type { ServiceProviderValue } from '@cordboard/vendors/values';
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Card } from '../../parts/card.tsx';
import { CodeValue } from '../../parts/code-value.tsx';
import { Icon } from '../../parts/icon.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { CertificateButton } from './certificate-buttons.tsx';
import type { NamedVendor } from './known-vendor.ts';
import type { ServiceProviderPlace } from './place.ts';

interface ValuesProps {
  readonly values: ServiceProviderValues;
  readonly vendor: NamedVendor | null;
}

/** The general vendor's words are our own, more or less. */
const otherNameOf = (named: NamedVendor | null, key: ServiceProviderValue): string | undefined =>
  named === null || named.vendor.id === 'generic' ? undefined : named.vendor.serviceProviderFields[key]?.label;

const AcsValues = ({ values, vendor }: ValuesProps): ReactElement => {
  const { t } = useTranslation();
  const several = values.acsUrls.length > 1;
  return (
    <>
      {values.acsUrls.map(({ url, index, isDefault, node }) => {
        const key: ServiceProviderValue = isDefault ? 'acsUrl' : 'nodeAcsUrls';
        const otherName = otherNameOf(vendor, key);
        return (
          <CodeValue
            key={url}
            label={node === null ? t('singleSignOn.values.acs') : t('singleSignOn.values.acsNode', { node, index })}
            {...(otherName !== undefined && { otherName })}
            {...(several && isDefault && { note: t('singleSignOn.values.acsIndex', { index }) })}
            value={url}
          />
        );
      })}
    </>
  );
};

const Values = ({ values, vendor }: ValuesProps): ReactElement => {
  const { t } = useTranslation();
  const named = (key: ServiceProviderValue): { otherName?: string } => {
    const label = otherNameOf(vendor, key);
    return label === undefined ? {} : { otherName: label };
  };
  const formats = values.nameIdFormats;
  return (
    <div className="stack">
      <AcsValues values={values} vendor={vendor} />
      <CodeValue label={t('singleSignOn.values.entityId')} {...named('entityId')} value={values.entityId} />
      {values.sloUrl !== null && (
        <CodeValue label={t('singleSignOn.values.slo')} {...named('sloUrl')} value={values.sloUrl} />
      )}
      <CodeValue label={t('singleSignOn.values.metadataUrl')} {...named('metadataUrl')} value={values.metadataUrl} />
      <CodeValue label={t('singleSignOn.values.startUrl')} {...named('startUrl')} value={values.startUrl} />
      <p className="muted small">
        <strong>{t('singleSignOn.values.nameIdFormat')}</strong>
        {otherNameOf(vendor, 'nameIdFormat') !== undefined && ` (${otherNameOf(vendor, 'nameIdFormat')})`}
        {': '}
        {formats.length === 0
          ? t('singleSignOn.values.nameIdAny')
          : t('singleSignOn.values.nameIdNote', { formats: formats.join(', ') })}
      </p>
      {values.signingCertificate === null && <p className="muted small">{t('singleSignOn.values.noSigning')}</p>}
      <div className="row">
        <CertificateButton values={values} purpose="signing" />
        <CertificateButton values={values} purpose="encryption" />
      </div>
    </div>
  );
};

export const ValuesCard = ({
  place,
  vendor,
}: {
  readonly place: ServiceProviderPlace;
  readonly vendor: NamedVendor | null;
}): ReactElement => {
  const { t } = useTranslation();
  const found = useApi(readServiceProviderValues, { params: place });
  const name = vendor?.name;
  return (
    <div id="values" className="anchor">
      <Card
        title={name === undefined ? t('singleSignOn.values.titlePlain') : t('singleSignOn.values.title', { name })}
        {...(name !== undefined &&
          vendor?.vendor.id !== 'generic' && { lead: t('singleSignOn.values.lead', { name }) })}
        actions={
          found.data !== undefined && (
            <Button
              component="a"
              href={found.data.body.metadataUrl}
              target="_blank"
              leftSection={<Icon name="download" size={16} />}
            >
              {t('singleSignOn.values.openMetadata')}
            </Button>
          )
        }
      >
        {found.error !== null && <ErrorState problem={found.error} onRetry={() => void found.refetch()} />}
        {found.error === null && found.data === undefined && <LoadingState />}
        {found.data !== undefined && <Values values={found.data.body} vendor={vendor} />}
      </Card>
    </div>
  );
};
