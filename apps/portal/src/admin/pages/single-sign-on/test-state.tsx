/** How the newest test of a connection stands. */
import type { ConnectionTestView } from '@cordboard/contract/admin-api/single-sign-on';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusText } from '../../parts/status-badge.tsx';

const statuses = {
  waiting: 'info',
  'in-progress': 'info',
  succeeded: 'ok',
  failed: 'bad',
  'timed-out': 'none',
} as const;

export const TestState = ({ test }: { readonly test: ConnectionTestView | null }): ReactElement => {
  const { t } = useTranslation();
  if (test === null) {
    return <StatusText status="none">{t('singleSignOn.testStates.none')}</StatusText>;
  }
  return test.state === 'succeeded' && test.changedSince.length > 0 ? (
    <StatusText status="warn">{t('singleSignOn.testStates.outdated')}</StatusText>
  ) : (
    <StatusText status={statuses[test.state]}>{t(`singleSignOn.testStates.${test.state}`)}</StatusText>
  );
};
