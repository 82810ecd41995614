/** The realms of an environment. */
import { listRealms, type Realm } from '@cordboard/contract/admin-api/realms';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../../api/use-api.ts';
import { Card } from '../../parts/card.tsx';
import { ApiTable, type Column } from '../../parts/data-table.tsx';
import { Icon } from '../../parts/icon.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { AddRealmDialog } from './add-realm-dialog.tsx';
import { ModeText } from './mode-text.tsx';

interface RealmsCardProps {
  readonly company: string;
  readonly environment: string;
  readonly mayWrite: boolean;
}

const useColumns = ({ company, environment }: RealmsCardProps): readonly Column<Realm>[] => {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      title: t('realms.name'),
      isName: true,
      render: ({ slug, name }) => (
        <Link to="/$company/$environment/realms/$realm" params={{ company, environment, realm: slug }}>
          {name}
        </Link>
      ),
    },
    { key: 'kind', title: t('realms.kind'), render: ({ kind }) => t(`realms.kinds.${kind}`) },
    { key: 'mode', title: t('realms.mode'), render: ({ ssoMode }) => <ModeText mode={ssoMode} /> },
    { key: 'connections', title: t('realms.connections'), narrow: true, render: ({ info }) => info.connections },
    { key: 'apps', title: t('realms.apps'), narrow: true, render: ({ info }) => info.apps },
  ];
};

export const RealmsCard = (props: RealmsCardProps): ReactElement => {
  const { company, environment, mayWrite } = props;
  const { t } = useTranslation();
  const [isAdding, adding] = useDisclosure(false);
  const list = useApiList(listRealms, { params: { company, environment } });
  const columns = useColumns(props);
  const add = mayWrite && (
    <Button
      {...(list.items.length === 0 && { variant: 'filled' })}
      leftSection={<Icon name="plus" size={16} />}
      onClick={adding.open}
    >
      {t('realms.add')}
    </Button>
  );
  return (
    <Card
      title={t('environments.realmsTitle')}
      lead={t('environments.realmsLead')}
      flush
      actions={list.items.length > 0 && add}
    >
      <ApiTable
        caption={t('realms.caption')}
        columns={columns}
        list={list}
        rowKey={({ slug }) => slug}
        empty={
          <EmptyState icon="people" title={t('realms.empty')} action={add}>
            {t('realms.emptyWords')}
          </EmptyState>
        }
      />
      <AddRealmDialog company={company} environment={environment} opened={isAdding} onClose={adding.close} />
    </Card>
  );
};
