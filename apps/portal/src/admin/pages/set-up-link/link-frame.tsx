/** The frame of the page behind a set-up link: as wide as the portal's, without its menus. */
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '../../../agent/parts/logo.tsx';
import { ThemeMenu } from '../../shell/theme-menu.tsx';
import '../sign-in/public-frame.css';
import './set-up-link.css';

export const LinkFrame = ({ children }: { readonly children: ReactNode }): ReactElement => {
  const { t } = useTranslation();
  return (
    <div className="public link-page">
      <header className="public-top">
        <Logo size={28} />
        <span className="top-product">{t('shell.product')}</span>
        <span className="public-theme">
          <ThemeMenu />
        </span>
      </header>
      <main className="link-main">{children}</main>
    </div>
  );
};
