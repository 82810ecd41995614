/** The API keys of a company. */
import { type ApiKeyView, listApiKeys, revokeApiKey } from '@cordboard/contract/admin-api/api-keys';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList, useChange } from '../../api/use-api.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { Panel } from '../../parts/card.tsx';
import { ApiTable } from '../../parts/data-table.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import { AddApiKeyDialog } from './add-api-key-dialog.tsx';
import { useApiKeyColumns } from './api-key-columns.tsx';

const routeApi = getRouteApi('/_signed-in/$company/-/api-keys');

interface RevokeProps {
  readonly company: string;
  readonly apiKey: ApiKeyView | null;
  readonly onClose: () => void;
}

const Revoke = ({ company, apiKey, onClose }: RevokeProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const revoke = useChange(revokeApiKey);
  const name = apiKey?.name ?? '';
  return (
    <ActionDialog
      opened={apiKey !== null}
      danger
      title={t('apiKeys.revokeTitle', { name })}
      confirmLabel={t('apiKeys.revoke')}
      onConfirm={async () => {
        await revoke.mutateAsync({ params: { company, apiKey: apiKey?.id ?? '' } });
        notify(t('apiKeys.revoked', { name }));
      }}
      onClose={onClose}
    >
      {t('apiKeys.revokeWords')}
    </ActionDialog>
  );
};

export const ApiKeysPage = (): ReactElement => {
  const { t } = useTranslation();
  const { company } = routeApi.useParams();
  const { grants } = useSession();
  const [isAdding, adding] = useDisclosure(false);
  const [toRevoke, setToRevoke] = useState<ApiKeyView | null>(null);
  const mayWrite = allows(grants, 'api-keys.write', { company, environment: null });
  const list = useApiList(listApiKeys, { params: { company } });
  const columns = useApiKeyColumns(mayWrite ? setToRevoke : null);
  const add = mayWrite && (
    <Button variant="filled" leftSection={<Icon name="plus" size={16} />} onClick={adding.open}>
      {t('apiKeys.add')}
    </Button>
  );
  return (
    <div>
      <PageHeader title={t('apiKeys.title')} lead={t('apiKeys.lead')} actions={list.items.length > 0 && add} />
      <Panel>
        <ApiTable
          caption={t('apiKeys.caption')}
          columns={columns}
          list={list}
          rowKey={({ id }) => id}
          empty={
            <EmptyState icon="key" title={t('apiKeys.empty')} action={add}>
              {t('apiKeys.emptyWords')}
            </EmptyState>
          }
        />
      </Panel>
      <AddApiKeyDialog company={company} opened={isAdding} onClose={adding.close} />
      <Revoke company={company} apiKey={toRevoke} onClose={() => setToRevoke(null)} />
    </div>
  );
};
