/** The audit log of a company, and that of the installation. */
import {
  exportAuditEvents,
  exportInstallationAuditEvents,
  listAuditEvents,
  listInstallationAuditEvents,
} from '@cordboard/contract/admin-api/audit-events';
import { readCompany } from '@cordboard/contract/admin-api/companies';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList } from '../../api/use-api.ts';
import { Panel } from '../../parts/card.tsx';
import { ApiTable } from '../../parts/data-table.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { useAuditColumns } from './audit-columns.tsx';
import { AuditFilters, type AuditSearch, toAuditQuery } from './audit-filters.tsx';
import { ExportMenu } from './export-menu.tsx';

const companyRoute = getRouteApi('/_signed-in/$company/-/audit-log');
const installationRoute = getRouteApi('/_signed-in/-/audit-log');

const Empty = ({ search }: { readonly search: AuditSearch }): ReactElement => {
  const { t } = useTranslation();
  return Object.values(search).some((value) => value !== undefined) ? (
    <EmptyState icon="search" title={t('auditLog.emptyFiltered')}>
      {t('auditLog.emptyFilteredWords')}
    </EmptyState>
  ) : (
    <EmptyState icon="history" title={t('auditLog.empty')}>
      {t('auditLog.emptyWords')}
    </EmptyState>
  );
};

export const CompanyAuditLogPage = (): ReactElement => {
  const { t } = useTranslation();
  const { company } = companyRoute.useParams();
  const search = companyRoute.useSearch();
  const found = useApi(readCompany, { params: { company } });
  const navigate = companyRoute.useNavigate();
  const onChange = (changed: AuditSearch): void => void navigate({ search: changed });
  const list = useApiList(listAuditEvents, { params: { company }, query: toAuditQuery(search) });
  const columns = useAuditColumns((actor) => onChange({ ...search, actor }));
  return (
    <div>
      <PageHeader
        title={t('auditLog.title')}
        lead={t('auditLog.lead', { company: found.data?.body.name ?? company })}
        actions={<ExportMenu route={exportAuditEvents} params={{ company }} />}
      />
      <Panel>
        <AuditFilters search={search} onChange={onChange} />
        <ApiTable
          caption={t('auditLog.caption')}
          columns={columns}
          list={list}
          rowKey={({ id }) => id}
          empty={<Empty search={search} />}
        />
      </Panel>
    </div>
  );
};

export const InstallationAuditLogPage = (): ReactElement => {
  const { t } = useTranslation();
  const search = installationRoute.useSearch();
  const navigate = installationRoute.useNavigate();
  const onChange = (changed: AuditSearch): void => void navigate({ search: changed });
  const list = useApiList(listInstallationAuditEvents, { query: toAuditQuery(search) });
  const columns = useAuditColumns((actor) => onChange({ ...search, actor }));
  return (
    <div>
      <PageHeader
        title={t('auditLog.installationTitle')}
        lead={t('auditLog.installationLead')}
        actions={<ExportMenu route={exportInstallationAuditEvents} params={{}} />}
      />
      <Panel>
        <AuditFilters search={search} onChange={onChange} />
        <ApiTable
          caption={t('auditLog.caption')}
          columns={columns}
          list={list}
          rowKey={({ id }) => id}
          empty={<Empty search={search} />}
        />
      </Panel>
    </div>
  );
};
