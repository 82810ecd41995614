/** The applications of an environment, realm by realm. */
import { type App, listApps } from '@cordboard/contract/admin-api/apps';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { TileIcon } from '../../../agent/parts/icon.tsx';
import { useApiList } from '../../api/use-api.ts';
import { Panel } from '../../parts/card.tsx';
import { ApiTable, type Column } from '../../parts/data-table.tsx';
import { Icon } from '../../parts/icon.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import type { RealmPlace } from '../realms/realm-place.ts';
import { AddApplicationDialog } from './add-application-dialog.tsx';
import { RealmPicker } from './realm-picker.tsx';
import './applications.css';

const routeApi = getRouteApi('/_signed-in/$company/$environment/applications');

const useColumns = (place: RealmPlace): readonly Column<App>[] => {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      title: t('applications.name'),
      isName: true,
      render: ({ slug, name, icon, description }) => (
        <span className="app-name">
          <span className="app-icon">
            <TileIcon name={icon} size={20} />
          </span>
          <span>
            <Link to="/$company/$environment/realms/$realm/applications/$app" params={{ ...place, app: slug }}>
              {name}
            </Link>
            {description !== '' && <span className="muted small row-note">{description}</span>}
          </span>
        </span>
      ),
    },
    { key: 'type', title: t('applications.type'), render: ({ type }) => t(`applications.types.${type}`) },
    { key: 'group', title: t('applications.group'), render: ({ group }) => group },
    {
      key: 'tile',
      title: t('applications.tile'),
      render: ({ visible, primary }) =>
        t(visible ? (primary ? 'applications.primary' : 'applications.visible') : 'applications.hidden'),
    },
  ];
};

const Apps = ({ place, mayWrite }: { readonly place: RealmPlace; readonly mayWrite: boolean }): ReactElement => {
  const { t } = useTranslation();
  const [isAdding, adding] = useDisclosure(false);
  const list = useApiList(listApps, { params: place });
  const columns = useColumns(place);
  const add = mayWrite && (
    <Button variant="filled" leftSection={<Icon name="plus" size={16} />} onClick={adding.open}>
      {t('applications.add')}
    </Button>
  );
  return (
    <>
      {list.items.length > 0 && add !== false && <div className="row">{add}</div>}
      <Panel>
        <ApiTable
          caption={t('applications.caption')}
          columns={columns}
          list={list}
          rowKey={({ slug }) => slug}
          empty={
            <EmptyState icon="app" title={t('applications.empty')} action={add}>
              {t('applications.emptyWords')}
            </EmptyState>
          }
        />
      </Panel>
      <AddApplicationDialog place={place} opened={isAdding} onClose={adding.close} />
    </>
  );
};

export const ApplicationsPage = (): ReactElement => {
  const { t } = useTranslation();
  const { company, environment } = routeApi.useParams();
  const { realm: chosen } = routeApi.useSearch();
  const navigate = routeApi.useNavigate();
  const { grants } = useSession();
  const mayWrite = allows(grants, 'directory.write', { company, environment });
  return (
    <div>
      <PageHeader title={t('applications.title')} lead={t('applications.lead')} />
      <RealmPicker
        company={company}
        environment={environment}
        chosen={chosen}
        onChoose={(realm) => void navigate({ search: { realm } })}
      >
        {({ slug }) => <Apps key={slug} place={{ company, environment, realm: slug }} mayWrite={mayWrite} />}
      </RealmPicker>
    </div>
  );
};
