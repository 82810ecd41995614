/** One change as a row: who, what, where, and each field from what to what. */
import type { AuditEventView } from '@cordboard/contract/admin-api/audit-events';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Breakable } from '../../parts/breakable.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DiffList } from '../../parts/diff-list.tsx';
import { Instant } from '../../parts/instant.tsx';

const Who = ({
  event,
  onOnly,
}: {
  readonly event: AuditEventView;
  readonly onOnly: (actor: string) => void;
}): ReactElement => {
  const { t } = useTranslation();
  const { actor, address } = event;
  return (
    <div>
      <button
        type="button"
        className="link-button"
        aria-label={t('auditLog.onlyBy', { name: actor.name })}
        onClick={() => onOnly(actor.id)}
      >
        {actor.name}
      </button>
      <div className="muted small">
        {t(`auditLog.kinds.${actor.kind}`)}
        {address !== null && <span className="audit-address"> {t('auditLog.address', { address })}</span>}
      </div>
    </div>
  );
};

const What = ({ event }: { readonly event: AuditEventView }): ReactElement => {
  const { t } = useTranslation();
  const { action, fields } = event;
  return (
    <div className="stack-s">
      <span className="mono">
        <Breakable text={action} />
      </span>
      {fields.length > 0 && (
        <details className="audit-details">
          <summary>{t('auditLog.details', { count: fields.length })}</summary>
          <DiffList fields={fields} />
        </details>
      )}
    </div>
  );
};

export const useAuditColumns = (onOnly: (actor: string) => void): readonly Column<AuditEventView>[] => {
  const { t } = useTranslation();
  return [
    { key: 'at', title: t('auditLog.at'), narrow: true, render: ({ at }) => <Instant at={at} /> },
    { key: 'who', title: t('auditLog.who'), render: (event) => <Who event={event} onOnly={onOnly} /> },
    { key: 'what', title: t('auditLog.what'), isName: true, render: (event) => <What event={event} /> },
    {
      key: 'where',
      title: t('auditLog.where'),
      render: ({ target }) => (
        <span className="mono">
          <Breakable text={target.path === '' ? target.kind : target.path} />
        </span>
      ),
    },
  ];
};
