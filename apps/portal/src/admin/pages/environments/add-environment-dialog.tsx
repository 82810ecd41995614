/** Adds an environment and opens it. */

import { createEnvironment } from '@cordboard/contract/admin-api/environments';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCreate } from '../../api/use-create.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { NameAndSlug } from '../../parts/slug-field.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { EnvironmentFields } from './environment-fields.tsx';

interface AddProps {
  readonly company: string;
  readonly onClose: () => void;
}

const AddForm = ({ company, onClose }: AddProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const navigate = useNavigate();
  const create = useCreate(createEnvironment, { alsoStale: ['companies'] });
  const form = useContractForm(createEnvironment.body, {
    defaultValues: { name: '', slug: '', platform: 'generic' },
  });
  return (
    <ApiForm
      form={form}
      submitLabel={t('home.create')}
      onCancel={onClose}
      onSubmit={async (body) => {
        const made = await create({ params: { company }, body });
        notify(t('home.created', { name: made.body.name }));
        onClose();
        await navigate({ to: '/$company/$environment', params: { company, environment: made.body.slug } });
      }}
    >
      <NameAndSlug
        nameLabel={t('environments.name')}
        nameHelp={t('environments.nameHelp')}
        slugLabel={t('environments.slug')}
        slugHelp={t('environments.slugHelp')}
      />
      <EnvironmentFields />
    </ApiForm>
  );
};

export const AddEnvironmentDialog = ({ opened, ...props }: AddProps & { readonly opened: boolean }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={props.onClose} title={t('home.addTitle')}>
      <AddForm {...props} />
    </Dialog>
  );
};
