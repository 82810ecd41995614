/** Where a sign-in lands that wanted no page: leads on to the company that the person works for. */
import { Link, Navigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../parts/notice.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { allows, INSTALLATION } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';

export const StartPage = (): ReactElement => {
  const { t } = useTranslation();
  const { administrator, grants } = useSession();
  const companies = new Map(grants.flatMap(({ company }) => (company === null ? [] : [[company.slug, company.name]])));
  if (allows(grants, 'installation.write', INSTALLATION)) {
    return <Navigate to="/-/companies" replace />;
  }
  return (
    <div>
      <PageHeader title={t('start.title', { name: administrator.name })} />
      {companies.size === 0 && <Notice status="info">{t('start.noGrants')}</Notice>}
      <ul className="stack-s" aria-label={t('start.companies')}>
        {[...companies].map(([slug, name]) => (
          <li key={slug}>
            <Link to="/$company/-/home" params={{ company: slug ?? '' }}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
};
