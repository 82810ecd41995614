/** What can be changed about a service provider. */
import { nodeSlug } from '@cordboard/contract/acs-nodes';
import { type ServiceProvider, updateServiceProvider } from '@cordboard/contract/admin-api/service-providers';
import { serviceProviderNode } from '@cordboard/contract/directory-nodes';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { makePatch } from '../../api/make-patch.ts';
import { useChange } from '../../api/use-api.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Card } from '../../parts/card.tsx';
import { CheckboxField, LinesField, TextField } from '../../parts/fields.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import type { RealmPlace } from './realm-place.ts';

const changeable = serviceProviderNode.pick({
  entityId: true,
  signRequests: true,
  wantEncryptedAssertions: true,
  nodes: true,
});

interface SettingsProps {
  readonly place: RealmPlace & { readonly serviceProvider: string };
  readonly provider: ServiceProvider;
  readonly etag: string | undefined;
}

export const ServiceProviderSettings = ({ place, provider, etag }: SettingsProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const update = useChange(updateServiceProvider, { alsoStale: ['realms'] });
  const { entityId, signRequests, wantEncryptedAssertions, nodes } = provider;
  const stored = { entityId, signRequests, wantEncryptedAssertions, nodes: nodes.map(nodeSlug) };
  const form = useContractForm(changeable, { values: stored });
  return (
    <Card title={t('realms.settings')}>
      <ApiForm
        form={form}
        submitLabel={t('realms.save')}
        onSubmit={async (values) => {
          const body = makePatch(stored, { entityId: undefined, ...values });
          await update.mutateAsync({ params: place, body, ifMatch: etag });
          notify(t('realms.providers.saved'));
        }}
      >
        <TextField
          name="entityId"
          label={t('realms.providers.entityId')}
          description={t('realms.providers.entityIdHelp')}
          autoComplete="off"
          mono
        />
        <CheckboxField name="signRequests" label={t('realms.providers.signRequests')} />
        <CheckboxField
          name="wantEncryptedAssertions"
          label={t('realms.providers.encrypt')}
          description={t('realms.providers.encryptHelp')}
        />
        <LinesField name="nodes" label={t('realms.providers.nodes')} description={t('realms.providers.nodesHelp')} />
      </ApiForm>
    </Card>
  );
};
