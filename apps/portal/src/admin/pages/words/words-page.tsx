/** The words of single sign-on, for whoever is no expert in it. */
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import type { words } from '../../texts/en/words.ts';

type Entry = (typeof words.entries)[number];
type Ask = (typeof words.asks)[number];

export const WordsPage = (): ReactElement => {
  const { t } = useTranslation();
  const entries = t('words.entries', { returnObjects: true });
  const asks = t('words.asks', { returnObjects: true });
  const meanings: readonly Column<Entry>[] = [
    { key: 'term', title: t('words.term'), isName: true, render: ({ term }) => <strong>{term}</strong> },
    { key: 'meaning', title: t('words.meaning'), render: ({ meaning }) => meaning },
  ];
  const owners: readonly Column<Ask>[] = [
    { key: 'need', title: t('words.need'), isName: true, render: ({ need }) => need },
    { key: 'ask', title: t('words.ask'), render: ({ ask }) => ask },
    { key: 'say', title: t('words.say'), render: ({ say }) => say },
  ];
  return (
    <div>
      <PageHeader title={t('words.title')} lead={t('words.lead')} />
      <div className="stack">
        <Card title={t('words.terms')} flush>
          <DataTable caption={t('words.terms')} columns={meanings} items={entries} rowKey={({ term }) => term} />
        </Card>
        <Card title={t('words.whom')} flush>
          <DataTable caption={t('words.whom')} columns={owners} items={asks} rowKey={({ need }) => need} />
        </Card>
      </div>
    </div>
  );
};
