/** The users and groups that keep local sign-in in mode Hybrid. */
import { type Realm, updateRealm } from '@cordboard/contract/admin-api/realms';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/use-api.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { Card } from '../../parts/card.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { EmptyState } from '../../parts/states.tsx';
import type { RealmPlace } from '../realms/realm-place.ts';
import { AddNamesDialog } from './add-names-dialog.tsx';

/** One name, of a user or a group. */
interface Named {
  readonly kind: 'user' | 'group';
  readonly name: string;
}

export interface NamedCardProps {
  readonly place: RealmPlace;
  readonly realm: Realm;
  readonly etag: string | undefined;
  readonly mayAdd: boolean;
  readonly mayRemove: boolean;
}

const namesOf = ({ localSignIn }: Realm): readonly Named[] => [
  ...localSignIn.users.map((name) => ({ kind: 'user', name }) as const),
  ...localSignIn.groups.map((name) => ({ kind: 'group', name }) as const),
];

const useColumns = (onRemove: ((named: Named) => void) | null): readonly Column<Named>[] => {
  const { t } = useTranslation();
  const columns: readonly Column<Named>[] = [
    {
      key: 'name',
      title: t('localSignIn.named.name'),
      isName: true,
      render: ({ name }) => <span className="mono">{name}</span>,
    },
    { key: 'kind', title: t('localSignIn.named.kind'), render: ({ kind }) => t(`localSignIn.named.kinds.${kind}`) },
  ];
  const actions: Column<Named> = {
    key: 'actions',
    title: t('localSignIn.accounts.actions'),
    hiddenTitle: true,
    narrow: true,
    render: (named) => (
      <Button
        size="xs"
        aria-label={t('localSignIn.named.removeNamed', { name: named.name })}
        onClick={() => onRemove?.(named)}
      >
        {t('localSignIn.named.remove')}
      </Button>
    ),
  };
  return onRemove === null ? columns : [...columns, actions];
};

const RemoveDialog = ({
  place,
  realm,
  etag,
  named,
  onClose,
}: NamedCardProps & { readonly named: Named; readonly onClose: () => void }): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const update = useChange(updateRealm, { alsoStale: ['localAccounts', 'users'] });
  const { kind, name } = named;
  const left = (names: readonly string[], of: Named['kind']): string[] =>
    names.filter((each) => of !== kind || each !== name);
  return (
    <ActionDialog
      opened
      danger
      title={t('localSignIn.named.removeTitle', { name })}
      confirmLabel={t('localSignIn.named.remove')}
      onClose={onClose}
      onConfirm={async () => {
        const { users, groups } = realm.localSignIn;
        const localSignIn = { users: left(users, 'user'), groups: left(groups, 'group') };
        await update.mutateAsync({ params: place, body: { localSignIn }, ifMatch: etag });
        notify(t('localSignIn.named.removed', { name }));
      }}
    >
      {t(kind === 'user' ? 'localSignIn.named.removeUser' : 'localSignIn.named.removeGroup', { name })}
    </ActionDialog>
  );
};

export const NamedCard = (props: NamedCardProps): ReactElement => {
  const { realm, mayAdd, mayRemove } = props;
  const { t } = useTranslation();
  const [toRemove, setToRemove] = useState<Named | null>(null);
  const [isAdding, adding] = useDisclosure(false);
  const columns = useColumns(mayRemove ? setToRemove : null);
  const names = namesOf(realm);
  const add = mayAdd && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={adding.open}>
      {t('localSignIn.named.add')}
    </Button>
  );
  return (
    <Card
      title={t('localSignIn.named.title')}
      lead={t(realm.ssoMode === 'hybrid' ? 'localSignIn.named.lead' : 'localSignIn.named.leadLater')}
      flush
      actions={names.length > 0 && add}
    >
      {mayRemove && !mayAdd && <p className="muted small card-inset">{t('localSignIn.named.companyOnly')}</p>}
      {names.length === 0 ? (
        <EmptyState icon="people" title={t('localSignIn.named.empty')} action={add}>
          {t('localSignIn.named.emptyWords')}
        </EmptyState>
      ) : (
        <DataTable
          caption={t('localSignIn.named.caption')}
          columns={columns}
          items={names}
          rowKey={({ kind, name }) => `${kind} ${name}`}
        />
      )}
      <AddNamesDialog {...props} opened={isAdding} onClose={adding.close} />
      {toRemove !== null && <RemoveDialog {...props} named={toRemove} onClose={() => setToRemove(null)} />}
    </Card>
  );
};
