/** Approving an opening, and closing or declining it. */
import {
  approveLocalOpening,
  closeLocalOpening,
  type LocalOpeningView,
} from '@cordboard/contract/admin-api/local-sign-in';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/use-api.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import type { RealmPlace } from '../realms/realm-place.ts';
import { Times } from './opening-columns.tsx';

/** Who may sign in changes with it, and sessions end. */
const STALE = ['localAccounts', 'users'];

interface OpeningDialogProps {
  readonly place: RealmPlace;
  readonly opening: LocalOpeningView;
  readonly onClose: () => void;
}

/** What it is about, in full: nobody approves a list that they have seen the beginning of. */
const Subject = ({ opening }: Pick<OpeningDialogProps, 'opening'>): ReactElement => {
  const { t } = useTranslation();
  const { users, reason, startsAt, endsAt } = opening;
  return (
    <dl className="opening-subject">
      <dt>{t('localSignIn.openings.peopleCount', { count: users.length })}</dt>
      <dd className="mono">{users.map(({ login }) => login).join(', ')}</dd>
      <dt>{t('localSignIn.openings.reason')}</dt>
      <dd>{reason}</dd>
      <dt>{t('localSignIn.openings.time')}</dt>
      <dd>
        <Times startsAt={startsAt} endsAt={endsAt} />
      </dd>
    </dl>
  );
};

export const ApproveDialog = ({ place, opening, onClose }: OpeningDialogProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const approve = useChange(approveLocalOpening, { alsoStale: STALE });
  return (
    <ActionDialog
      opened
      title={t('localSignIn.approve.title')}
      confirmLabel={t('localSignIn.approve.open')}
      onClose={onClose}
      onConfirm={async () => {
        await approve.mutateAsync({ params: { ...place, opening: opening.id } });
        notify(t('localSignIn.approve.done'));
      }}
    >
      <div className="stack">
        <p>{t('localSignIn.approve.words')}</p>
        <Subject opening={opening} />
        <p className="muted small">{t('localSignIn.approve.check', opening.requestedBy)}</p>
      </div>
    </ActionDialog>
  );
};

interface CloseKind {
  readonly title: 'openTitle' | 'scheduledTitle' | 'declineTitle' | 'withdrawTitle';
  readonly words: 'openWords' | 'scheduledWords' | 'declineWords';
  readonly action: 'open' | 'decline' | 'withdraw';
  readonly done: 'done' | 'declined' | 'withdrawn';
}

/** What closing means for an opening in its state. */
export const closeKind = ({ state }: Pick<LocalOpeningView, 'state'>, isOwn: boolean): CloseKind => {
  if (state === 'requested') {
    return isOwn
      ? { title: 'withdrawTitle', words: 'declineWords', action: 'withdraw', done: 'withdrawn' }
      : { title: 'declineTitle', words: 'declineWords', action: 'decline', done: 'declined' };
  }
  return state === 'open'
    ? { title: 'openTitle', words: 'openWords', action: 'open', done: 'done' }
    : { title: 'scheduledTitle', words: 'scheduledWords', action: 'open', done: 'done' };
};

export const CloseDialog = ({
  place,
  opening,
  isOwn,
  onClose,
}: OpeningDialogProps & { readonly isOwn: boolean }): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const close = useChange(closeLocalOpening, { alsoStale: STALE });
  const kind = closeKind(opening, isOwn);
  return (
    <ActionDialog
      opened
      danger
      title={t(`localSignIn.close.${kind.title}`)}
      confirmLabel={t(`localSignIn.close.${kind.action}`)}
      onClose={onClose}
      onConfirm={async () => {
        await close.mutateAsync({ params: { ...place, opening: opening.id } });
        notify(t(`localSignIn.close.${kind.done}`));
      }}
    >
      <div className="stack">
        <p>{t(`localSignIn.close.${kind.words}`)}</p>
        <Subject opening={opening} />
      </div>
    </ActionDialog>
  );
};
