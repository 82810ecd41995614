/** What the identity provider has to be told, with its own names beside ours. */
import { readEnvironment } from '@cordboard/contract/admin-api/environments';
import { readServiceProviderValues, type ServiceProviderValues } from '@cordboard/contract/admin-api/service-providers';
import type { PlatformProfile } from '@cordboard/vendors/platform-profile';
import { platformProfile } from '@cordboard/vendors/platform-profiles';
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
import { ownName } from './own-names.ts';
import type { ServiceProviderPlace } from './place.ts';

interface ValuesProps {
  readonly values: ServiceProviderValues;
  readonly vendor: NamedVendor | null;
  readonly platform: PlatformProfile;
}

const ourWords = {
  acsUrl: 'singleSignOn.values.acs',
  entityId: 'singleSignOn.values.entityId',
  sloUrl: 'singleSignOn.values.slo',
  metadataUrl: 'singleSignOn.values.metadataUrl',
  startUrl: 'singleSignOn.values.startUrl',
  nameIdFormat: 'singleSignOn.values.nameIdFormat',
  signingCertificate: 'singleSignOn.values.signingCertificate',
  encryptionCertificate: 'singleSignOn.values.encryptionCertificate',
} as const satisfies Partial<Readonly<Record<ServiceProviderValue, string>>>;
type Named = keyof typeof ourWords;

/** The general vendor's words are our own, more or less. */
const otherNameOf = (named: NamedVendor | null, key: ServiceProviderValue): string | undefined =>
  named === null || named.vendor.id === 'generic' ? undefined : named.vendor.serviceProviderFields[key]?.label;

interface NameProps {
  readonly label: string;
  readonly otherName?: string;
  /** A sentence with the other words for it. */
  readonly also?: string;
}

const useNames = ({ vendor, platform }: Omit<ValuesProps, 'values'>): ((key: Named) => NameProps) => {
  const { t } = useTranslation();
  return (key) => {
    const { label, alsoCalled } = ownName(platform, key, t(ourWords[key]));
    const otherName = otherNameOf(vendor, key);
    return {
      label,
      ...(otherName !== undefined && { otherName }),
      ...(alsoCalled.length > 0 && { also: t('singleSignOn.values.also', { names: alsoCalled.join(', ') }) }),
    };
  };
};

const Value = ({ name, value }: { readonly name: NameProps; readonly value: string }): ReactElement => {
  const { also, ...labels } = name;
  return <CodeValue {...labels} {...(also !== undefined && { note: also })} value={value} />;
};

const AcsValues = (props: ValuesProps): ReactElement => {
  const { t } = useTranslation();
  const name = useNames(props);
  const { acsUrls } = props.values;
  const nodeName = otherNameOf(props.vendor, 'nodeAcsUrls');
  return (
    <>
      {acsUrls.map(({ url, index, isDefault, node }) => {
        const { label, also, otherName } = name('acsUrl');
        const theirs = isDefault ? otherName : nodeName;
        const indexNote = acsUrls.length > 1 && isDefault ? t('singleSignOn.values.acsIndex', { index }) : undefined;
        const note = [indexNote, isDefault ? also : undefined].filter((part) => part !== undefined).join(' ');
        return (
          <CodeValue
            key={url}
            label={node === null ? label : t('singleSignOn.values.acsNode', { node, index })}
            {...(theirs !== undefined && { otherName: theirs })}
            {...(note !== '' && { note })}
            value={url}
          />
        );
      })}
    </>
  );
};

/** What it is for, before anybody uploads what nobody needs. */
const Certificate = ({
  name,
  help,
  button,
}: {
  readonly name: NameProps;
  readonly help: string;
  readonly button: ReactElement;
}): ReactElement => (
  <div className="code-value">
    <span className="code-label">
      {name.label}
      {name.otherName !== undefined && <span className="muted"> ({name.otherName})</span>}
    </span>
    <div className="row">{button}</div>
    <span className="muted small">{[help, name.also].filter((part) => part !== undefined).join(' ')}</span>
  </div>
);

const Certificates = (props: ValuesProps): ReactElement => {
  const { t } = useTranslation();
  const name = useNames(props);
  const { values } = props;
  return (
    <>
      {values.signingCertificate === null ? (
        <p className="muted small">{t('singleSignOn.values.noSigning')}</p>
      ) : (
        <Certificate
          name={name('signingCertificate')}
          help={t('singleSignOn.values.signingHelp')}
          button={<CertificateButton values={values} purpose="signing" />}
        />
      )}
      {values.encryptionCertificate !== null && (
        <Certificate
          name={name('encryptionCertificate')}
          help={t('singleSignOn.values.encryptionHelp')}
          button={<CertificateButton values={values} purpose="encryption" />}
        />
      )}
    </>
  );
};

const Values = (props: ValuesProps): ReactElement => {
  const { t } = useTranslation();
  const name = useNames(props);
  const { values } = props;
  const formats = values.nameIdFormats;
  const nameId = name('nameIdFormat');
  return (
    <div className="stack">
      <AcsValues {...props} />
      <Value name={name('entityId')} value={values.entityId} />
      <Value name={name('sloUrl')} value={values.sloUrl} />
      <Value name={name('metadataUrl')} value={values.metadataUrl} />
      <Value name={name('startUrl')} value={values.startUrl} />
      <p className="muted small">
        <strong>{nameId.label}</strong>
        {nameId.otherName !== undefined && ` (${nameId.otherName})`}
        {': '}
        {formats.length === 0
          ? t('singleSignOn.values.nameIdAny')
          : t('singleSignOn.values.nameIdNote', { formats: formats.join(', ') })}
        {nameId.also !== undefined && ` ${nameId.also}`}
      </p>
      <Certificates {...props} />
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
  const { company, environment } = place;
  const values = useApi(readServiceProviderValues, { params: place });
  const environments = useApi(readEnvironment, { params: { company, environment } });
  const error = values.error ?? environments.error;
  const found =
    values.data === undefined || environments.data === undefined
      ? null
      : { values: values.data.body, platform: platformProfile(environments.data.body.platform) };
  const retry = (): void => {
    for (const read of [values, environments]) void read.refetch();
  };
  const name = vendor?.name;
  return (
    <div id="values" className="anchor">
      <Card
        title={name === undefined ? t('singleSignOn.values.titlePlain') : t('singleSignOn.values.title', { name })}
        {...(name !== undefined &&
          vendor?.vendor.id !== 'generic' && { lead: t('singleSignOn.values.lead', { name }) })}
        actions={
          found !== null && (
            <Button
              component="a"
              href={found.values.metadataUrl}
              target="_blank"
              leftSection={<Icon name="download" size={16} />}
            >
              {t('singleSignOn.values.openMetadata')}
            </Button>
          )
        }
      >
        {error !== null && <ErrorState problem={error} onRetry={retry} />}
        {error === null && found === null && <LoadingState />}
        {found !== null && <Values {...found} vendor={vendor} />}
      </Card>
    </div>
  );
};
