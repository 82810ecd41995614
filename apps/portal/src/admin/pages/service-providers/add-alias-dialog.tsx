/** Adds one address or name of the earlier product. */
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiForm } from '../../parts/api-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { RadioField, TextField } from '../../parts/fields.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { aliasForm, aliasKinds } from './alias-form.ts';
import { type ProviderProps, useUpdateProvider } from './use-update-provider.ts';

interface AddProps extends ProviderProps {
  readonly onClose: () => void;
}

const AddForm = (props: AddProps): ReactElement => {
  const { aliases } = props.provider;
  const { t } = useTranslation();
  const send = useUpdateProvider(props);
  const form = useContractForm(aliasForm(aliases, t('serviceProviders.aliases.add.taken')), {
    defaultValues: { kind: 'entityIds', value: '' },
  });
  return (
    <ApiForm
      form={form}
      submitLabel={t('serviceProviders.aliases.add.submit')}
      onCancel={props.onClose}
      onSubmit={async ({ kind, value }) => {
        await send({ aliases: { [kind]: [...aliases[kind], value] } }, t('serviceProviders.aliases.add.done'));
        props.onClose();
      }}
    >
      <RadioField
        name="kind"
        label={t('serviceProviders.aliases.kind')}
        choices={aliasKinds.map((value) => ({
          value,
          label: t(`serviceProviders.aliases.kinds.${value}`),
          description: t(`serviceProviders.aliases.kindHelp.${value}`),
        }))}
      />
      <TextField
        name="value"
        label={t('serviceProviders.aliases.value')}
        description={t('serviceProviders.aliases.add.valueHelp')}
        autoComplete="off"
        mono
      />
    </ApiForm>
  );
};

export const AddAliasDialog = ({ opened, ...props }: AddProps & { readonly opened: boolean }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={props.onClose} title={t('serviceProviders.aliases.add.open')}>
      <AddForm {...props} />
    </Dialog>
  );
};
