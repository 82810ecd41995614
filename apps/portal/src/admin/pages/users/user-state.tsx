/** Whether somebody can sign in, and has done so. */
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusText } from '../../parts/status-badge.tsx';

export const UserState = ({
  enabled,
  linked,
}: {
  readonly enabled: boolean;
  readonly linked: boolean;
}): ReactElement => {
  const { t } = useTranslation();
  if (!enabled) {
    return <StatusText status="bad">{t('users.disabled')}</StatusText>;
  }
  return <StatusText status={linked ? 'ok' : 'none'}>{t(linked ? 'users.linked' : 'users.notLinked')}</StatusText>;
};
