/** Refusals counted by cause: the one to look at first stands on top. */
import { explainCode } from '@cordboard/advice/explain-code';
import { listAttemptCauses } from '@cordboard/contract/admin-api/attempts';
import { SegmentedControl } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Card } from '../../parts/card.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { StatusText } from '../../parts/status-badge.tsx';

import type { EnvironmentPlace } from './attempt-columns.tsx';

type Period = '24h' | '7d';

interface Cause {
  readonly code: string;
  readonly count: number;
}

const MOST = 5;

const useColumns = (onShow: (code: string) => void): readonly Column<Cause>[] => {
  const { t } = useTranslation();
  return [
    {
      key: 'cause',
      title: t('attempts.causes.cause'),
      isName: true,
      render: ({ code }) => (
        <div>
          <button type="button" className="link-button" onClick={() => onShow(code)}>
            {explainCode(code)?.found ?? code}
          </button>
          <span className="muted mono row-note">{code}</span>
        </div>
      ),
    },
    { key: 'count', title: t('attempts.causes.count'), narrow: true, render: ({ count }) => count },
  ];
};

const Causes = (props: {
  readonly items: readonly Cause[];
  readonly more: boolean;
  readonly onShow: (code: string) => void;
}): ReactElement => {
  const { items, more, onShow } = props;
  const { t } = useTranslation();
  const columns = useColumns(onShow);
  if (items.length === 0) {
    return (
      <p className="card-inset">
        <StatusText status="ok">{t('attempts.causes.none')}</StatusText>
      </p>
    );
  }
  return (
    <>
      <DataTable
        caption={t('attempts.causes.caption')}
        columns={columns}
        items={items.slice(0, MOST)}
        rowKey={({ code }) => code}
      />
      {more && <p className="muted small card-inset">{t('attempts.causes.more')}</p>}
    </>
  );
};

export const CausesCard = (props: {
  readonly place: EnvironmentPlace;
  readonly onShow: (code: string) => void;
}): ReactElement => {
  const { place, onShow } = props;
  const { t } = useTranslation();
  const [period, setPeriod] = useState<Period>('24h');
  const { company, environment } = place;
  const found = useApi(listAttemptCauses, { params: { company }, query: { environment, period } });
  return (
    <Card
      title={t('attempts.causes.title')}
      flush
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('attempts.causes.period')}
          value={period}
          onChange={(chosen) => setPeriod(chosen === '7d' ? '7d' : '24h')}
          data={[
            { value: '24h', label: t('attempts.causes.day') },
            { value: '7d', label: t('attempts.causes.week') },
          ]}
        />
      }
    >
      {found.error !== null && <ErrorState problem={found.error} onRetry={() => void found.refetch()} />}
      {found.data === undefined && found.error === null && <LoadingState />}
      {found.data !== undefined && <Causes items={found.data.body.items} more={found.data.body.more} onShow={onShow} />}
    </Card>
  );
};
