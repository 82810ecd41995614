/** Adds a service provider; the hub makes its keys. */

import { createServiceProvider } from '@cordboard/contract/admin-api/service-providers';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCreate } from '../../api/use-create.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/fields.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import type { RealmPlace } from './realm-place.ts';

interface AddProps {
  readonly place: RealmPlace;
  readonly onClose: () => void;
}

const AddForm = ({ place, onClose }: AddProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const navigate = useNavigate();
  const create = useCreate(createServiceProvider, { alsoStale: ['realms'] });
  const form = useContractForm(createServiceProvider.body, { defaultValues: { slug: 'default' } });
  return (
    <ApiForm
      form={form}
      submitLabel={t('realms.providers.create')}
      onCancel={onClose}
      onSubmit={async (body) => {
        const { body: made } = await create({ params: place, body });
        notify(t('realms.providers.created'));
        onClose();
        await navigate({
          to: '/$company/$environment/realms/$realm/service-providers/$serviceProvider',
          params: { ...place, serviceProvider: made.slug },
        });
      }}
    >
      <TextField
        name="slug"
        label={t('realms.providers.slug')}
        description={t('realms.providers.slugHelp')}
        autoComplete="off"
        autoFocus
        mono
      />
      <TextField
        name="entityId"
        label={t('realms.providers.entityId')}
        description={t('realms.providers.entityIdHelp')}
        autoComplete="off"
        mono
      />
    </ApiForm>
  );
};

export const AddServiceProviderDialog = ({
  opened,
  ...props
}: AddProps & { readonly opened: boolean }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={props.onClose} title={t('realms.providers.add')}>
      <AddForm {...props} />
    </Dialog>
  );
};
