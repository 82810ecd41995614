/** What is done with the password of one person: a link to set one, and taking it away. */
import {
  getLocalAccount,
  inviteLocalUser,
  type LocalStateView,
  resetLocalPassword,
  revokeLocalAccount,
} from '@cordboard/contract/admin-api/local-sign-in';
import { type ReactElement, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCallApi } from '../../api/call-api-context.tsx';
import { useChange } from '../../api/use-api.ts';
import { useCreate } from '../../api/use-create.ts';
import { formatInstant } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { SecretOnce } from '../../parts/secret-once.tsx';
import type { RealmPlace } from '../realms/realm-place.ts';

/** Sessions end with the password. */
const STALE = ['users'];

export type AccountAction = 'invite' | 'reset' | 'revoke';

interface ActionProps {
  readonly place: RealmPlace;
  readonly account: Pick<LocalStateView, 'user' | 'allowed'>;
  readonly onClose: () => void;
}

export interface PasswordLink {
  readonly url: string;
  readonly expiresAt: number;
}

/** The link, this one time. */
export const ShownLink = ({
  login,
  link,
  onDone,
}: {
  readonly login: string;
  readonly link: PasswordLink;
  readonly onDone: () => void;
}): ReactElement => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  return (
    <SecretOnce
      title={t('localSignIn.link.shownTitle', { login })}
      secrets={[{ label: t('localSignIn.link.shown'), value: link.url }]}
      onDone={onDone}
    >
      {t('localSignIn.link.shownWords', { login, at: formatInstant(link.expiresAt, place) })}
    </SecretOnce>
  );
};

/** Asks, makes the link, and shows it. */
const LinkDialog = ({
  place,
  account,
  kind,
  onClose,
}: ActionProps & { readonly kind: 'invite' | 'reset' }): ReactElement => {
  const { t } = useTranslation();
  const invite = useCreate(inviteLocalUser, { alsoStale: STALE });
  const reset = useChange(resetLocalPassword, { alsoStale: STALE });
  const [link, setLink] = useState<PasswordLink | null>(null);
  const isMade = useRef(false);
  const { id, login } = account.user;
  if (link !== null) {
    return <ShownLink login={login} link={link} onDone={onClose} />;
  }
  const make = async (): Promise<PasswordLink> => {
    const parts = { params: { ...place, user: id } };
    const { body } = kind === 'invite' ? await invite(parts) : await reset.mutateAsync(parts);
    return body;
  };
  return (
    <ActionDialog
      opened
      danger={kind === 'reset'}
      title={t(`localSignIn.link.${kind}Title`, { login })}
      confirmLabel={t(`localSignIn.link.${kind}Submit`)}
      // It closes by itself after its action: the link takes its place.
      onClose={() => {
        if (!isMade.current) {
          onClose();
        }
      }}
      onConfirm={async () => {
        const made = await make();
        isMade.current = true;
        setLink(made);
      }}
    >
      {t(`localSignIn.link.${kind}Words`)}
    </ActionDialog>
  );
};

const RevokeDialog = ({ place, account, onClose }: ActionProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const callApi = useCallApi();
  const revoke = useChange(revokeLocalAccount, { alsoStale: STALE });
  const { id, login } = account.user;
  return (
    <ActionDialog
      opened
      danger
      title={t('localSignIn.revoke.title', { login })}
      confirmLabel={t('localSignIn.revoke.open')}
      onClose={onClose}
      onConfirm={async () => {
        const params = { ...place, user: id };
        const { etag } = await callApi(getLocalAccount, { params });
        await revoke.mutateAsync({ params, ifMatch: etag });
        notify(t('localSignIn.revoke.done', { login }));
      }}
    >
      <div className="stack">
        <p>{t('localSignIn.revoke.words')}</p>
        {account.allowed?.kind === 'mode' && (
          <Notice status="warn">{t('localSignIn.revoke.wordsOnly', { login })}</Notice>
        )}
      </div>
    </ActionDialog>
  );
};

export const AccountDialog = ({ action, ...props }: ActionProps & { readonly action: AccountAction }): ReactElement =>
  action === 'revoke' ? <RevokeDialog {...props} /> : <LinkDialog {...props} kind={action} />;
