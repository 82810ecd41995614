/** What the metadata of the other side looks like, and where it is found there. */
import { idpVendors } from '@cordboard/vendors/idp-vendors';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { MetadataSample } from '../set-ups/metadata-sample.tsx';
import './service-providers.css';

export const IdpSamplesCard = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <Card title={t('serviceProviders.samples.title')} lead={t('serviceProviders.samples.lead')}>
      <ul className="stack">
        {idpVendors.map((vendor) => {
          const field = vendor.identityProviderFields.metadataUrl ?? vendor.identityProviderFields.metadataFile;
          return (
            <li key={vendor.id} className="stack-s">
              <strong>{vendor.name}</strong>
              <span className="muted small">
                {field === null
                  ? t('serviceProviders.samples.none')
                  : t('serviceProviders.samples.where', { label: field.label, where: field.where })}
              </span>
              <MetadataSample vendor={vendor} />
            </li>
          );
        })}
      </ul>
    </Card>
  );
};
