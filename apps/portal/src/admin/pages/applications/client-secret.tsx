/** A client secret that was just made, shown this one time. */
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SecretOnce } from '../../parts/secret-once.tsx';

interface ClientSecretProps {
  readonly name: string;
  readonly secret: string;
  readonly onDone: () => void;
}

export const ClientSecret = ({ name, secret, onDone }: ClientSecretProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <SecretOnce
      title={t('applications.secretTitle', { name })}
      secrets={[{ label: t('applications.clientSecret'), value: secret }]}
      onDone={onDone}
    >
      {t('applications.secretWords')}
    </SecretOnce>
  );
};
