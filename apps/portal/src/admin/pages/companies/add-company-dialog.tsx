/** Adds a company and opens it. */

import { createCompany } from '@cordboard/contract/admin-api/companies';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCreate } from '../../api/use-create.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { NameAndSlug } from '../../parts/slug-field.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';

const AddForm = ({ onClose }: { readonly onClose: () => void }): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const navigate = useNavigate();
  const create = useCreate(createCompany);
  const form = useContractForm(createCompany.body, { defaultValues: { name: '', slug: '' } });
  return (
    <ApiForm
      form={form}
      submitLabel={t('companies.create')}
      onCancel={onClose}
      onSubmit={async (body) => {
        const made = await create({ body });
        notify(t('companies.created', { name: made.body.name }));
        onClose();
        await navigate({ to: '/$company/-/home', params: { company: made.body.slug } });
      }}
    >
      <NameAndSlug
        nameLabel={t('companies.name')}
        nameHelp={t('companies.nameHelp')}
        slugLabel={t('companies.slug')}
        slugHelp={t('companies.slugHelp')}
      />
    </ApiForm>
  );
};

export const AddCompanyDialog = ({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactElement => {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('companies.addTitle')}>
      <AddForm onClose={onClose} />
    </Dialog>
  );
};
