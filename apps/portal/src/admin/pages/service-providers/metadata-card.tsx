/** The SP metadata as identity providers get it, with what each part says. */
import { readServiceProviderMetadata } from '@cordboard/contract/admin-api/service-providers';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Card } from '../../parts/card.tsx';
import { CopyTextButton } from '../../parts/copy-button.tsx';
import { DownloadButton } from '../../parts/download-button.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import type { ServiceProviderPlace } from '../single-sign-on/place.ts';
import { prettyXml } from './pretty-xml.ts';
import './service-providers.css';

/** In the order of the document; one that is not there is not explained. */
const parts = [
  { name: 'EntityDescriptor', sign: '<md:EntityDescriptor' },
  { name: 'SPSSODescriptor', sign: '<md:SPSSODescriptor' },
  { name: 'signing', sign: 'use="signing"' },
  { name: 'encryption', sign: 'use="encryption"' },
  { name: 'SingleLogoutService', sign: '<md:SingleLogoutService' },
  { name: 'NameIDFormat', sign: '<md:NameIDFormat' },
  { name: 'AssertionConsumerService', sign: '<md:AssertionConsumerService' },
] as const;

const Parts = ({ xml }: { readonly xml: string }): ReactElement => {
  const { t } = useTranslation();
  return (
    <dl className="metadata-parts">
      {parts
        .filter(({ sign }) => xml.includes(sign))
        .map(({ name }) => (
          <div key={name}>
            <dt className="mono">{t(`serviceProviders.metadata.parts.${name}.name`)}</dt>
            <dd>{t(`serviceProviders.metadata.parts.${name}.words`)}</dd>
          </div>
        ))}
    </dl>
  );
};

export const MetadataCard = ({ place }: { readonly place: ServiceProviderPlace }): ReactElement => {
  const { t } = useTranslation();
  const found = useApi(readServiceProviderMetadata, { params: place });
  const xml = found.data?.body.xml;
  return (
    <Card
      title={t('serviceProviders.metadata.title')}
      lead={t('serviceProviders.metadata.lead')}
      actions={
        xml !== undefined && (
          <>
            <CopyTextButton value={xml} label={t('serviceProviders.metadata.copy')} />
            <DownloadButton
              fileName={`sp-metadata-${place.serviceProvider}.xml`}
              text={xml}
              mediaType="application/samlmetadata+xml"
            >
              {t('serviceProviders.metadata.download')}
            </DownloadButton>
          </>
        )
      }
    >
      {found.error !== null && <ErrorState problem={found.error} onRetry={() => void found.refetch()} />}
      {found.error === null && xml === undefined && <LoadingState />}
      {xml !== undefined && (
        <div className="stack">
          <Parts xml={xml} />
          <section aria-label={t('serviceProviders.metadata.document')}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard. */}
            <pre className="mono metadata-document" dir="ltr" tabIndex={0}>
              {prettyXml(xml)}
            </pre>
          </section>
        </div>
      )}
    </Card>
  );
};
