/** What a change did to each field: from what, to what. */
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import './diff-list.css';

export interface FieldDiff {
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
}

const Value = ({ value, label, kind }: { value: string | null; label: string; kind: 'from' | 'to' }): ReactElement => {
  const { t } = useTranslation();
  return (
    <span className={`diff-value ${kind}`}>
      <span className="hidden">{label} </span>
      {value === null ? (
        <span className="muted">{t('parts.diff.nothing')}</span>
      ) : (
        <span className="mono">{value}</span>
      )}
    </span>
  );
};

export const DiffList = ({ fields }: { readonly fields: readonly FieldDiff[] }): ReactElement => {
  const { t } = useTranslation();
  return (
    <dl className="diff-list">
      {fields.map(({ name, from, to }) => (
        <div className="diff-row" key={name}>
          <dt className="mono">{name}</dt>
          <dd>
            <Value value={from} label={t('parts.diff.from')} kind="from" />
            <span className="diff-arrow" aria-hidden="true">
              →
            </span>
            <Value value={to} label={t('parts.diff.to')} kind="to" />
          </dd>
        </div>
      ))}
    </dl>
  );
};
