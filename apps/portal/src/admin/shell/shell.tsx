/** The frame around every page of a signed-in administrator: top bar, function menu, content. */
import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FunctionMenu } from './function-menu.tsx';
import type { ShellData } from './shell-data.ts';
import { TopBar } from './top-bar.tsx';
import './shell.css';

export const Shell = ({ data, children }: { readonly data: ShellData; readonly children: ReactNode }): ReactElement => {
  const { t } = useTranslation();
  const [isMenuOpen, menu] = useDisclosure(false);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('shell.skip')}
      </a>
      <TopBar data={data} onOpenMenu={menu.open} />
      <div className="side">
        <FunctionMenu data={data} />
      </div>
      <Drawer.Root opened={isMenuOpen} onClose={menu.close} size="18rem" padding="sm" transitionProps={{ duration: 0 }}>
        <Drawer.Overlay />
        <Drawer.Content>
          <div className="dialog-head">
            <Drawer.Title>{t('shell.menu')}</Drawer.Title>
            <Drawer.CloseButton aria-label={t('parts.close')} />
          </div>
          <Drawer.Body>
            <FunctionMenu data={data} onChosen={menu.close} />
          </Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
      <main className="content" id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
};
