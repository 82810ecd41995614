/** Whether the metadata lists the addresses of the earlier product as well. */
import { serviceProviderAliases } from '@cordboard/contract/tenant-settings';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiForm } from '../../parts/api-form.tsx';
import { CheckboxField } from '../../parts/fields.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { type ProviderProps, useUpdateProvider } from './use-update-provider.ts';

const schema = serviceProviderAliases.pick({ publishAcsUrls: true });

export const PublishAliases = (props: ProviderProps): ReactElement => {
  const { t } = useTranslation();
  const send = useUpdateProvider(props);
  const { publishAcsUrls } = props.provider.aliases;
  const form = useContractForm(schema, { values: { publishAcsUrls } });
  return (
    <ApiForm
      form={form}
      submitLabel={t('serviceProviders.save')}
      onSubmit={(aliases) => send({ aliases }, t('serviceProviders.saved'))}
    >
      <CheckboxField
        name="publishAcsUrls"
        label={t('serviceProviders.aliases.publish')}
        description={t('serviceProviders.aliases.publishHelp')}
      />
    </ApiForm>
  );
};
