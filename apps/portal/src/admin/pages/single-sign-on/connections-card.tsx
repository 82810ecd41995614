/** The connections of the service provider. */
import type { Connection } from '@cordboard/contract/admin-api/connections';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Icon } from '../../parts/icon.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import { TestState } from './test-state.tsx';
import type { SsoData } from './use-single-sign-on.ts';

const SSO = '/$company/$environment/realms/$realm/single-sign-on';

interface ConnectionsCardProps {
  readonly data: SsoData;
  readonly serviceProvider: string;
  readonly mayWrite: boolean;
}

const useColumns = ({ data, serviceProvider }: ConnectionsCardProps): readonly Column<Connection>[] => {
  const { t } = useTranslation();
  const lastTest = (connection: string) =>
    data.sso.connections.find((each) => each.serviceProvider === serviceProvider && each.connection === connection)
      ?.lastTest ?? null;
  return [
    {
      key: 'name',
      title: t('singleSignOn.connections.name'),
      isName: true,
      render: ({ slug, name }) => (
        <Link to={`${SSO}/$serviceProvider/$connection`} params={{ ...data.place, serviceProvider, connection: slug }}>
          {name}
        </Link>
      ),
    },
    {
      key: 'state',
      title: t('singleSignOn.connections.state'),
      render: ({ enabled, default: isDefault }) => (
        <div className="stack-s">
          <StatusText status={enabled ? 'ok' : 'none'}>
            {t(enabled ? 'singleSignOn.connections.enabled' : 'singleSignOn.connections.disabled')}
          </StatusText>
          {isDefault && <span className="muted small">{t('singleSignOn.connections.default')}</span>}
        </div>
      ),
    },
    {
      key: 'test',
      title: t('singleSignOn.connections.test'),
      render: ({ slug }) => <TestState test={lastTest(slug)} />,
    },
  ];
};

export const ConnectionsCard = (props: ConnectionsCardProps): ReactElement => {
  const { data, serviceProvider, mayWrite } = props;
  const { t } = useTranslation();
  const columns = useColumns(props);
  return (
    <Card
      title={t('singleSignOn.connections.title')}
      lead={t('singleSignOn.connections.lead')}
      flush
      actions={
        mayWrite && (
          <LinkButton
            to={`${SSO}/connect`}
            params={data.place}
            search={{ sp: serviceProvider }}
            leftSection={<Icon name="plus" size={16} />}
          >
            {t('singleSignOn.connections.add')}
          </LinkButton>
        )
      }
    >
      <DataTable
        caption={t('singleSignOn.connections.caption')}
        columns={columns}
        items={data.connections}
        rowKey={({ slug }) => slug}
      />
      <div className="card-end" />
    </Card>
  );
};
