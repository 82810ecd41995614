/** Invites an administrator, and shows the link this one time. */

import { emailLogin, personName } from '@cordboard/contract/admin-api/administrator-fields';
import type { AdministratorView } from '@cordboard/contract/admin-api/administrators';
import { type ReactElement, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useCreate } from '../../api/use-create.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/fields.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { SecretOnce } from '../../parts/secret-once.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { listParams, routesOf, type Scope, STALE } from './administrator-scope.ts';
import { GrantRowFields } from './grant-fields.tsx';
import { grantRows, grantsFor, newRow } from './grant-rows.ts';
import { KeepCredentials } from './keep-credentials.tsx';

interface Invited {
  readonly administrator: AdministratorView;
  readonly created: boolean;
  readonly link: { readonly url: string } | null;
}

interface InviteProps {
  readonly scope: Scope;
  readonly onClose: () => void;
}

const InviteForm = ({
  scope,
  onClose,
  onInvited,
}: InviteProps & { readonly onInvited: (invited: Invited) => void }): ReactElement => {
  const { t } = useTranslation();
  const invite = useCreate(routesOf(scope).invite, { alsoStale: STALE });
  const schema = useMemo(
    () => z.object({ login: emailLogin, name: personName, grants: grantRows(t), keepCredentials: z.boolean() }),
    [t],
  );
  const form = useContractForm(schema, {
    defaultValues: { login: '', name: '', grants: [newRow(scope)], keepCredentials: false },
  });
  return (
    <ApiForm
      form={form}
      submitLabel={t('administrators.invite.submit')}
      onCancel={onClose}
      onSubmit={async ({ grants, ...person }) => {
        const body = { ...person, grants: grantsFor(scope, grants) };
        const { body: invited } = await invite({ params: listParams(scope), body });
        onClose();
        onInvited(invited);
      }}
    >
      <TextField
        name="login"
        type="email"
        label={t('administrators.login')}
        description={t('administrators.loginHelp')}
        autoComplete="off"
        autoFocus
      />
      <TextField name="name" label={t('administrators.name')} autoComplete="off" />
      <GrantRowFields name="grants.0" scope={scope} />
      <p className="muted small">{t('administrators.invite.roleLead')}</p>
      <KeepCredentials />
    </ApiForm>
  );
};

const Done = ({ invited, onDone }: { readonly invited: Invited; readonly onDone: () => void }): ReactElement => {
  const { t } = useTranslation();
  const { login, name } = invited.administrator;
  if (invited.link === null) {
    return (
      <Dialog opened title={t('administrators.invite.title')} onClose={onDone}>
        <Notice status="info">{t('administrators.invite.existed', { login })}</Notice>
      </Dialog>
    );
  }
  return (
    <SecretOnce
      title={t('administrators.invite.linkTitle', { name })}
      secrets={[{ label: t('administrators.invite.link'), value: invited.link.url }]}
      onDone={onDone}
    >
      {t('administrators.invite.linkWords', { login })}
    </SecretOnce>
  );
};

export const InviteDialog = ({ opened, ...props }: InviteProps & { readonly opened: boolean }): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const [invited, setInvited] = useState<Invited | null>(null);
  return (
    <>
      <Dialog opened={opened} onClose={props.onClose} title={t('administrators.invite.title')}>
        <InviteForm {...props} onInvited={setInvited} />
      </Dialog>
      {invited !== null && (
        <Done
          invited={invited}
          onDone={() => {
            notify(t('administrators.invite.done', { login: invited.administrator.login }));
            setInvited(null);
          }}
        />
      )}
    </>
  );
};
