/** One sign-in or sign-out as a row. */
import type { attemptSummary } from '@cordboard/contract/admin-api/attempts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Column } from '../../parts/data-table.tsx';
import { Instant } from '../../parts/instant.tsx';
import { OutcomeText } from './outcome-badge.tsx';

export type AttemptSummary = z.output<typeof attemptSummary>;

export interface EnvironmentPlace {
  readonly company: string;
  readonly environment: string;
}

export const useAttemptColumns = (place: EnvironmentPlace): readonly Column<AttemptSummary>[] => {
  const { t } = useTranslation();
  return [
    {
      key: 'reference',
      title: t('attempts.reference'),
      isName: true,
      narrow: true,
      render: ({ reference }) => (
        <Link className="mono" to="/$company/$environment/sign-in-attempts/$reference" params={{ ...place, reference }}>
          {reference}
        </Link>
      ),
    },
    { key: 'when', title: t('attempts.when'), render: ({ startedAt }) => <Instant at={startedAt} relative /> },
    {
      key: 'outcome',
      title: t('attempts.outcome'),
      render: ({ kind, outcome, code }) => (
        <div>
          <OutcomeText kind={kind} outcome={outcome} />
          {code !== null && <span className="muted mono row-note">{code}</span>}
        </div>
      ),
    },
    { key: 'person', title: t('attempts.person'), render: ({ user, subject }) => user ?? subject ?? '–' },
    {
      key: 'connection',
      title: t('attempts.connection'),
      render: ({ connection, app }) => (
        <div>
          {connection ?? '–'}
          {app !== null && <span className="muted small row-note">{app}</span>}
        </div>
      ),
    },
  ];
};
