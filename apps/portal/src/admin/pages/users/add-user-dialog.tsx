/** Adds a person to a realm. */

import { createUser } from '@cordboard/contract/admin-api/users';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCreate } from '../../api/use-create.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import type { RealmPlace } from '../realms/realm-place.ts';
import { UserFields } from './user-fields.tsx';

interface AddProps {
  readonly place: RealmPlace;
  readonly onClose: () => void;
}

const AddForm = ({ place, onClose }: AddProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const navigate = useNavigate();
  const create = useCreate(createUser);
  const form = useContractForm(createUser.body, { defaultValues: { login: '', enabled: true } });
  return (
    <ApiForm
      form={form}
      submitLabel={t('users.create')}
      onCancel={onClose}
      onSubmit={async (body) => {
        const { body: made } = await create({ params: place, body });
        notify(t('users.created', { name: made.displayName ?? made.login }));
        onClose();
        await navigate({
          to: '/$company/$environment/realms/$realm/users/$user',
          params: { ...place, user: made.info.id },
        });
      }}
    >
      <UserFields autoFocus />
    </ApiForm>
  );
};

export const AddUserDialog = ({ opened, ...props }: AddProps & { readonly opened: boolean }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={props.onClose} title={t('users.addTitle')}>
      <AddForm {...props} />
    </Dialog>
  );
};
