/** A value of ours to bring into the other console, under the name that it has there. */
import type { LabelledCopy } from '@cordboard/vendors/steps-for';
import type { ServiceProviderValue } from '@cordboard/vendors/values';
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeValue } from '../../parts/code-value.tsx';
import { CopyTextButton } from '../../parts/copy-button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { CertificateButton } from '../single-sign-on/certificate-buttons.tsx';
import { type OwnValuesOptions, ownValueText } from './own-values.ts';

const ourNames = {
  acsUrl: 'singleSignOn.values.acs',
  nodeAcsUrls: 'singleSignOn.values.acs',
  entityId: 'singleSignOn.values.entityId',
  sloUrl: 'singleSignOn.values.slo',
  metadataUrl: 'singleSignOn.values.metadataUrl',
  metadataFile: 'singleSignOn.values.metadataUrl',
  nameIdFormat: 'singleSignOn.values.nameIdFormat',
  signingCertificate: 'singleSignOn.values.signingCertificate',
  encryptionCertificate: 'singleSignOn.values.encryptionCertificate',
  startUrl: 'singleSignOn.values.startUrl',
} as const satisfies Readonly<Record<ServiceProviderValue, string>>;

interface CopiedValueProps {
  readonly copy: LabelledCopy;
  readonly own: OwnValuesOptions;
}

const Certificate = ({ copy, own }: CopiedValueProps): ReactElement => {
  const { t } = useTranslation();
  const purpose = copy.value === 'signingCertificate' ? 'signing' : 'encryption';
  const pem = ownValueText(copy.value, own);
  return (
    <div className="code-value">
      <span className="code-label">
        {copy.label}
        <span className="muted"> ({t(ourNames[copy.value])})</span>
      </span>
      {pem === null ? (
        <span className="muted">{t('singleSignOn.values.noSigning')}</span>
      ) : (
        <div className="row">
          <CertificateButton values={own.values} purpose={purpose} />
          <CopyTextButton value={pem} label={t('setUps.sheet.copy')} />
        </div>
      )}
    </div>
  );
};

const NodeAddresses = ({ copy, own }: CopiedValueProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      {own.values.acsUrls
        .filter(({ isDefault }) => !isDefault)
        .map(({ url, index, node }) => (
          <CodeValue
            key={url}
            label={`${copy.label}, ${index}`}
            otherName={t('singleSignOn.values.acsNode', { node: node ?? '', index })}
            value={url}
          />
        ))}
    </>
  );
};

export const CopiedValue = (props: CopiedValueProps): ReactElement | null => {
  const { copy, own } = props;
  const { t } = useTranslation();
  if (copy.value === 'signingCertificate' || copy.value === 'encryptionCertificate') {
    return <Certificate {...props} />;
  }
  if (copy.value === 'nodeAcsUrls') {
    return <NodeAddresses {...props} />;
  }
  const text = ownValueText(copy.value, own);
  if (text === null) {
    return null;
  }
  if (copy.value === 'metadataFile') {
    return (
      <div className="row">
        <Button component="a" href={text} target="_blank" download leftSection={<Icon name="download" size={16} />}>
          {t('setUps.wizard.metadataFile')}
        </Button>
      </div>
    );
  }
  const ours = t(ourNames[copy.value]);
  return <CodeValue label={copy.label} {...(ours !== copy.label && { otherName: ours })} value={text} />;
};
