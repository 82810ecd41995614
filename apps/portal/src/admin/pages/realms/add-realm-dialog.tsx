/** Adds a realm and opens it. */

import { createRealm } from '@cordboard/contract/admin-api/realms';
import { realmKinds } from '@cordboard/contract/tenant-settings';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCreate } from '../../api/use-create.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { RadioField } from '../../parts/fields.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { NameAndSlug } from '../../parts/slug-field.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';

interface AddProps {
  readonly company: string;
  readonly environment: string;
  readonly onClose: () => void;
}

const AddForm = ({ company, environment, onClose }: AddProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const navigate = useNavigate();
  const create = useCreate(createRealm, { alsoStale: ['environments'] });
  const form = useContractForm(createRealm.body, {
    defaultValues: { name: t('realms.kinds.agents'), slug: 'agents', kind: 'agents' },
  });
  return (
    <ApiForm
      form={form}
      submitLabel={t('realms.create')}
      onCancel={onClose}
      onSubmit={async (body) => {
        const { body: made } = await create({ params: { company, environment }, body });
        notify(t('realms.created', { name: made.name }));
        onClose();
        await navigate({
          to: '/$company/$environment/realms/$realm',
          params: { company, environment, realm: made.slug },
        });
      }}
    >
      <RadioField
        name="kind"
        label={t('realms.kind')}
        choices={realmKinds.map((value) => ({
          value,
          label: t(`realms.kinds.${value}`),
          description: t(`realms.kindHelp.${value}`),
        }))}
      />
      <NameAndSlug
        nameLabel={t('realms.name')}
        nameHelp={t('realms.nameHelp')}
        slugLabel={t('realms.slug')}
        slugHelp={t('realms.slugHelp')}
      />
    </ApiForm>
  );
};

export const AddRealmDialog = ({ opened, ...props }: AddProps & { readonly opened: boolean }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={props.onClose} title={t('realms.addTitle')}>
      <AddForm {...props} />
    </Dialog>
  );
};
