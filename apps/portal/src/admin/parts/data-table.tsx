/** A list as a table that becomes a list of cards in a narrow window, with its empty, loading and error states. */

import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiList } from '../api/use-api.ts';
import { BusyButton } from './busy-button.tsx';
import { ErrorState, LoadingState } from './states.tsx';
import './data-table.css';

export interface Column<T> {
  readonly key: string;
  readonly title: string;
  readonly render: (item: T) => ReactNode;
  /** The cell that names the row. One column has it. */
  readonly isName?: boolean;
  /** As narrow as its content. */
  readonly narrow?: boolean;
  /** The title is for screen readers only: actions. */
  readonly hiddenTitle?: boolean;
}

interface DataTableProps<T> {
  /** What the table lists, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly items: readonly T[];
  readonly rowKey: (item: T) => string;
}

const cellClass = <T,>({ isName, narrow, hiddenTitle }: Column<T>): string | undefined =>
  [isName === true && 'name', narrow === true && 'narrow', hiddenTitle === true && 'actions']
    .filter(Boolean)
    .join(' ') || undefined;

const Cell = <T,>({ column, item }: { readonly column: Column<T>; readonly item: T }): ReactElement => {
  const title = column.hiddenTitle === true ? undefined : column.title;
  return column.isName === true ? (
    <th scope="row" className={cellClass(column)} data-title={title}>
      {column.render(item)}
    </th>
  ) : (
    <td className={cellClass(column)} data-title={title}>
      {column.render(item)}
    </td>
  );
};

/** The table alone, for lists that come whole. */
export const DataTable = <T,>({ caption, columns, items, rowKey }: DataTableProps<T>): ReactElement => (
  <table className="data-table">
    <caption className="hidden">{caption}</caption>
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column.key} scope="col" className={cellClass(column)}>
            {column.hiddenTitle === true ? <span className="hidden">{column.title}</span> : column.title}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {items.map((item) => (
        <tr key={rowKey(item)}>
          {columns.map((column) => (
            <Cell key={column.key} column={column} item={item} />
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

interface ApiTableProps<T> extends Omit<DataTableProps<T>, 'items'> {
  readonly list: ApiList<T>;
  /** Shown when there is nothing at all. */
  readonly empty: ReactNode;
}

/** A list of the API: what is there, the rest on request. */
export const ApiTable = <T,>({ list, empty, ...table }: ApiTableProps<T>): ReactElement => {
  const { t } = useTranslation();
  if (list.error !== null && list.items.length === 0) {
    return <ErrorState problem={list.error} onRetry={list.retry} />;
  }
  if (list.isLoading) {
    return <LoadingState />;
  }
  if (list.items.length === 0) {
    return <>{empty}</>;
  }
  return (
    <>
      <DataTable {...table} items={list.items} />
      <div className="table-foot">
        <span className="muted small" role="status">
          {t(list.hasMore ? 'parts.table.shownOfMore' : 'parts.table.shown', { count: list.items.length })}
        </span>
        {list.hasMore && (
          <BusyButton size="xs" busy={list.isLoadingMore} onClick={list.loadMore}>
            {t('parts.table.more')}
          </BusyButton>
        )}
      </div>
      {list.error !== null && <ErrorState problem={list.error} onRetry={list.retry} />}
    </>
  );
};
