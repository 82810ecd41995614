/** Names more users or groups that keep local sign-in in mode Hybrid. */
import { type Realm, updateRealm } from '@cordboard/contract/admin-api/realms';
import { realmNode } from '@cordboard/contract/directory-nodes';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useChange } from '../../api/use-api.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { LinesField } from '../../parts/fields.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import type { RealmPlace } from '../realms/realm-place.ts';
import { PeopleField } from '../users/people-fields.tsx';

interface AddProps {
  readonly place: RealmPlace;
  readonly realm: Realm;
  readonly etag: string | undefined;
  readonly onClose: () => void;
}

const schema = z.object({ localSignIn: realmNode.shape.localSignIn.unwrap() });

const union = (present: readonly string[], more: readonly string[]): string[] => [...new Set([...present, ...more])];

const AddForm = ({ place, realm, etag, onClose }: AddProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const update = useChange(updateRealm, { alsoStale: ['localAccounts'] });
  const form = useContractForm(schema, { defaultValues: { localSignIn: { users: [], groups: [] } } });
  return (
    <ApiForm
      form={form}
      submitLabel={t('localSignIn.named.addSubmit')}
      onCancel={onClose}
      onSubmit={async ({ localSignIn: more }) => {
        const present = realm.localSignIn;
        const localSignIn = {
          users: union(present.users, more.users),
          groups: union(present.groups, more.groups),
        };
        await update.mutateAsync({ params: place, body: { localSignIn }, ifMatch: etag });
        notify(t('localSignIn.named.added'));
        onClose();
      }}
    >
      <PeopleField
        place={place}
        name="localSignIn.users"
        label={t('localSignIn.named.users')}
        description={t('localSignIn.request.peopleHelp')}
      />
      <LinesField
        name="localSignIn.groups"
        label={t('localSignIn.named.groups')}
        description={t('localSignIn.named.groupsHelp')}
      />
    </ApiForm>
  );
};

export const AddNamesDialog = ({ opened, ...props }: AddProps & { readonly opened: boolean }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={props.onClose} title={t('localSignIn.named.addTitle')}>
      <AddForm {...props} />
    </Dialog>
  );
};
