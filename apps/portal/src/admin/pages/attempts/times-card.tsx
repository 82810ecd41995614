/** How long each step of a sign-in took on the hub. */
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';

type Step = readonly [stage: string, ms: number];

export const TimesCard = ({ stageMs }: { readonly stageMs: Readonly<Record<string, number>> }): ReactElement | null => {
  const { t, i18n } = useTranslation();
  const steps: readonly Step[] = Object.entries(stageMs);
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 });
  const columns: readonly Column<Step>[] = [
    {
      key: 'step',
      title: t('attempts.times.step'),
      isName: true,
      render: ([stage]) => <span className="mono">{stage}</span>,
    },
    {
      key: 'took',
      title: t('attempts.times.took'),
      narrow: true,
      render: ([, ms]) => t('attempts.times.ms', { ms: number.format(ms) }),
    },
  ];
  return steps.length === 0 ? null : (
    <Card title={t('attempts.times.title')} flush>
      <DataTable caption={t('attempts.times.caption')} columns={columns} items={steps} rowKey={([stage]) => stage} />
    </Card>
  );
};
