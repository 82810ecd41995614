/** What identity providers call a person. */
import { type UserDetail, unlinkUser } from '@cordboard/contract/admin-api/users';
import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/use-api.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { Card } from '../../parts/card.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import type { UserPlace } from './user-place.ts';

type Link = UserDetail['info']['links'][number];

interface LinksProps {
  readonly place: UserPlace;
  readonly links: readonly Link[];
  readonly mayWrite: boolean;
}

const useColumns = (onRemove: ((link: Link) => void) | null): readonly Column<Link>[] => {
  const { t } = useTranslation();
  const columns: readonly Column<Link>[] = [
    {
      key: 'connection',
      title: t('users.connection'),
      isName: true,
      render: ({ connection, idpEntityId }) => (
        <div>
          {connection ?? t('users.connectionGone')}
          <span className="muted mono row-note">{idpEntityId}</span>
        </div>
      ),
    },
    {
      key: 'identifier',
      title: t('users.identifier'),
      render: ({ value, format }) => (
        <div>
          <span className="mono">{value}</span>
          <span className="muted mono row-note">{format}</span>
        </div>
      ),
    },
  ];
  const actions: Column<Link> = {
    key: 'actions',
    title: t('users.actions'),
    hiddenTitle: true,
    render: (link) => (
      <Button
        size="xs"
        aria-label={t('users.unlinkNamed', { connection: link.connection ?? link.idpEntityId })}
        onClick={() => onRemove?.(link)}
      >
        {t('users.unlink')}
      </Button>
    ),
  };
  return onRemove === null ? columns : [...columns, actions];
};

export const LinksCard = ({ place, links, mayWrite }: LinksProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const unlink = useChange(unlinkUser);
  const [toRemove, setToRemove] = useState<Link | null>(null);
  const columns = useColumns(mayWrite ? setToRemove : null);
  return (
    <Card title={t('users.links')} lead={t('users.linksLead')} flush>
      {links.length === 0 ? (
        <p className="muted card-inset">{t('users.noLinks')}</p>
      ) : (
        <DataTable caption={t('users.linksCaption')} columns={columns} items={links} rowKey={({ id }) => id} />
      )}
      <ActionDialog
        opened={toRemove !== null}
        danger
        title={t('users.unlinkTitle')}
        confirmLabel={t('users.unlink')}
        onConfirm={async () => {
          await unlink.mutateAsync({ params: place, body: { link: toRemove?.id ?? '' } });
          notify(t('users.unlinked'));
        }}
        onClose={() => setToRemove(null)}
      >
        {t('users.unlinkWords')}
      </ActionDialog>
    </Card>
  );
};
