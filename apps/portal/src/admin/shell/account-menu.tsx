/** Who is signed in: the own account, and the way out. */
import { ActionIcon, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../parts/icon.tsx';
import type { ShellData } from './shell-data.ts';

export const AccountMenu = ({ data }: { readonly data: ShellData }): ReactElement => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { person } = data;
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon
          variant="default"
          size="lg"
          radius="xl"
          aria-label={t('shell.account.label', { name: person.name })}
        >
          <Icon name="person" size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {person.name}
          {person.name !== person.login && ` (${person.login})`}
        </Menu.Label>
        <Menu.Item leftSection={<Icon name="person" size={16} />} onClick={() => void navigate({ to: '/-/account' })}>
          {t('shell.account.own')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="out" size={16} />} onClick={data.signOut}>
          {t('shell.account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
