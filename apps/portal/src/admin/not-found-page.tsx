/** An address that no page has. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from './parts/page-header.tsx';

export const NotFoundPage = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <div>
      <PageHeader title={t('shell.notFound.title')} lead={t('shell.notFound.words')} />
      <Link to="/">{t('shell.notFound.home')}</Link>
    </div>
  );
};
