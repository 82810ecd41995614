/** The own passkeys. */
import { listPasskeys, type PasskeyView, removePasskey } from '@cordboard/contract/admin-api/own-account';
import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useChange } from '../../api/use-api.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { Card } from '../../parts/card.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Instant } from '../../parts/instant.tsx';
import { LockedButton } from '../../parts/locked-button.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../parts/states.tsx';
import { useSession } from '../../session/session-query.ts';
import { AddPasskeyDialog, RenamePasskeyDialog } from './passkey-dialogs.tsx';

const useColumns = (
  onRename: (key: PasskeyView) => void,
  onRemove: (key: PasskeyView) => void,
): readonly Column<PasskeyView>[] => {
  const { t } = useTranslation();
  return [
    { key: 'name', title: t('account.passkeys.name'), isName: true, render: ({ name }) => name },
    {
      key: 'kind',
      title: t('account.passkeys.kind'),
      render: ({ backedUp }) => t(backedUp ? 'account.passkeys.synced' : 'account.passkeys.onDevice'),
    },
    {
      key: 'used',
      title: t('account.passkeys.used'),
      render: ({ lastUsedAt }) =>
        lastUsedAt === null ? t('account.passkeys.never') : <Instant at={lastUsedAt} relative />,
    },
    {
      key: 'actions',
      title: t('account.passkeys.actions'),
      hiddenTitle: true,
      render: (key) => (
        <span className="row row-end">
          <Button
            size="xs"
            aria-label={t('account.passkeys.renameNamed', { name: key.name })}
            onClick={() => onRename(key)}
          >
            {t('account.passkeys.rename')}
          </Button>
          <Button
            size="xs"
            aria-label={t('account.passkeys.removeNamed', { name: key.name })}
            onClick={() => onRemove(key)}
          >
            {t('account.passkeys.remove')}
          </Button>
        </span>
      ),
    },
  ];
};

const Keys = (): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const { data, error, refetch } = useApi(listPasskeys);
  const remove = useChange(removePasskey, { alsoStale: ['session'] });
  const [toRename, setToRename] = useState<PasskeyView | null>(null);
  const [toRemove, setToRemove] = useState<PasskeyView | null>(null);
  const columns = useColumns(setToRename, setToRemove);
  if (error !== null) {
    return <ErrorState problem={error} onRetry={() => void refetch()} />;
  }
  if (data === undefined) {
    return <LoadingState />;
  }
  const { items } = data.body;
  return (
    <>
      {items.length === 0 ? (
        <EmptyState icon="key" title={t('account.passkeys.none')} />
      ) : (
        <DataTable caption={t('account.passkeys.caption')} columns={columns} items={items} rowKey={({ id }) => id} />
      )}
      <RenamePasskeyDialog passkey={toRename} onClose={() => setToRename(null)} />
      <ActionDialog
        opened={toRemove !== null}
        danger
        title={t('account.passkeys.removeNamed', { name: toRemove?.name ?? '' })}
        confirmLabel={t('account.passkeys.remove')}
        onConfirm={async () => {
          await remove.mutateAsync({ params: { passkey: toRemove?.id ?? '' } });
          notify(t('account.passkeys.removed'));
        }}
        onClose={() => setToRemove(null)}
      >
        {t('account.passkeys.removeWords')}
      </ActionDialog>
    </>
  );
};

export const PasskeysCard = (): ReactElement => {
  const { t } = useTranslation();
  const { passkeysAvailable } = useSession();
  const [isAdding, setAdding] = useState(false);
  return (
    <Card
      title={t('account.passkeys.title')}
      lead={t('account.passkeys.lead')}
      flush
      actions={
        <LockedButton
          reason={passkeysAvailable ? null : t('account.passkeys.unavailable')}
          leftSection={<Icon name="plus" size={16} />}
          onClick={() => setAdding(true)}
        >
          {t('account.passkeys.add')}
        </LockedButton>
      }
    >
      <Keys />
      <AddPasskeyDialog opened={isAdding} onClose={() => setAdding(false)} />
    </Card>
  );
};
