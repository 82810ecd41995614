/** What can be changed about a service provider. */
import { serviceProviderNode } from '@cordboard/contract/directory-nodes';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { makePatch } from '../../api/make-patch.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Card } from '../../parts/card.tsx';
import { CheckboxesField, CheckboxField, SelectField, TextField } from '../../parts/fields.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { type ProviderProps, useUpdateProvider } from './use-update-provider.ts';

const changeable = serviceProviderNode.pick({
  entityId: true,
  signRequests: true,
  signatureAlgorithm: true,
  wantEncryptedAssertions: true,
  nameIdFormats: true,
});

export const ServiceProviderSettings = (props: ProviderProps): ReactElement => {
  const { t } = useTranslation();
  const send = useUpdateProvider(props);
  const { entityId, signRequests, signatureAlgorithm, wantEncryptedAssertions, nameIdFormats } = props.provider;
  const stored = { entityId, signRequests, signatureAlgorithm, wantEncryptedAssertions, nameIdFormats };
  const form = useContractForm(changeable, { values: stored });
  return (
    <Card title={t('serviceProviders.settings.title')} lead={t('serviceProviders.settings.lead')}>
      <ApiForm
        form={form}
        submitLabel={t('serviceProviders.save')}
        onSubmit={(values) => send(makePatch(stored, { entityId: undefined, ...values }), t('serviceProviders.saved'))}
      >
        <TextField
          name="entityId"
          label={t('serviceProviders.values.entityId')}
          description={t('serviceProviders.settings.entityIdHelp')}
          autoComplete="off"
          mono
        />
        <CheckboxField
          name="signRequests"
          label={t('serviceProviders.settings.signRequests')}
          description={t('serviceProviders.settings.signRequestsHelp')}
        />
        <SelectField
          name="signatureAlgorithm"
          label={t('serviceProviders.settings.algorithm')}
          description={t('serviceProviders.settings.algorithmHelp')}
          options={changeable.shape.signatureAlgorithm.unwrap().options.map((value) => ({ value, label: value }))}
        />
        <CheckboxField
          name="wantEncryptedAssertions"
          label={t('serviceProviders.settings.encrypt')}
          description={t('serviceProviders.settings.encryptHelp')}
        />
        <CheckboxesField
          name="nameIdFormats"
          label={t('serviceProviders.values.nameIds')}
          description={t('serviceProviders.settings.nameIdsHelp')}
          choices={(['unspecified', 'emailAddress', 'persistent', 'transient'] as const).map((value) => ({
            value,
            label: value,
            description: t(`serviceProviders.nameIds.${value}`),
          }))}
        />
      </ApiForm>
    </Card>
  );
};
