/** The assertion consumer services: one of the service provider itself, and one of each node. */
import type { ServiceProvider } from '@cordboard/contract/admin-api/service-providers';
import { ActionIcon, Button, Menu } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { InlineCode } from '../../parts/code-value.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Icon } from '../../parts/icon.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import { type NodeAction, NodeDialog } from './node-dialogs.tsx';
import type { ProviderProps } from './use-update-provider.ts';

type Endpoint = ServiceProvider['info']['acs'][number];

const RowMenu = ({
  endpoint,
  onChoose,
}: {
  readonly endpoint: Endpoint;
  readonly onChoose: (action: NodeAction) => void;
}): ReactElement | null => {
  const { t } = useTranslation();
  const { node, isDefault } = endpoint;
  if (node === null && isDefault) {
    return null;
  }
  const name = node ?? t('serviceProviders.endpoints.own');
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon variant="default" size="md" aria-label={t('serviceProviders.endpoints.actionsFor', { name })}>
          <Icon name="more" size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!isDefault && (
          <Menu.Item
            leftSection={<Icon name="check" size={16} />}
            onClick={() => onChoose({ key: 'makeDefault', endpoint })}
          >
            {t('serviceProviders.endpoints.makeDefault.open')}
          </Menu.Item>
        )}
        {node !== null && (
          <>
            <Menu.Item
              leftSection={<Icon name="edit" size={16} />}
              onClick={() => onChoose({ key: 'rename', endpoint, node })}
            >
              {t('serviceProviders.endpoints.rename.open')}
            </Menu.Item>
            <Menu.Item
              leftSection={<Icon name="trash" size={16} />}
              onClick={() => onChoose({ key: 'remove', endpoint, node })}
            >
              {t('serviceProviders.endpoints.remove.open')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};

const useColumns = (mayWrite: boolean, onChoose: (action: NodeAction) => void): readonly Column<Endpoint>[] => {
  const { t } = useTranslation();
  return [
    {
      key: 'node',
      title: t('serviceProviders.endpoints.node'),
      isName: true,
      render: ({ node }) => node ?? t('serviceProviders.endpoints.own'),
    },
    {
      key: 'url',
      title: t('serviceProviders.endpoints.url'),
      render: ({ url, index }) => (
        <InlineCode value={url} copyLabel={t('serviceProviders.endpoints.urlOf', { index })} />
      ),
    },
    { key: 'index', title: t('serviceProviders.endpoints.index'), narrow: true, render: ({ index }) => index },
    {
      key: 'default',
      title: t('serviceProviders.endpoints.default'),
      narrow: true,
      render: ({ isDefault }) =>
        isDefault ? <StatusText status="ok">{t('serviceProviders.endpoints.default')}</StatusText> : '–',
    },
    ...(mayWrite
      ? [
          {
            key: 'actions',
            title: t('serviceProviders.endpoints.actions'),
            hiddenTitle: true,
            render: (endpoint: Endpoint) => <RowMenu endpoint={endpoint} onChoose={onChoose} />,
          },
        ]
      : []),
  ];
};

export const EndpointsCard = ({ mayWrite, ...props }: ProviderProps & { readonly mayWrite: boolean }): ReactElement => {
  const { t } = useTranslation();
  const [action, setAction] = useState<NodeAction | null>(null);
  const columns = useColumns(mayWrite, setAction);
  return (
    <Card
      title={t('serviceProviders.endpoints.title')}
      lead={t('serviceProviders.endpoints.lead')}
      flush
      actions={
        mayWrite && (
          <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAction({ key: 'add' })}>
            {t('serviceProviders.endpoints.add.open')}
          </Button>
        )
      }
    >
      <DataTable
        caption={t('serviceProviders.endpoints.title')}
        columns={columns}
        items={props.provider.info.acs}
        rowKey={({ url }) => url}
      />
      <div className="card-end" />
      <NodeDialog {...props} action={action} onClose={() => setAction(null)} />
    </Card>
  );
};
