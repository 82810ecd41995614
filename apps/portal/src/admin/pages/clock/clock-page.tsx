/** The clock of the hub: how it compares with this browser and with other servers, and who has to correct which. */
import { type Clock, readClock } from '@cordboard/contract/admin-api/clock';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../../api/api-problem.ts';
import { useCallApi } from '../../api/call-api-context.tsx';
import { queryKey } from '../../api/query-key.ts';
import { formatDuration } from '../../format/format-duration.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { useNow } from '../../format/use-now.ts';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Card } from '../../parts/card.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Fact, PageHeader } from '../../parts/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../parts/states.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import { type ClockVerdict, type Difference, differenceFrom, isOff, judgeClock } from './judge-clock.ts';

type Comparison = Clock['comparisons'][number];

const REFRESH_MS = 60_000;
const SECOND_MS = 1000;
/** A tenth of a second is what the page shows. */
const SHOWN_MS = 100;

const statuses: Readonly<Record<ClockVerdict, 'ok' | 'warn' | 'bad'>> = {
  right: 'ok',
  'hub-wrong': 'bad',
  'browser-wrong': 'warn',
  'browser-or-hub-wrong': 'bad',
  'other-wrong': 'warn',
};

/** Asks the hub and takes the times before and after, which are what its answer is compared with. */
const useClock = () => {
  const callApi = useCallApi();
  return useQuery<{ readonly clock: Clock; readonly browser: Difference }, ApiProblem>({
    queryKey: [...queryKey(readClock, undefined, undefined), 'compared'],
    queryFn: async ({ signal }) => {
      const sentAt = Date.now();
      const { body } = await callApi(readClock, { signal });
      return { clock: body, browser: differenceFrom(sentAt, body.now, Date.now()) };
    },
    refetchInterval: REFRESH_MS,
  });
};

/** Never less than what the page shows: no comparison is sure to nothing. */
const formatUncertainty = (ms: number, locale: string): string => formatDuration(Math.max(ms, SHOWN_MS), locale);

const useDifferenceWords = (): ((difference: Difference) => string) => {
  const { t } = useTranslation();
  const { locale } = useFormatPlace();
  return ({ aheadMs }) =>
    Math.abs(aheadMs) < SHOWN_MS / 2
      ? t('clock.same')
      : t(aheadMs > 0 ? 'clock.ahead' : 'clock.behind', { duration: formatDuration(Math.abs(aheadMs), locale) });
};

/** What the clock of the hub shows now, as far as the browser knows. */
const HubTime = ({ aheadMs }: { readonly aheadMs: number }): ReactElement => (
  <Instant at={useNow(SECOND_MS) + aheadMs} />
);

const Facts = ({ clock, browser }: { readonly clock: Clock; readonly browser: Difference }): ReactElement => {
  const { t } = useTranslation();
  const { locale } = useFormatPlace();
  const wordsOf = useDifferenceWords();
  return (
    <>
      <Fact label={t('clock.hub')}>
        <HubTime aheadMs={browser.aheadMs} />
      </Fact>
      <Fact label={t('clock.browser')}>
        <StatusText status={isOff(browser, clock.toleratedMs) ? 'bad' : 'ok'}>{wordsOf(browser)}</StatusText>
        <span className="muted small">
          {t('clock.unsure', { duration: formatUncertainty(browser.uncertainMs, locale) })}
        </span>
      </Fact>
      <Fact label={t('clock.tolerated')}>
        {t('clock.toleratedWords', { duration: formatDuration(clock.toleratedMs, locale) })}
      </Fact>
    </>
  );
};

const Comparisons = ({ clock }: { readonly clock: Clock }): ReactElement => {
  const { t } = useTranslation();
  const { locale } = useFormatPlace();
  const wordsOf = useDifferenceWords();
  const columns: readonly Column<Comparison>[] = [
    { key: 'at', title: t('clock.at'), isName: true, render: ({ at }) => <Instant at={at} relative /> },
    { key: 'difference', title: t('clock.difference'), render: wordsOf },
    { key: 'sure', title: t('clock.sure'), render: ({ uncertainMs }) => formatUncertainty(uncertainMs, locale) },
    {
      key: 'result',
      title: t('clock.result'),
      render: (comparison) =>
        isOff(comparison, clock.toleratedMs) ? (
          <StatusText status="bad">{t('clock.off')}</StatusText>
        ) : (
          <StatusText status="ok">{t('clock.within')}</StatusText>
        ),
    },
  ];
  return (
    <Card title={t('clock.comparisons')} lead={t('clock.comparisonsLead')} flush>
      {clock.comparisons.length === 0 ? (
        <EmptyState icon="clock" title={t('clock.empty')}>
          {t('clock.emptyWords')}
        </EmptyState>
      ) : (
        <DataTable
          caption={t('clock.caption')}
          columns={columns}
          items={clock.comparisons.toReversed()}
          rowKey={({ at, aheadMs, uncertainMs }) => `${at} ${aheadMs} ${uncertainMs}`}
        />
      )}
    </Card>
  );
};

export const ClockPage = (): ReactElement => {
  const { t } = useTranslation();
  const { data, error, isFetching, refetch } = useClock();
  if (error !== null) {
    return <ErrorState isPage problem={error} onRetry={() => void refetch()} />;
  }
  const verdict = data === undefined ? null : judgeClock(data.clock, data.browser);
  return (
    <div>
      <PageHeader
        title={t('clock.title')}
        lead={t('clock.lead')}
        facts={data !== undefined && <Facts {...data} />}
        actions={
          <BusyButton busy={isFetching} leftSection={<Icon name="refresh" size={16} />} onClick={() => void refetch()}>
            {t('clock.again')}
          </BusyButton>
        }
      />
      {data === undefined || verdict === null ? (
        <LoadingState />
      ) : (
        <div className="stack">
          <Notice status={statuses[verdict]} title={t(`clock.verdicts.${verdict}.title`)} role="status">
            {t(`clock.verdicts.${verdict}.words`)}
          </Notice>
          <Comparisons clock={data.clock} />
        </div>
      )}
    </div>
  );
};
