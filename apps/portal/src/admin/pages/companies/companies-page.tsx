/** Every company that the reader may see. */
import { type Company, listCompanies } from '@cordboard/contract/admin-api/companies';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactElement, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../../api/use-api.ts';
import { Panel } from '../../parts/card.tsx';
import { ApiTable, type Column } from '../../parts/data-table.tsx';
import { Filters } from '../../parts/filters.tsx';
import { Icon } from '../../parts/icon.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { allows, INSTALLATION } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import { AddCompanyDialog } from './add-company-dialog.tsx';

const routeApi = getRouteApi('/_signed-in/-/companies');
const TYPING_MS = 250;

const useColumns = (): readonly Column<Company>[] => {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      title: t('companies.name'),
      isName: true,
      render: ({ slug, name }) => (
        <Link to="/$company/-/home" params={{ company: slug }}>
          {name}
        </Link>
      ),
    },
    { key: 'slug', title: t('companies.slug'), render: ({ slug }) => <span className="mono">{slug}</span> },
    { key: 'environments', title: t('companies.environments'), narrow: true, render: ({ info }) => info.environments },
  ];
};

/** What was typed stands in the address a moment after the last key. */
const useSearchText = (): readonly [typed: string, setTyped: (text: string) => void, search: string | undefined] => {
  const { search } = routeApi.useSearch();
  const navigate = routeApi.useNavigate();
  const [typed, setTyped] = useState(search ?? '');
  const [settled] = useDebouncedValue(typed.trim(), TYPING_MS);
  useEffect(() => {
    void navigate({ search: settled === '' ? {} : { search: settled }, replace: true });
  }, [settled, navigate]);
  return [typed, setTyped, search];
};

const Empty = ({
  search,
  onAdd,
}: {
  readonly search: string | undefined;
  readonly onAdd: (() => void) | null;
}): ReactElement => {
  const { t } = useTranslation();
  if (search !== undefined) {
    return (
      <EmptyState icon="search" title={t('companies.notFound', { search })}>
        {t('companies.notFoundWords')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="building"
      title={t('companies.empty')}
      action={
        onAdd !== null && (
          <Button variant="filled" onClick={onAdd}>
            {t('companies.add')}
          </Button>
        )
      }
    >
      {t(onAdd === null ? 'companies.noneYours' : 'companies.emptyWords')}
    </EmptyState>
  );
};

export const CompaniesPage = (): ReactElement => {
  const { t } = useTranslation();
  const { grants } = useSession();
  const [typed, setTyped, search] = useSearchText();
  const [isAdding, adding] = useDisclosure(false);
  const list = useApiList(listCompanies, { query: { ...(search !== undefined && { search }) } });
  const columns = useColumns();
  const mayAdd = allows(grants, 'installation.write', INSTALLATION);
  return (
    <div>
      <PageHeader
        title={t('companies.title')}
        lead={t('companies.lead')}
        actions={
          mayAdd && (
            <Button variant="filled" leftSection={<Icon name="plus" size={16} />} onClick={adding.open}>
              {t('companies.add')}
            </Button>
          )
        }
      />
      <Panel>
        <Filters label={t('companies.search')}>
          <TextInput
            type="search"
            label={t('companies.search')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </Filters>
        <ApiTable
          caption={t('companies.caption')}
          columns={columns}
          list={list}
          rowKey={({ slug }) => slug}
          empty={<Empty search={search} onAdd={mayAdd ? adding.open : null} />}
        />
      </Panel>
      <AddCompanyDialog opened={isAdding} onClose={adding.close} />
    </div>
  );
};
