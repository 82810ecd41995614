/** Our certificates as files, as identity providers take them. */
import type { ServiceProviderValues } from '@cordboard/contract/admin-api/service-providers';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { DownloadButton } from '../../parts/download-button.tsx';

const MEDIA_TYPE = 'application/x-x509-ca-cert';

interface CertificateButtonProps {
  readonly values: ServiceProviderValues;
  readonly purpose: 'signing' | 'encryption';
}

export const CertificateButton = ({ values, purpose }: CertificateButtonProps): ReactElement | null => {
  const { t } = useTranslation();
  const pem = purpose === 'signing' ? values.signingCertificate : values.encryptionCertificate;
  return pem === null ? null : (
    <DownloadButton fileName={`cordboard-${purpose}.cer`} text={pem} mediaType={MEDIA_TYPE}>
      {t(`singleSignOn.values.${purpose}File`)}
    </DownloadButton>
  );
};
