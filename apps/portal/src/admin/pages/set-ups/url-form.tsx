/** The metadata address of the identity provider. */
import type { IdpVendor } from '@cordboard/vendors/idp-vendor';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ApiForm } from '../../parts/api-form.tsx';
import { TextField } from '../../parts/fields.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { useDraftStore } from './draft-store.ts';
import { useFieldHelp, useShortName } from './field-help.ts';

interface FormProps {
  readonly vendor: IdpVendor;
  readonly saveLabel: string;
}

export const UrlForm = ({ vendor, saveLabel }: FormProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const { draft, save } = useDraftStore();
  const help = useFieldHelp(vendor);
  const name = useShortName(vendor);
  const schema = z.object({ url: z.url({ protocol: /^https?$/, error: t('parts.fields.url') }) });
  const kept = draft.identityProvider !== null && 'url' in draft.identityProvider ? draft.identityProvider.url : '';
  const form = useContractForm(schema, { defaultValues: { url: kept } });
  return (
    <ApiForm
      form={form}
      submitLabel={saveLabel}
      onSubmit={async ({ url }) => {
        await save({ identityProvider: { url } });
        notify(t('setUps.idp.saved'));
      }}
    >
      <TextField
        name="url"
        label={t('setUps.idp.url', { name })}
        description={[t('setUps.idp.preferred'), help('metadataUrl')].filter(Boolean).join(' ')}
        autoComplete="off"
        inputMode="url"
        mono
      />
    </ApiForm>
  );
};
