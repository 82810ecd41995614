/** An opening as a row. */
import type { LocalOpeningView } from '@cordboard/contract/admin-api/local-sign-in';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import type { Column } from '../../parts/data-table.tsx';
import { Instant } from '../../parts/instant.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import { openingStatuses, shownState } from './opening-state.ts';

const SHOWN = 5;

const State = ({ opening }: { readonly opening: LocalOpeningView }): ReactElement => {
  const { t } = useTranslation();
  const state = shownState(opening);
  return <StatusText status={openingStatuses[state]}>{t(`localSignIn.openings.states.${state}`)}</StatusText>;
};

/** The first of them, how many more, and what for. */
const People = ({ users, reason }: Pick<LocalOpeningView, 'users' | 'reason'>): ReactElement => {
  const { t } = useTranslation();
  const more = users.length - SHOWN;
  return (
    <div>
      <span className="mono">
        {users
          .slice(0, SHOWN)
          .map(({ login }) => login)
          .join(', ')}
      </span>
      {more > 0 && (
        <span className="muted small row-note">{t('localSignIn.openings.morePeople', { count: more })}</span>
      )}
      <div className="small">{reason}</div>
    </div>
  );
};

export const Times = ({ startsAt, endsAt }: Pick<LocalOpeningView, 'startsAt' | 'endsAt'>): ReactElement => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  return (
    <div className="small">
      <div>{t('localSignIn.openings.from', { at: formatInstant(startsAt, place) })}</div>
      <div>{t('localSignIn.openings.until', { at: formatInstant(endsAt, place) })}</div>
    </div>
  );
};

const Who = ({ opening }: { readonly opening: LocalOpeningView }): ReactElement => {
  const { t } = useTranslation();
  const { requestedBy, requestedAt, approvedBy, approvedAt, closedBy, closedAt } = opening;
  const closed = approvedAt === null ? 'declinedBy' : 'closedBy';
  const steps = [
    { key: 'requestedBy', by: requestedBy, at: requestedAt },
    { key: 'approvedBy', by: approvedBy, at: approvedAt },
    { key: closed, by: closedBy, at: closedAt },
  ] as const;
  return (
    <div className="small">
      {steps.map(({ key, by, at }) =>
        by === null || at === null ? null : (
          <div key={key}>
            {t(`localSignIn.openings.${key}`, { name: by.name })}, <Instant at={at} relative />
          </div>
        ),
      )}
      {opening.state === 'requested' && (
        <div className="muted">{t('localSignIn.openings.waits', { name: requestedBy.name })}</div>
      )}
    </div>
  );
};

export const useOpeningColumns = (): readonly Column<LocalOpeningView>[] => {
  const { t } = useTranslation();
  return [
    {
      key: 'state',
      title: t('localSignIn.openings.state'),
      isName: true,
      narrow: true,
      render: (opening) => <State opening={opening} />,
    },
    { key: 'people', title: t('localSignIn.openings.people'), render: (opening) => <People {...opening} /> },
    { key: 'time', title: t('localSignIn.openings.time'), render: (opening) => <Times {...opening} /> },
    { key: 'who', title: t('localSignIn.openings.who'), render: (opening) => <Who opening={opening} /> },
  ];
};
