/** Actions on one administrator's account that are asked once. */
import type { AdministratorView } from '@cordboard/contract/admin-api/administrators';
import { type ReactElement, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCallApi } from '../../api/call-api-context.tsx';
import { useChange } from '../../api/use-api.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { SecretOnce } from '../../parts/secret-once.tsx';
import { oneParams, routesOf, type Scope, STALE } from './administrator-scope.ts';

interface ActionProps {
  readonly scope: Scope;
  readonly administrator: AdministratorView;
  readonly onClose: () => void;
}

/** Disables, or enables again. */
export const EnabledDialog = ({ scope, administrator, onClose }: ActionProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const callApi = useCallApi();
  const { read, update: route } = routesOf(scope);
  const update = useChange(route, { alsoStale: STALE });
  const { id, name, state, isSelf } = administrator;
  const enabled = state === 'disabled';
  const words = enabled ? 'enable' : 'disable';
  return (
    <ActionDialog
      opened
      danger={!enabled}
      title={t(`administrators.${words}.title`, { name })}
      confirmLabel={t(`administrators.${words}.open`)}
      onClose={onClose}
      onConfirm={async () => {
        const params = oneParams(scope, id);
        const { etag } = await callApi(read, { params });
        await update.mutateAsync({ params, body: { enabled, confirm: isSelf }, ifMatch: etag });
        notify(t(`administrators.${words}.done`, { name }));
      }}
    >
      <div className="stack">
        <p>{t(`administrators.${words}.words`)}</p>
        {isSelf && !enabled && <Notice status="warn">{t('administrators.disable.self')}</Notice>}
      </div>
    </ActionDialog>
  );
};

export const FactorsDialog = ({ scope, administrator, onClose }: ActionProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const remove = useChange(routesOf(scope).removeFactors, { alsoStale: STALE });
  const { id, name } = administrator;
  return (
    <ActionDialog
      opened
      danger
      title={t('administrators.factorsGone.title', { name })}
      confirmLabel={t('administrators.factorsGone.open')}
      onClose={onClose}
      onConfirm={async () => {
        await remove.mutateAsync({ params: oneParams(scope, id) });
        notify(t('administrators.factorsGone.done', { name }));
      }}
    >
      {t('administrators.factorsGone.words')}
    </ActionDialog>
  );
};

export const SessionsDialog = ({ scope, administrator, onClose }: ActionProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const end = useChange(routesOf(scope).endSessions, { alsoStale: STALE });
  const { id, name } = administrator;
  return (
    <ActionDialog
      opened
      title={t('administrators.sessions.title', { name })}
      confirmLabel={t('administrators.sessions.open')}
      onClose={onClose}
      onConfirm={async () => {
        await end.mutateAsync({ params: oneParams(scope, id) });
        notify(t('administrators.sessions.done', { name }));
      }}
    >
      {t('administrators.sessions.words')}
    </ActionDialog>
  );
};

/** Asks, makes the link, and shows it this one time. */
export const LinkDialog = ({ scope, administrator, onClose }: ActionProps): ReactElement => {
  const { t } = useTranslation();
  const create = useChange(routesOf(scope).createLink, { alsoStale: STALE });
  const [url, setUrl] = useState<string | null>(null);
  const isMade = useRef(false);
  const { id, login, name } = administrator;
  if (url !== null) {
    return (
      <SecretOnce
        title={t('administrators.link.linkTitle', { name })}
        secrets={[{ label: t('administrators.link.link'), value: url }]}
        onDone={onClose}
      >
        {t('administrators.link.linkWords', { login })}
      </SecretOnce>
    );
  }
  return (
    <ActionDialog
      opened
      title={t('administrators.link.title', { name })}
      confirmLabel={t('administrators.link.submit')}
      // It closes by itself after its action: the link takes its place.
      onClose={() => {
        if (!isMade.current) {
          onClose();
        }
      }}
      onConfirm={async () => {
        const { body } = await create.mutateAsync({ params: oneParams(scope, id) });
        isMade.current = true;
        setUrl(body.url);
      }}
    >
      {t('administrators.link.words')}
    </ActionDialog>
  );
};
