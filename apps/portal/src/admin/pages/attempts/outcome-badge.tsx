/** How a sign-in or a sign-out ended; the words say which of the two it was. */
import type { AttemptView } from '@cordboard/contract/control';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusBadge, StatusText } from '../../parts/status-badge.tsx';
import type { Status } from '../../parts/status-icon.tsx';

const statuses: Readonly<Record<AttemptView['outcome'], Status>> = {
  pending: 'info',
  succeeded: 'ok',
  refused: 'bad',
  abandoned: 'none',
};

export const OutcomeText = ({ kind, outcome }: Pick<AttemptView, 'kind' | 'outcome'>): ReactElement => {
  const { t } = useTranslation();
  return <StatusText status={statuses[outcome]}>{t(`attempts.kinds.${kind}.outcomes.${outcome}`)}</StatusText>;
};

export const OutcomeBadge = ({ kind, outcome }: Pick<AttemptView, 'kind' | 'outcome'>): ReactElement => {
  const { t } = useTranslation();
  return <StatusBadge status={statuses[outcome]}>{t(`attempts.kinds.${kind}.outcomes.${outcome}`)}</StatusBadge>;
};
