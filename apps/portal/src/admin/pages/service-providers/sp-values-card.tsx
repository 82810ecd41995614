/** What an identity provider has to be told, with the words of a product beside ours. */
import type { Connection } from '@cordboard/contract/admin-api/connections';
import { readServiceProviderValues, type ServiceProviderValues } from '@cordboard/contract/admin-api/service-providers';
import type { IdpVendor } from '@cordboard/vendors/idp-vendor';
import { idpVendors } from '@cordboard/vendors/idp-vendors';
import type { ServiceProviderValue } from '@cordboard/vendors/values';
import { Button, Select } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Card } from '../../parts/card.tsx';
import { CodeValue } from '../../parts/code-value.tsx';
import { Icon } from '../../parts/icon.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { vendorOfConnection, vendorOfId } from '../single-sign-on/known-vendor.ts';
import type { ServiceProviderPlace } from '../single-sign-on/place.ts';

const GENERAL = 'generic';

/** Nobody else's words are of use where the vendor is not known. */
const vendorOfAll = (connections: readonly Connection[]): IdpVendor => {
  const found = connections.find((each) => each.default) ?? connections[0];
  return found === undefined ? vendorOfId(GENERAL) : vendorOfConnection(found).vendor;
};

const NameIds = ({ formats }: { readonly formats: ServiceProviderValues['nameIdFormats'] }): ReactElement => {
  const { t } = useTranslation();
  const known = (['unspecified', 'emailAddress', 'persistent', 'transient'] as const).filter((format) =>
    formats.includes(format),
  );
  return known.length === 0 ? (
    <p className="muted small">{t('serviceProviders.values.nameIdNone')}</p>
  ) : (
    <ul className="stack-s">
      {known.map((format) => (
        <li key={format} className="small">
          <span className="mono">{format}</span>{' '}
          <span className="muted">{t(`serviceProviders.nameIds.${format}`)}</span>
        </li>
      ))}
    </ul>
  );
};

interface ValuesProps {
  readonly values: ServiceProviderValues;
  readonly vendor: IdpVendor;
}

const Values = ({ values, vendor }: ValuesProps): ReactElement => {
  const { t } = useTranslation();
  const nameOf = (key: ServiceProviderValue): string | undefined =>
    vendor.id === GENERAL ? undefined : vendor.serviceProviderFields[key]?.label;
  const named = (key: ServiceProviderValue): { otherName?: string } => {
    const otherName = nameOf(key);
    return otherName === undefined ? {} : { otherName };
  };
  const acs = values.acsUrls.find(({ isDefault }) => isDefault) ?? values.acsUrls[0];
  const nameIdName = nameOf('nameIdFormat');
  return (
    <>
      <CodeValue label={t('serviceProviders.values.entityId')} {...named('entityId')} value={values.entityId} />
      {acs !== undefined && (
        <CodeValue
          label={t('serviceProviders.values.acs')}
          {...named('acsUrl')}
          value={acs.url}
          {...(values.acsUrls.length > 1 && { note: t('serviceProviders.values.acsMore') })}
        />
      )}
      <CodeValue
        label={t('serviceProviders.values.metadataUrl')}
        {...named('metadataUrl')}
        value={values.metadataUrl}
        note={t('serviceProviders.values.metadataNote')}
      />
      <CodeValue
        label={t('serviceProviders.values.startUrl')}
        {...named('startUrl')}
        value={values.startUrl}
        note={t('serviceProviders.values.startNote')}
      />
      <CodeValue
        label={t('serviceProviders.values.slo')}
        {...named('sloUrl')}
        value={values.sloUrl}
        note={t('serviceProviders.values.sloNote')}
      />
      <div className="code-value">
        <span className="code-label">
          {t('serviceProviders.values.nameIds')}
          {nameIdName !== undefined && <span className="muted"> ({nameIdName})</span>}
        </span>
        <NameIds formats={values.nameIdFormats} />
      </div>
    </>
  );
};

export const SpValuesCard = ({
  place,
  connections,
}: {
  readonly place: ServiceProviderPlace;
  readonly connections: readonly Connection[];
}): ReactElement => {
  const { t } = useTranslation();
  const [chosen, choose] = useState<string | null>(null);
  const found = useApi(readServiceProviderValues, { params: place });
  const vendor = chosen === null ? vendorOfAll(connections) : vendorOfId(chosen);
  const values = found.data?.body;
  return (
    <Card
      title={t('serviceProviders.values.title')}
      lead={t('serviceProviders.values.lead')}
      actions={
        values !== undefined && (
          <Button
            component="a"
            href={values.metadataUrl}
            target="_blank"
            leftSection={<Icon name="external" size={16} />}
          >
            {t('serviceProviders.values.open')}
          </Button>
        )
      }
    >
      <div className="stack">
        <Select
          label={t('serviceProviders.values.words')}
          description={
            vendor.id === GENERAL
              ? t('serviceProviders.values.wordsGeneral')
              : t('serviceProviders.values.wordsOf', { name: vendor.name })
          }
          data={idpVendors.map(({ id, name }) => ({
            value: id,
            label: id === GENERAL ? t('serviceProviders.values.general') : name,
          }))}
          value={vendor.id}
          onChange={choose}
          allowDeselect={false}
          maw="22rem"
        />
        {found.error !== null && <ErrorState problem={found.error} onRetry={() => void found.refetch()} />}
        {found.error === null && values === undefined && <LoadingState />}
        {values !== undefined && <Values values={values} vendor={vendor} />}
      </div>
    </Card>
  );
};
