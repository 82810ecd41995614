/** Invites somebody of the realm to set a password, and shows the link this one time. */
import { getLocalAccount, inviteLocalUser } from '@cordboard/contract/admin-api/local-sign-in';
import { type ReactElement, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useCallApi } from '../../api/call-api-context.tsx';
import { useCreate } from '../../api/use-create.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import type { RealmPlace } from '../realms/realm-place.ts';
import { PersonField } from '../users/people-fields.tsx';
import { type PasswordLink, ShownLink } from './account-dialogs.tsx';

interface Invited {
  readonly login: string;
  readonly link: PasswordLink;
}

interface InviteProps {
  readonly place: RealmPlace;
  readonly onClose: () => void;
}

const InviteForm = ({
  place,
  onClose,
  onInvited,
}: InviteProps & { readonly onInvited: (invited: Invited) => void }): ReactElement => {
  const { t } = useTranslation();
  const callApi = useCallApi();
  const invite = useCreate(inviteLocalUser, { alsoStale: ['users'] });
  const schema = useMemo(() => z.object({ user: z.string().min(1, t('localSignIn.invite.choose')) }), [t]);
  const form = useContractForm(schema, { defaultValues: { user: '' } });
  return (
    <ApiForm
      form={form}
      submitLabel={t('localSignIn.link.inviteSubmit')}
      onCancel={onClose}
      onSubmit={async ({ user }) => {
        const params = { ...place, user };
        const { body: account } = await callApi(getLocalAccount, { params });
        const { body: link } = await invite({ params });
        onClose();
        onInvited({ login: account.user.login, link });
      }}
    >
      <PersonField
        place={place}
        name="user"
        label={t('localSignIn.invite.person')}
        description={t('localSignIn.invite.personHelp')}
      />
      <p className="muted small">{t('localSignIn.link.inviteWords')}</p>
    </ApiForm>
  );
};

export const InvitePersonDialog = ({
  opened,
  place,
  onClose,
}: InviteProps & { readonly opened: boolean }): ReactElement => {
  const { t } = useTranslation();
  const [invited, setInvited] = useState<Invited | null>(null);
  return (
    <>
      <Dialog opened={opened} onClose={onClose} title={t('localSignIn.invite.title')}>
        <InviteForm place={place} onClose={onClose} onInvited={setInvited} />
      </Dialog>
      {invited !== null && <ShownLink {...invited} onDone={() => setInvited(null)} />}
    </>
  );
};
