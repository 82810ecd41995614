/** Makes the next key here, which is the recommended way. */
import { type KeyView, prepareServiceProviderKey } from '@cordboard/contract/admin-api/keys';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { ApiForm } from '../../parts/api-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { NumberField, SelectField } from '../../parts/fields.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';

const hashes = ['SHA-256', 'SHA-384', 'SHA-512'] as const;

interface GenerateProps {
  readonly generate: (body: z.input<typeof prepareServiceProviderKey.body>) => Promise<KeyView>;
  readonly onClose: () => void;
}

const GenerateForm = ({ generate, onClose }: GenerateProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const form = useContractForm(prepareServiceProviderKey.body, {
    defaultValues: { hash: 'SHA-256', validityYears: 10 },
  });
  return (
    <ApiForm
      form={form}
      submitLabel={t('keys.generate.submit')}
      onCancel={onClose}
      onSubmit={async (body) => {
        await generate(body);
        onClose();
        notify(t('keys.generate.done'));
      }}
    >
      <p>{t('keys.generate.words')}</p>
      <SelectField
        name="hash"
        label={t('keys.generate.hash')}
        description={t('keys.generate.hashHelp')}
        options={hashes.map((value) => ({ value, label: value }))}
      />
      <NumberField name="validityYears" label={t('keys.generate.years')} />
    </ApiForm>
  );
};

export const GenerateKeyDialog = ({ opened, ...props }: GenerateProps & { readonly opened: boolean }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={props.onClose} title={t('keys.generate.title')}>
      <GenerateForm {...props} />
    </Dialog>
  );
};
