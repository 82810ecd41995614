/** What requests of the connection say about us: our own values, or those of an earlier product that we answer to. */
import { type Connection, updateConnection } from '@cordboard/contract/admin-api/connections';
import { readServiceProvider, type ServiceProvider } from '@cordboard/contract/admin-api/service-providers';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useApi, useChange } from '../../api/use-api.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Card } from '../../parts/card.tsx';
import { RadioField } from '../../parts/fields.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import type { ConnectionPlace } from '../single-sign-on/place.ts';
import { SINGLE_SIGN_ON_RESOURCES } from '../single-sign-on/stale.ts';

/** A choice of our own value is empty in the form, and absent in what is sent. */
const schema = z.object({ requestEntityId: z.string(), requestAcsUrl: z.string() });

interface RequestValuesProps {
  readonly place: ConnectionPlace;
  readonly connection: Connection;
  readonly etag: string | undefined;
}

const RequestValuesForm = ({
  place,
  connection,
  etag,
  provider,
}: RequestValuesProps & { readonly provider: ServiceProvider }): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const update = useChange(updateConnection, { alsoStale: SINGLE_SIGN_ON_RESOURCES });
  const { requestEntityId = '', requestAcsUrl = '' } = connection;
  const form = useContractForm(schema, { values: { requestEntityId, requestAcsUrl } });
  const { info, aliases } = provider;
  const own = info.acs.find(({ isDefault }) => isDefault)?.url ?? '';
  const choices = (first: string, others: readonly string[]) => [
    { value: '', label: t('connections.requests.own'), description: <span className="mono">{first}</span> },
    ...others.map((value) => ({ value, label: value })),
  ];
  const endpoints = info.acs.map(({ url }) => url).filter((url) => url !== own);
  return (
    <ApiForm
      form={form}
      submitLabel={t('connections.settings.save')}
      onSubmit={async (values) => {
        const body = {
          requestEntityId: values.requestEntityId === '' ? null : values.requestEntityId,
          requestAcsUrl: values.requestAcsUrl === '' ? null : values.requestAcsUrl,
        };
        await update.mutateAsync({ params: place, body, ifMatch: etag });
        notify(t('connections.settings.saved'));
      }}
    >
      <RadioField
        name="requestEntityId"
        label={t('connections.requests.entityId')}
        description={t('connections.requests.entityIdHelp')}
        choices={choices(info.entityId, aliases.entityIds)}
      />
      <RadioField
        name="requestAcsUrl"
        label={t('connections.requests.acsUrl')}
        description={t('connections.requests.acsUrlHelp')}
        choices={choices(own, [...endpoints, ...aliases.acsUrls])}
      />
    </ApiForm>
  );
};

export const RequestValuesCard = (props: RequestValuesProps): ReactElement => {
  const { place } = props;
  const { t } = useTranslation();
  const found = useApi(readServiceProvider, { params: place });
  return (
    <Card title={t('connections.requests.title')} lead={t('connections.requests.lead')}>
      <div className="stack">
        {found.error !== null && <ErrorState problem={found.error} onRetry={() => void found.refetch()} />}
        {found.error === null && found.data === undefined && <LoadingState />}
        {found.data !== undefined && <RequestValuesForm {...props} provider={found.data.body} />}
        <p>
          <Link to="/$company/$environment/realms/$realm/service-providers/$serviceProvider" params={place}>
            {t('connections.requests.aliases')}
          </Link>
        </p>
      </div>
    </Card>
  );
};
