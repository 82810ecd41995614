/** The months as columns, each certificate a sign on the month in which it ends. */
import type { ForecastEntry } from '@cordboard/contract/admin-api/certificates';
import { Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { Card } from '../../parts/card.tsx';
import { StatusIcon } from '../../parts/status-icon.tsx';
import { anchorOf } from './forecast-item.tsx';
import { type MonthGroup, urgencyOf } from './group-by-month.ts';
import type { EntryWords } from './use-entry-words.ts';

interface TimeLineProps {
  readonly groups: readonly MonthGroup[];
  readonly wordsOf: (entry: ForecastEntry) => EntryWords;
  readonly now: number;
}

/** `Nov`, with the year where it begins. */
const useMonthName = (): ((group: MonthGroup, isFirst: boolean) => readonly [name: string, year: string | null]) => {
  const { t } = useTranslation();
  const { locale } = useFormatPlace();
  return ({ key, start }, isFirst) => {
    if (start === null) {
      return [t(key === 'expired' ? 'certificates.expired' : 'certificates.later'), null];
    }
    const month = new Date(start);
    const hasYear = isFirst || month.getMonth() === 0;
    return [
      new Intl.DateTimeFormat(locale, { month: 'short' }).format(month),
      hasYear ? new Intl.DateTimeFormat(locale, { year: 'numeric' }).format(month) : null,
    ];
  };
};

export const TimeLine = ({ groups, wordsOf, now }: TimeLineProps): ReactElement => {
  const { t } = useTranslation();
  const nameOf = useMonthName();
  return (
    <Card title={t('certificates.timeLine')} lead={t('certificates.timeLineLead')}>
      <ol className="time-line">
        {groups.map((group, index) => {
          const [name, year] = nameOf(group, index === 1);
          return (
            <li key={group.key} className={group.entries.length === 0 ? 'time-line-month' : 'time-line-month used'}>
              <span className="time-line-name">
                {name}
                {year !== null && <span className="muted"> {year}</span>}
              </span>
              {group.entries.length === 0 ? (
                <span className="hidden">{t('certificates.nothing')}</span>
              ) : (
                <ul className="time-line-signs">
                  {group.entries.map((entry) => {
                    const label = t('certificates.sign', { ...wordsOf(entry) });
                    return (
                      <li key={entry.id}>
                        <Tooltip label={label} multiline maw={320}>
                          <Link
                            className="time-line-sign"
                            to="."
                            search={(present) => present}
                            hash={anchorOf(entry)}
                            aria-label={label}
                          >
                            <StatusIcon status={urgencyOf(entry, now)} size={20} />
                          </Link>
                        </Tooltip>
                      </li>
                    );
                  })}
                </ul>
              )}
            </li>
          );
        })}
      </ol>
    </Card>
  );
};
