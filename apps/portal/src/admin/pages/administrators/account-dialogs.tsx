/** What can be changed of one administrator: roles, name, and the end of the account. Each reads the present version first. */

import { personName } from '@cordboard/contract/admin-api/administrator-fields';
import type { AdministratorView } from '@cordboard/contract/admin-api/administrators';
import { type ReactElement, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useCallApi } from '../../api/call-api-context.tsx';
import { useApi, useChange } from '../../api/use-api.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { CheckboxField, TextField } from '../../parts/fields.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { SecretOnce } from '../../parts/secret-once.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { oneParams, routesOf, type Scope, STALE } from './administrator-scope.ts';
import { GrantFields } from './grant-fields.tsx';
import { grantRows, grantsFor, toRows } from './grant-rows.ts';
import { KeepCredentials } from './keep-credentials.tsx';
import { RoleList } from './role-list.tsx';

interface DialogProps {
  readonly scope: Scope;
  readonly administrator: AdministratorView;
  readonly onClose: () => void;
}

interface FormProps extends DialogProps {
  readonly etag: string | undefined;
}

/** Shows what is inside once the present version is read. */
const WithVersion = ({
  scope,
  administrator,
  children,
}: Pick<DialogProps, 'scope' | 'administrator'> & {
  readonly children: (present: AdministratorView, etag: string | undefined) => ReactElement;
}): ReactElement => {
  const { data, error, refetch } = useApi(routesOf(scope).read, { params: oneParams(scope, administrator.id) });
  if (error !== null) {
    return <ErrorState problem={error} onRetry={() => void refetch()} />;
  }
  return data === undefined ? <LoadingState /> : children(data.body, data.etag);
};

const GrantsForm = ({
  scope,
  administrator,
  etag,
  onClose,
  onLink,
}: FormProps & { readonly onLink: (url: string) => void }): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const setGrants = useChange(routesOf(scope).setGrants, { alsoStale: STALE });
  const schema = useMemo(
    () => z.object({ grants: grantRows(t), confirm: z.boolean(), keepCredentials: z.boolean() }),
    [t],
  );
  const form = useContractForm(schema, {
    defaultValues: { grants: toRows(administrator.grants), confirm: false, keepCredentials: false },
  });
  const { id, name, isSelf } = administrator;
  return (
    <ApiForm
      form={form}
      submitLabel={t('administrators.grants.submit')}
      onCancel={onClose}
      onSubmit={async ({ grants, ...choices }) => {
        const body = { ...choices, grants: grantsFor(scope, grants) };
        const { body: changed } = await setGrants.mutateAsync({ params: oneParams(scope, id), body, ifMatch: etag });
        if (changed.link === null) {
          onClose();
        } else {
          onLink(changed.link.url);
        }
        notify(t('administrators.grants.done', { name }));
      }}
    >
      <GrantFields scope={scope} />
      {scope === null && (
        <>
          <p className="muted small">{t('administrators.grants.widening')}</p>
          <KeepCredentials />
        </>
      )}
      {isSelf && (
        <>
          <Notice status="warn" title={t('administrators.grants.self')}>
            {t('administrators.grants.selfWords')}
          </Notice>
          <CheckboxField name="confirm" label={t('administrators.grants.confirm')} />
        </>
      )}
    </ApiForm>
  );
};

export const GrantsDialog = (props: DialogProps): ReactElement => {
  const { t } = useTranslation();
  const [url, setUrl] = useState<string | null>(null);
  const { name, login } = props.administrator;
  if (url !== null) {
    return (
      <SecretOnce
        title={t('administrators.invite.linkTitle', { name })}
        secrets={[{ label: t('administrators.invite.link'), value: url }]}
        onDone={props.onClose}
      >
        {t('administrators.grants.linkWords', { login })}
      </SecretOnce>
    );
  }
  return (
    <Dialog opened atTop onClose={props.onClose} title={t('administrators.grants.title', props.administrator)}>
      <WithVersion {...props}>
        {(present, etag) => <GrantsForm {...props} administrator={present} etag={etag} onLink={setUrl} />}
      </WithVersion>
    </Dialog>
  );
};

const RenameForm = ({ scope, administrator, etag, onClose }: FormProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const update = useChange(routesOf(scope).update, { alsoStale: STALE });
  const form = useContractForm(z.object({ name: personName }), { defaultValues: { name: administrator.name } });
  return (
    <ApiForm
      form={form}
      submitLabel={t('administrators.rename.submit')}
      onCancel={onClose}
      onSubmit={async (body) => {
        await update.mutateAsync({ params: oneParams(scope, administrator.id), body, ifMatch: etag });
        onClose();
        notify(t('administrators.rename.done'));
      }}
    >
      <TextField name="name" label={t('administrators.name')} autoComplete="off" autoFocus />
    </ApiForm>
  );
};

export const RenameDialog = (props: DialogProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <Dialog opened onClose={props.onClose} title={t('administrators.rename.title', props.administrator)}>
      <WithVersion {...props}>
        {(present, etag) => <RenameForm {...props} administrator={present} etag={etag} />}
      </WithVersion>
    </Dialog>
  );
};

/** Asks for the address to be typed. */
export const RemoveDialog = ({ scope, administrator, onClose }: DialogProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const { id, login, name, isSelf, grants } = administrator;
  const callApi = useCallApi();
  const { read, remove: route } = routesOf(scope);
  const remove = useChange(route, { alsoStale: STALE });
  return (
    <ConfirmDialog
      opened
      title={t('administrators.remove.title', { name })}
      name={login}
      confirmLabel={t('administrators.remove.submit')}
      onClose={onClose}
      onConfirm={async () => {
        const params = oneParams(scope, id);
        const { etag } = await callApi(read, { params });
        const query = { confirm: isSelf ? ('true' as const) : ('false' as const) };
        await remove.mutateAsync({ params, query, ifMatch: etag });
        notify(t('administrators.remove.done', { name }));
      }}
    >
      <p>{t('administrators.remove.words')}</p>
      <RoleList grants={grants} />
      {isSelf && <Notice status="warn">{t('administrators.remove.self')}</Notice>}
    </ConfirmDialog>
  );
};
