/** The filters above a table: what is asked for stands in the address, so that a view can be sent to somebody. */
import { Button } from '@mantine/core';
import type { FormEvent, ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './filters.css';

interface FilterFormProps {
  readonly label: string;
  /** What the fields hold, without the empty ones. */
  readonly onApply: (values: Readonly<Record<string, string>>) => void;
  readonly onReset: () => void;
  readonly children: ReactNode;
}

/** Fields that act while they are typed into. */
export const Filters = ({ label, children }: Pick<FilterFormProps, 'label' | 'children'>): ReactElement => (
  <search className="filters" aria-label={label}>
    {children}
  </search>
);

/** Several fields that act together. */
export const FilterForm = ({ label, onApply, onReset, children }: FilterFormProps): ReactElement => {
  const { t } = useTranslation();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const entries = [...new FormData(event.currentTarget)].map(
      ([name, value]) => [name, String(value).trim()] as const,
    );
    onApply(Object.fromEntries(entries.filter(([, value]) => value !== '')));
  };
  return (
    <form className="filters" aria-label={label} onSubmit={submit}>
      {children}
      <div className="filters-actions">
        <Button type="submit">{t('parts.filters.apply')}</Button>
        <Button variant="subtle" onClick={onReset}>
          {t('parts.filters.reset')}
        </Button>
      </div>
    </form>
  );
};
