/** The filters of the audit log; they stand in the address, so that a view can be sent to somebody. */
import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterForm } from '../../parts/filters.tsx';
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

export const AuditFilters = ({ search, onChange }: AuditFiltersProps): ReactElement => {
  const { t } = useTranslation();
  return (
    // A filter that comes from elsewhere, such as a click on a name, fills the fields anew.
    <FilterForm
      key={JSON.stringify(search)}
      label={t('auditLog.filters')}
      onApply={onChange}
      onReset={() => onChange({})}
    >
      <TextInput
        label={t('auditLog.action')}
        placeholder="user.updated"
        name="action"
        defaultValue={search.action ?? ''}
      />
      <TextInput
        label={t('auditLog.actor')}
        placeholder="amina@acme.example"
        name="actor"
        defaultValue={search.actor ?? ''}
      />
      <TextInput type="date" label={t('auditLog.since')} name="since" defaultValue={search.since ?? ''} />
      <TextInput type="date" label={t('auditLog.until')} name="until" defaultValue={search.until ?? ''} />
    </FilterForm>
  );
};
