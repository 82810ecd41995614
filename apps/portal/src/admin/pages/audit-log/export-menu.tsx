/** The whole log as a file: a table, or lines that can be checked without us. */
import type {
  AuditExportFormat,
  exportAuditEvents,
  exportInstallationAuditEvents,
} from '@cordboard/contract/admin-api/audit-events';
import { Button, Menu } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { apiPath, routeUrl } from '../../api/call-api.ts';
import { useBasePath } from '../../base-path.tsx';
import { Icon } from '../../parts/icon.tsx';

interface ExportMenuProps {
  readonly route: typeof exportAuditEvents | typeof exportInstallationAuditEvents;
  readonly params: Readonly<Record<string, string>>;
}

const formats: readonly AuditExportFormat[] = ['csv', 'jsonl'];

export const ExportMenu = ({ route, params }: ExportMenuProps): ReactElement => {
  const { t } = useTranslation();
  const base = apiPath(useBasePath());
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <Button leftSection={<Icon name="download" size={16} />} rightSection={<Icon name="chevron" size={16} />}>
          {t('auditLog.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item key={format} component="a" href={routeUrl(base, route, params, { format })} download>
            {t(`auditLog.formats.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
