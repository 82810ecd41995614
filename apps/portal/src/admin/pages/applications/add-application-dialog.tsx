/** Adds an application; an OIDC client gets a secret, which is shown this one time. */

import { createApp } from '@cordboard/contract/admin-api/apps';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCreate } from '../../api/use-create.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { RadioField } from '../../parts/fields.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { NameAndSlug } from '../../parts/slug-field.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import type { RealmPlace } from '../realms/realm-place.ts';
import { BookmarkFields, OidcFields } from './app-fields.tsx';
import { ClientSecret } from './client-secret.tsx';

type Created = z.output<typeof createApp.response>;
type Type = Created['type'];

interface AddProps {
  readonly place: RealmPlace;
  readonly onClose: () => void;
}

const types: readonly Type[] = ['oidc', 'bookmark'];

const AddForm = ({ place, onClose, onMade }: AddProps & { readonly onMade: (made: Created) => void }): ReactElement => {
  const { t } = useTranslation();
  const create = useCreate(createApp, { alsoStale: ['realms'] });
  const form = useContractForm(createApp.body, {
    defaultValues: { type: 'oidc', name: '', slug: '', redirectUris: [], allowPublicClient: false },
    // Each kind takes its own fields and no others.
    shouldUnregister: true,
  });
  const type = form.watch('type');
  return (
    <ApiForm
      form={form}
      submitLabel={t('applications.create')}
      onCancel={onClose}
      onSubmit={async (body) => {
        const { body: made } = await create({ params: place, body });
        onClose();
        onMade(made);
      }}
    >
      <RadioField
        name="type"
        label={t('applications.type')}
        choices={types.map((value) => ({
          value,
          label: t(`applications.types.${value}`),
          description: t(`applications.typeHelp.${value}`),
        }))}
      />
      <NameAndSlug
        nameLabel={t('applications.name')}
        nameHelp={t('applications.nameHelp')}
        slugLabel={t('applications.slug')}
        slugHelp={t('applications.slugHelp')}
      />
      {type === 'bookmark' ? <BookmarkFields /> : <OidcFields />}
    </ApiForm>
  );
};

export const AddApplicationDialog = ({ opened, ...props }: AddProps & { readonly opened: boolean }): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const navigate = useNavigate();
  const [made, setMade] = useState<Created | null>(null);
  const open = async (app: Created): Promise<void> => {
    setMade(null);
    notify(t('applications.created', { name: app.name }));
    await navigate({
      to: '/$company/$environment/realms/$realm/applications/$app',
      params: { ...props.place, app: app.slug },
    });
  };
  return (
    <>
      <Dialog opened={opened} onClose={props.onClose} title={t('applications.addTitle')}>
        <AddForm
          {...props}
          onMade={(app) => {
            if (app.secret === undefined) {
              void open(app);
            } else {
              setMade(app);
            }
          }}
        />
      </Dialog>
      {made?.secret !== undefined && (
        <ClientSecret name={made.name} secret={made.secret} onDone={() => void open(made)} />
      )}
    </>
  );
};
