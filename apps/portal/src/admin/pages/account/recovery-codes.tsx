/** Recovery codes that were just made, shown this one time. */
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SecretOnce } from '../../parts/secret-once.tsx';

export const RecoveryCodes = ({
  codes,
  onDone,
}: {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}): ReactElement => {
  const { t } = useTranslation();
  return (
    <SecretOnce
      title={t('account.recovery.title')}
      secrets={[{ label: t('account.recovery.codes'), value: codes.join('\n') }]}
      onDone={onDone}
    >
      {t('account.recovery.store')}
    </SecretOnce>
  );
};
