/** The certificates of all environments of a company on twelve months: what ends when, and who has to act. */
import { type ForecastEntry, listCertificates } from '@cordboard/contract/admin-api/certificates';
import { listEnvironments } from '@cordboard/contract/admin-api/environments';
import { Select } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactElement, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiList, useApiList } from '../../api/use-api.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { useNow } from '../../format/use-now.ts';
import { Card, Panel } from '../../parts/card.tsx';
import { Filters } from '../../parts/filters.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../parts/states.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import { ForecastItem } from './forecast-item.tsx';
import { daysOfYear, groupByMonth, type MonthGroup, SOON_DAYS, urgencyOf } from './group-by-month.ts';
import { TimeLine } from './time-line.tsx';
import { useEntryWords } from './use-entry-words.ts';
import './certificates.css';

const routeApi = getRouteApi('/_signed-in/$company/-/certificates');
const MOST = 200;
const MINUTE_MS = 60_000;

type Horizon = 'soon' | 'year' | 'all';

/** All pages: months that come later would be empty otherwise. */
const useWholeList = <T,>(list: ApiList<T>): ApiList<T> => {
  const { hasMore, isLoadingMore, error, loadMore } = list;
  useEffect(() => {
    if (hasMore && !isLoadingMore && error === null) {
      loadMore();
    }
  }, [hasMore, isLoadingMore, error, loadMore]);
  return list;
};

const daysOf = (horizon: Horizon, now: number): { readonly days?: number } => {
  switch (horizon) {
    case 'soon':
      return { days: SOON_DAYS };
    case 'year':
      return { days: daysOfYear(now) };
    case 'all':
      return {};
  }
};

const Alarm = ({
  entries,
  now,
}: {
  readonly entries: readonly ForecastEntry[];
  readonly now: number;
}): ReactElement => {
  const { t } = useTranslation();
  const count = (status: 'bad' | 'warn'): number => entries.filter((entry) => urgencyOf(entry, now) === status).length;
  const [expired, soon] = [count('bad'), count('warn')];
  return (
    <>
      {expired > 0 && <StatusText status="bad">{t('certificates.alarm.expired', { count: expired })}</StatusText>}
      {soon > 0 && <StatusText status="warn">{t('certificates.alarm.soon', { count: soon })}</StatusText>}
      {expired + soon === 0 && <StatusText status="ok">{t('certificates.alarm.quiet')}</StatusText>}
    </>
  );
};

const useGroupTitle = (): ((group: MonthGroup) => string) => {
  const { t } = useTranslation();
  const { locale } = useFormatPlace();
  return ({ key, start }) =>
    start === null
      ? t(key === 'expired' ? 'certificates.expired' : 'certificates.later')
      : new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }).format(start);
};

const Forecast = ({
  company,
  list,
  names,
}: {
  readonly company: string;
  readonly list: ApiList<ForecastEntry>;
  readonly names: ReadonlyMap<string, string>;
}): ReactElement => {
  const now = useNow(MINUTE_MS);
  const wordsOf = useEntryWords(names, now);
  const titleOf = useGroupTitle();
  const groups = groupByMonth(list.items, now);
  return (
    <>
      <TimeLine groups={groups} wordsOf={wordsOf} now={now} />
      {groups
        .filter(({ entries }) => entries.length > 0)
        .map((group) => (
          <Card key={group.key} title={titleOf(group)} flush>
            <ul>
              {group.entries.map((entry) => (
                <ForecastItem key={entry.id} company={company} entry={entry} words={wordsOf(entry)} now={now} />
              ))}
            </ul>
          </Card>
        ))}
    </>
  );
};

export const CertificatesPage = (): ReactElement => {
  const { t } = useTranslation();
  const { company } = routeApi.useParams();
  const search = routeApi.useSearch();
  const navigate = routeApi.useNavigate();
  const { environment } = search;
  const horizon: Horizon = search.horizon ?? 'all';
  // Of this visit: the question to the hub changes with it only once a day.
  const days = daysOf(horizon, useNow(MINUTE_MS));
  const query = { limit: MOST, ...days, ...(environment !== undefined && { environment }) };
  const list = useWholeList(useApiList(listCertificates, { params: { company }, query }));
  const environments = useWholeList(useApiList(listEnvironments, { params: { company } }));
  const names = new Map(environments.items.map(({ slug, name }) => [slug, name]));
  const isFiltered = environment !== undefined || horizon !== 'all';
  return (
    <div>
      <PageHeader
        title={t('certificates.title')}
        lead={t('certificates.lead')}
        facts={list.items.length > 0 && <Alarm entries={list.items} now={Date.now()} />}
      />
      <div className="stack">
        <Panel>
          <Filters label={t('certificates.filters')}>
            <Select
              label={t('certificates.environment')}
              value={environment ?? ''}
              allowDeselect={false}
              data={[
                { value: '', label: t('certificates.allEnvironments') },
                ...environments.items.map(({ slug, name }) => ({ value: slug, label: name })),
              ]}
              onChange={(value) =>
                void navigate({
                  search: { ...search, environment: value === '' || value === null ? undefined : value },
                })
              }
            />
            <Select
              label={t('certificates.horizon')}
              value={horizon}
              allowDeselect={false}
              data={(['soon', 'year', 'all'] as const).map((value) => ({
                value,
                label: t(`certificates.horizons.${value}`),
              }))}
              onChange={(value) =>
                void navigate({
                  search: { ...search, horizon: value === 'soon' || value === 'year' ? value : undefined },
                })
              }
            />
          </Filters>
          {list.isLoading && <LoadingState />}
          {list.error !== null && <ErrorState problem={list.error} onRetry={list.retry} />}
          {!list.isLoading && list.error === null && list.items.length === 0 && (
            <EmptyState
              icon={isFiltered ? 'search' : 'certificate'}
              title={t(isFiltered ? 'certificates.emptyFiltered' : 'certificates.empty')}
            >
              {t(isFiltered ? 'certificates.emptyFilteredWords' : 'certificates.emptyWords')}
            </EmptyState>
          )}
        </Panel>
        {list.items.length > 0 && <Forecast company={company} list={list} names={names} />}
      </div>
    </div>
  );
};
