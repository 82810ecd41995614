/** Where a person is signed in, and ending it. */
import { endUserSessions, type UserSession } from '@cordboard/contract/admin-api/users';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/use-api.ts';
import { formatInstant } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { Card } from '../../parts/card.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Instant } from '../../parts/instant.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import type { UserPlace } from './user-place.ts';

interface SessionsProps {
  readonly place: UserPlace;
  readonly sessions: readonly UserSession[];
  readonly mayEnd: boolean;
}

const useColumns = (onEnd: ((session: UserSession) => void) | null): readonly Column<UserSession>[] => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  const columns: readonly Column<UserSession>[] = [
    {
      key: 'connection',
      title: t('users.connection'),
      isName: true,
      render: ({ method, connection }) =>
        method === 'local' ? t('users.byPassword') : (connection ?? t('users.connectionGone')),
    },
    { key: 'since', title: t('users.since'), render: ({ createdAt }) => <Instant at={createdAt} relative /> },
    { key: 'seen', title: t('users.seen'), render: ({ lastSeenAt }) => <Instant at={lastSeenAt} relative /> },
    { key: 'until', title: t('users.until'), render: ({ expiresAt }) => <Instant at={expiresAt} relative /> },
  ];
  const actions: Column<UserSession> = {
    key: 'actions',
    title: t('users.actions'),
    hiddenTitle: true,
    render: (session) => (
      <Button
        size="xs"
        aria-label={t('users.endNamed', { at: formatInstant(session.createdAt, place) })}
        onClick={() => onEnd?.(session)}
      >
        {t('users.end')}
      </Button>
    ),
  };
  return onEnd === null ? columns : [...columns, actions];
};

export const UserSessionsCard = ({ place, sessions, mayEnd }: SessionsProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const end = useChange(endUserSessions);
  const [isAsking, asking] = useDisclosure(false);
  const endThese = async (session?: UserSession): Promise<void> => {
    const { body } = await end.mutateAsync({
      params: place,
      body: session === undefined ? {} : { session: session.id },
    });
    notify(t('users.ended', { count: body.ended }));
  };
  const columns = useColumns(mayEnd ? (session) => void endThese(session) : null);
  return (
    <Card
      title={t('users.sessions')}
      lead={t('users.sessionsLead')}
      flush
      actions={mayEnd && sessions.length > 0 && <Button onClick={asking.open}>{t('users.endAll')}</Button>}
    >
      {sessions.length === 0 ? (
        <p className="muted card-inset">{t('users.noSessions')}</p>
      ) : (
        <DataTable caption={t('users.sessionsCaption')} columns={columns} items={sessions} rowKey={({ id }) => id} />
      )}
      <ActionDialog
        opened={isAsking}
        danger
        title={t('users.endTitle')}
        confirmLabel={t('users.endAll')}
        onConfirm={() => endThese()}
        onClose={asking.close}
      >
        {t('users.endWords')}
      </ActionDialog>
    </Card>
  );
};
