/** The administrators of a company, or of the installation. */
import type { AdministratorView } from '@cordboard/contract/admin-api/administrators';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../../api/use-api.ts';
import { Panel } from '../../parts/card.tsx';
import { ApiTable, type Column } from '../../parts/data-table.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Instant } from '../../parts/instant.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import type { Status } from '../../parts/status-icon.tsx';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import { AdministratorMenu, type ChosenAction, ChosenDialog } from './administrator-menu.tsx';
import { listParams, routesOf, type Scope } from './administrator-scope.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { RoleList } from './role-list.tsx';
import './administrators.css';

const statuses: Readonly<Record<AdministratorView['state'], Status>> = {
  active: 'ok',
  invited: 'none',
  disabled: 'bad',
};

const State = ({
  administrator: { state, secondFactors },
}: {
  readonly administrator: AdministratorView;
}): ReactElement => {
  const { t } = useTranslation();
  const factors = secondFactors.length === 2 ? 'both' : (secondFactors[0] ?? 'none');
  return (
    <div className="administrator-state">
      <StatusText status={statuses[state]}>{t(`administrators.states.${state}`)}</StatusText>
      {state !== 'invited' && <div className="muted small">{t(`administrators.factors.${factors}`)}</div>}
    </div>
  );
};

/** Without actions for those who may only look. */
const useColumns = (onChoose: ((action: ChosenAction) => void) | null): readonly Column<AdministratorView>[] => {
  const { t } = useTranslation();
  const columns: readonly Column<AdministratorView>[] = [
    {
      key: 'name',
      title: t('administrators.name'),
      isName: true,
      render: ({ name, login, isSelf }) => (
        <div>
          {name}
          {isSelf && <span className="muted"> ({t('parts.you')})</span>}
          <div className="muted small row-note">{login}</div>
        </div>
      ),
    },
    { key: 'roles', title: t('administrators.rolesTitle'), render: ({ grants }) => <RoleList grants={grants} /> },
    {
      key: 'state',
      title: t('administrators.state'),
      render: (administrator) => <State administrator={administrator} />,
    },
    {
      key: 'last',
      title: t('administrators.lastSignedIn'),
      render: ({ lastSignedInAt }) =>
        lastSignedInAt === null ? <span>{t('administrators.never')}</span> : <Instant at={lastSignedInAt} relative />,
    },
  ];
  const actions: Column<AdministratorView> = {
    key: 'actions',
    title: t('administrators.actions'),
    hiddenTitle: true,
    narrow: true,
    render: (administrator) => (
      <AdministratorMenu administrator={administrator} onChoose={(action) => onChoose?.(action)} />
    ),
  };
  return onChoose === null ? columns : [...columns, actions];
};

const AdministratorsPage = ({ scope }: { readonly scope: Scope }): ReactElement => {
  const { t } = useTranslation();
  const { grants } = useSession();
  const [isInviting, inviting] = useDisclosure(false);
  const [action, setAction] = useState<ChosenAction | null>(null);
  const mayWrite = allows(grants, 'administrators.write', { company: scope, environment: null });
  const list = useApiList(routesOf(scope).list, { params: listParams(scope) });
  const columns = useColumns(mayWrite ? setAction : null);
  const invite = mayWrite && (
    <Button variant="filled" leftSection={<Icon name="plus" size={16} />} onClick={inviting.open}>
      {t('administrators.invite.open')}
    </Button>
  );
  return (
    <div>
      <PageHeader
        title={t(scope === null ? 'administrators.installationTitle' : 'administrators.title')}
        lead={t(scope === null ? 'administrators.installationLead' : 'administrators.lead')}
        actions={list.items.length > 0 && invite}
      />
      <Panel>
        <ApiTable
          caption={t('administrators.caption')}
          columns={columns}
          list={list}
          rowKey={({ id }) => id}
          empty={
            <EmptyState icon="shield" title={t('administrators.empty')} action={invite}>
              {t('administrators.emptyWords')}
            </EmptyState>
          }
        />
      </Panel>
      <InviteDialog scope={scope} opened={isInviting} onClose={inviting.close} />
      <ChosenDialog scope={scope} action={action} onClose={() => setAction(null)} />
    </div>
  );
};

const companyRoute = getRouteApi('/_signed-in/$company/-/administrators');

export const CompanyAdministratorsPage = (): ReactElement => {
  const { company } = companyRoute.useParams();
  return <AdministratorsPage key={company} scope={company} />;
};

export const InstallationAdministratorsPage = (): ReactElement => <AdministratorsPage scope={null} />;
