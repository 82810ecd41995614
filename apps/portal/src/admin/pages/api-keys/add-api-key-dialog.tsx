/** Makes an API key, and shows it this one time. */

import { createApiKey } from '@cordboard/contract/admin-api/api-keys';
import { apiKeyScopes } from '@cordboard/contract/admin-api/permissions';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCreate } from '../../api/use-create.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { CheckboxesField, CheckboxField, NumberField, TextField } from '../../parts/fields.tsx';
import { SecretOnce } from '../../parts/secret-once.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';

type Created = z.output<typeof createApiKey.response>;

interface AddProps {
  readonly company: string;
  readonly onClose: () => void;
}

const AddForm = ({
  company,
  onClose,
  onMade,
}: AddProps & { readonly onMade: (made: Created) => void }): ReactElement => {
  const { t } = useTranslation();
  const create = useCreate(createApiKey);
  const form = useContractForm(createApiKey.body, {
    defaultValues: { name: '', scopes: [], allowNoExpiry: false },
    // A key that does not expire has no days until it does.
    shouldUnregister: true,
  });
  const neverExpires = form.watch('allowNoExpiry');
  return (
    <ApiForm
      form={form}
      submitLabel={t('apiKeys.create')}
      onCancel={onClose}
      onSubmit={async (body) => {
        const { body: made } = await create({ params: { company }, body });
        onClose();
        onMade(made);
      }}
    >
      <TextField
        name="name"
        label={t('apiKeys.name')}
        description={t('apiKeys.nameHelp')}
        autoComplete="off"
        autoFocus
      />
      <CheckboxesField
        name="scopes"
        label={t('apiKeys.scopesLabel')}
        choices={apiKeyScopes.map((value) => ({
          value,
          label: t(`apiKeys.scopeNames.${value}`),
          description: <span className="mono">{value}</span>,
        }))}
      />
      {neverExpires !== true && (
        <NumberField name="expiresInDays" label={t('apiKeys.days')} description={t('apiKeys.daysHelp')} />
      )}
      <CheckboxField name="allowNoExpiry" label={t('apiKeys.noExpiry')} description={t('apiKeys.noExpiryHelp')} />
    </ApiForm>
  );
};

export const AddApiKeyDialog = ({ opened, ...props }: AddProps & { readonly opened: boolean }): ReactElement => {
  const { t } = useTranslation();
  const [made, setMade] = useState<Created | null>(null);
  return (
    <>
      <Dialog opened={opened} onClose={props.onClose} title={t('apiKeys.addTitle')}>
        <AddForm {...props} onMade={setMade} />
      </Dialog>
      {made !== null && (
        <SecretOnce
          title={t('apiKeys.secretTitle', { name: made.name })}
          secrets={[{ label: t('apiKeys.key'), value: made.key }]}
          onDone={() => setMade(null)}
        >
          {t('apiKeys.secretWords')}
        </SecretOnce>
      )}
    </>
  );
};
