/** Who has a password in the realm, or a link to set one. */
import { type LocalAccountView, listLocalAccounts } from '@cordboard/contract/admin-api/local-sign-in';
import { ActionIcon, Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../../api/use-api.ts';
import { Card } from '../../parts/card.tsx';
import { ApiTable, type Column } from '../../parts/data-table.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Instant } from '../../parts/instant.tsx';
import { EmptyState } from '../../parts/states.tsx';
import type { RealmPlace } from '../realms/realm-place.ts';
import { useAccountActions } from './account-actions.ts';
import { type AccountAction, AccountDialog } from './account-dialogs.tsx';
import { MayText, PasswordState } from './account-state.tsx';
import { InvitePersonDialog } from './invite-person-dialog.tsx';

interface Chosen {
  readonly account: LocalAccountView;
  readonly action: AccountAction;
}

const AccountMenu = ({
  account,
  onChoose,
}: {
  readonly account: LocalAccountView;
  readonly onChoose: (chosen: Chosen) => void;
}): ReactElement => {
  const { t } = useTranslation();
  const actions = useAccountActions(account.state);
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <ActionIcon
          variant="default"
          size="md"
          aria-label={t('localSignIn.accounts.actionsFor', { login: account.user.login })}
        >
          <Icon name="more" size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ action, icon, label }) => (
          <Menu.Item
            key={action}
            leftSection={<Icon name={icon} size={16} />}
            onClick={() => onChoose({ account, action })}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};

const useColumns = (
  place: RealmPlace,
  onChoose: ((chosen: Chosen) => void) | null,
): readonly Column<LocalAccountView>[] => {
  const { t } = useTranslation();
  const columns: readonly Column<LocalAccountView>[] = [
    {
      key: 'person',
      title: t('localSignIn.accounts.person'),
      isName: true,
      render: ({ user }) => (
        <div>
          <Link to="/$company/$environment/realms/$realm/users/$user" params={{ ...place, user: user.id }}>
            {user.displayName ?? user.login}
          </Link>
          <span className="muted mono row-note">{user.login}</span>
        </div>
      ),
    },
    {
      key: 'password',
      title: t('localSignIn.accounts.password'),
      render: (account) => <PasswordState {...account} />,
    },
    { key: 'may', title: t('localSignIn.accounts.may'), render: (account) => <MayText {...account} /> },
    {
      key: 'changed',
      title: t('localSignIn.accounts.changed'),
      render: ({ changedAt }) => <Instant at={changedAt} relative />,
    },
  ];
  const actions: Column<LocalAccountView> = {
    key: 'actions',
    title: t('localSignIn.accounts.actions'),
    hiddenTitle: true,
    narrow: true,
    render: (account) => <AccountMenu account={account} onChoose={(chosen) => onChoose?.(chosen)} />,
  };
  return onChoose === null ? columns : [...columns, actions];
};

export const AccountsCard = ({
  place,
  mayWrite,
}: {
  readonly place: RealmPlace;
  readonly mayWrite: boolean;
}): ReactElement => {
  const { t } = useTranslation();
  const [chosen, choose] = useState<Chosen | null>(null);
  const [isInviting, inviting] = useDisclosure(false);
  const list = useApiList(listLocalAccounts, { params: { ...place } });
  const columns = useColumns(place, mayWrite ? choose : null);
  const invite = mayWrite && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={inviting.open}>
      {t('localSignIn.invite.open')}
    </Button>
  );
  return (
    <Card
      title={t('localSignIn.accounts.title')}
      lead={t('localSignIn.accounts.lead')}
      flush
      actions={list.items.length > 0 && invite}
    >
      <ApiTable
        caption={t('localSignIn.accounts.caption')}
        columns={columns}
        list={list}
        rowKey={({ user }) => user.id}
        empty={
          <EmptyState icon="key" title={t('localSignIn.accounts.empty')} action={invite}>
            {t('localSignIn.accounts.emptyWords')}
          </EmptyState>
        }
      />
      <InvitePersonDialog place={place} opened={isInviting} onClose={inviting.close} />
      {chosen !== null && <AccountDialog {...chosen} place={place} onClose={() => choose(null)} />}
    </Card>
  );
};
