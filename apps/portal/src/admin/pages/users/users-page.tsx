/** The people of an environment, realm by realm. */
import { listUsers, type User } from '@cordboard/contract/admin-api/users';
import { Button, SegmentedControl, TextInput } from '@mantine/core';
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
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import { RealmPicker } from '../applications/realm-picker.tsx';
import type { RealmPlace } from '../realms/realm-place.ts';
import { AddUserDialog } from './add-user-dialog.tsx';
import { UserState } from './user-state.tsx';

const routeApi = getRouteApi('/_signed-in/$company/$environment/users');
const TYPING_MS = 250;

const useColumns = (place: RealmPlace): readonly Column<User>[] => {
  const { t } = useTranslation();
  return [
    {
      key: 'person',
      title: t('users.person'),
      isName: true,
      render: ({ login, displayName, info }) => (
        <Link to="/$company/$environment/realms/$realm/users/$user" params={{ ...place, user: info.id }}>
          {displayName ?? login}
        </Link>
      ),
    },
    { key: 'login', title: t('users.login'), render: ({ login }) => <span className="mono">{login}</span> },
    { key: 'email', title: t('users.email'), render: ({ email }) => email ?? '–' },
    {
      key: 'state',
      title: t('users.state'),
      render: ({ enabled, info }) => <UserState enabled={enabled} linked={info.linked} />,
    },
  ];
};

/** What was typed stands in the address a moment after the last key. */
const useFilters = () => {
  const search = routeApi.useSearch();
  const navigate = routeApi.useNavigate();
  const [typed, setTyped] = useState(search.search ?? '');
  const [settled] = useDebouncedValue(typed.trim(), TYPING_MS);
  useEffect(() => {
    void navigate({
      search: (before) => ({ ...before, search: settled === '' ? undefined : settled }),
      replace: true,
    });
  }, [settled, navigate]);
  const setLinked = (linked: string): void => {
    const chosen = linked === 'true' || linked === 'false' ? linked : undefined;
    void navigate({ search: (before) => ({ ...before, linked: chosen }), replace: true });
  };
  return { typed, setTyped, setLinked, search };
};

const Users = ({ place, mayWrite }: { readonly place: RealmPlace; readonly mayWrite: boolean }): ReactElement => {
  const { t } = useTranslation();
  const [isAdding, adding] = useDisclosure(false);
  const { typed, setTyped, setLinked, search } = useFilters();
  const query = { ...(search.search && { search: search.search }), ...(search.linked && { linked: search.linked }) };
  const list = useApiList(listUsers, { params: place, query });
  const columns = useColumns(place);
  const add = mayWrite && (
    <Button variant="filled" leftSection={<Icon name="plus" size={16} />} onClick={adding.open}>
      {t('users.add')}
    </Button>
  );
  const isFiltered = Object.keys(query).length > 0;
  return (
    <>
      {add !== false && <div className="row">{add}</div>}
      <Panel>
        <Filters label={t('users.search')}>
          <TextInput
            type="search"
            label={t('users.search')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <SegmentedControl
            aria-label={t('users.linkedFilter')}
            value={search.linked ?? 'all'}
            onChange={setLinked}
            data={[
              { value: 'all', label: t('users.linkedAll') },
              { value: 'true', label: t('users.linkedTrue') },
              { value: 'false', label: t('users.linkedFalse') },
            ]}
          />
        </Filters>
        <ApiTable
          caption={t('users.caption')}
          columns={columns}
          list={list}
          rowKey={({ info }) => info.id}
          empty={
            <EmptyState
              icon={isFiltered ? 'search' : 'people'}
              title={t(isFiltered ? 'users.notFound' : 'users.empty')}
            >
              {t(isFiltered ? 'users.notFoundWords' : 'users.emptyWords')}
            </EmptyState>
          }
        />
      </Panel>
      <AddUserDialog place={place} opened={isAdding} onClose={adding.close} />
    </>
  );
};

export const UsersPage = (): ReactElement => {
  const { t } = useTranslation();
  const { company, environment } = routeApi.useParams();
  const { realm: chosen } = routeApi.useSearch();
  const navigate = routeApi.useNavigate();
  const { grants } = useSession();
  const mayWrite = allows(grants, 'people.write', { company, environment });
  return (
    <div>
      <PageHeader title={t('users.title')} lead={t('users.lead')} />
      <RealmPicker
        company={company}
        environment={environment}
        chosen={chosen}
        onChoose={(realm) => void navigate({ search: { realm } })}
      >
        {({ slug }) => <Users key={slug} place={{ company, environment, realm: slug }} mayWrite={mayWrite} />}
      </RealmPicker>
    </div>
  );
};
