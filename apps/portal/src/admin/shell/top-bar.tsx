/** The top bar: where we are, and what is everywhere at hand. */
import { ActionIcon, Button } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '../../agent/parts/logo.tsx';
import { Icon } from '../parts/icon.tsx';
import { AccountMenu } from './account-menu.tsx';
import { EnvironmentSwitcher } from './environment-switcher.tsx';
import { HelpMenu } from './help-menu.tsx';
import { SearchDialog } from './search-dialog.tsx';
import type { ShellData } from './shell-data.ts';
import { ThemeMenu } from './theme-menu.tsx';

interface TopBarProps {
  readonly data: ShellData;
  readonly onOpenMenu: () => void;
}

export const TopBar = ({ data, onOpenMenu }: TopBarProps): ReactElement => {
  const { t } = useTranslation();
  const [isSearching, search] = useDisclosure(false);
  useHotkeys([['mod+K', search.open]], []);
  return (
    <header className="top">
      <ActionIcon className="top-menu" variant="subtle" size="lg" onClick={onOpenMenu} aria-label={t('shell.openMenu')}>
        <Icon name="menu" size={20} />
      </ActionIcon>
      <Link to="/" className="top-home" aria-label={t('shell.home')}>
        <Logo size={28} />
        <span className="top-product">{t('shell.product')}</span>
      </Link>
      <EnvironmentSwitcher data={data} />
      <div className="top-tools">
        <Button
          className="top-search"
          onClick={search.open}
          aria-haspopup="dialog"
          leftSection={<Icon name="search" size={16} />}
        >
          <span className="top-search-words">{t('shell.search.open')}</span>
          <kbd className="top-kbd">{t('shell.search.shortcut')}</kbd>
        </Button>
        <ThemeMenu />
        <HelpMenu />
        <AccountMenu data={data} />
      </div>
      <SearchDialog data={data} opened={isSearching} onClose={search.close} />
    </header>
  );
};
