/** The service providers of a realm. */
import { listServiceProviders, type ServiceProvider } from '@cordboard/contract/admin-api/service-providers';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../../api/use-api.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { Card } from '../../parts/card.tsx';
import { ApiTable, type Column } from '../../parts/data-table.tsx';
import { Icon } from '../../parts/icon.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { AddServiceProviderDialog } from './add-service-provider-dialog.tsx';
import type { RealmPlace } from './realm-place.ts';

const useColumns = (place: RealmPlace): readonly Column<ServiceProvider>[] => {
  const { t } = useTranslation();
  return [
    {
      key: 'slug',
      title: t('realms.providers.slug'),
      isName: true,
      render: ({ slug }) => (
        <Link
          to="/$company/$environment/realms/$realm/service-providers/$serviceProvider"
          params={{ ...place, serviceProvider: slug }}
        >
          {slug}
        </Link>
      ),
    },
    {
      key: 'entityId',
      title: t('realms.providers.entityId'),
      render: ({ info }) => (
        <span className="mono">
          <Breakable text={info.entityId} />
        </span>
      ),
    },
    { key: 'connections', title: t('realms.connections'), narrow: true, render: ({ info }) => info.connections },
  ];
};

export const ServiceProvidersCard = ({
  place,
  mayWrite,
}: {
  readonly place: RealmPlace;
  readonly mayWrite: boolean;
}): ReactElement => {
  const { t } = useTranslation();
  const [isAdding, adding] = useDisclosure(false);
  const list = useApiList(listServiceProviders, { params: place });
  const columns = useColumns(place);
  const add = mayWrite && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={adding.open}>
      {t('realms.providers.add')}
    </Button>
  );
  return (
    <Card
      title={t('realms.providers.title')}
      lead={t('realms.providers.lead')}
      flush
      actions={list.items.length > 0 && add}
    >
      <ApiTable
        caption={t('realms.providers.caption')}
        columns={columns}
        list={list}
        rowKey={({ slug }) => slug}
        empty={
          <EmptyState icon="link" title={t('realms.providers.empty')} action={add}>
            {t('realms.providers.emptyWords')}
          </EmptyState>
        }
      />
      <AddServiceProviderDialog place={place} opened={isAdding} onClose={adding.close} />
    </Card>
  );
};
