/** The filters of the audit log; they stand in the address, so that a view can be sent to somebody. */
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayEnd, dayStart } from './day-bounds.ts';
import './audit-log.css';

export interface AuditSearch {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** `2026-11-21`, in the zone of the reader. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** The last day counts whole. */
export const toAuditQuery = ({ actor, action, since, until }: AuditSearch) => ({
  ...(actor !== undefined && { actor }),
  ...(action !== undefined && { action }),
  ...(since !== undefined && { since: dayStart(since) }),
  ...(until !== undefined && { until: dayEnd(until) }),
});

interface AuditFiltersProps {
  readonly search: AuditSearch;
  readonly onChange: (search: AuditSearch) => void;
}

const orUndefined = (value: FormDataEntryValue | null): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

export const AuditFilters = ({ search, onChange }: AuditFiltersProps): ReactElement => {
  const { t } = useTranslation();
  // A filter that comes from elsewhere, such as a click on a name, fills the fields anew.
  const [round, setRound] = useState(0);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    onChange({
      actor: orUndefined(given.get('actor')),
      action: orUndefined(given.get('action')),
      since: orUndefined(given.get('since')),
      until: orUndefined(given.get('until')),
    });
  };
  const reset = (): void => {
    setRound(round + 1);
    onChange({});
  };
  return (
    <form
      key={`${round} ${JSON.stringify(search)}`}
      className="filters"
      aria-label={t('auditLog.filters')}
      onSubmit={submit}
    >
      <TextInput
        label={t('auditLog.action')}
        placeholder="user.updated"
        name="action"
        defaultValue={search.action ?? ''}
      />
      <TextInput label={t('auditLog.actor')} name="actor" defaultValue={search.actor ?? ''} />
      <TextInput type="date" label={t('auditLog.since')} name="since" defaultValue={search.since ?? ''} />
      <TextInput type="date" label={t('auditLog.until')} name="until" defaultValue={search.until ?? ''} />
      <div className="row filters-actions">
        <Button type="submit">{t('auditLog.apply')}</Button>
        <Button variant="subtle" onClick={reset}>
          {t('auditLog.reset')}
        </Button>
      </div>
    </form>
  );
};
