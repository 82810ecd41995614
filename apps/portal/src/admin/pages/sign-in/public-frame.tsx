/** The frame of the pages for those who are not signed in: one card in the middle. */
import { Outlet } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '../../../agent/parts/logo.tsx';
import { ThemeMenu } from '../../shell/theme-menu.tsx';
import './public-frame.css';

export const PublicFrame = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <div className="public">
      <header className="public-top">
        <Logo size={28} />
        <span className="top-product">{t('shell.product')}</span>
        <span className="public-theme">
          <ThemeMenu />
        </span>
      </header>
      <main className="public-main">
        <div className="public-card">
          <Outlet />
        </div>
      </main>
    </div>
  );
};
