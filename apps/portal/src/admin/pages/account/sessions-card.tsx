/** Where the person is signed in, and ending it. */

import { endOtherSession, endOtherSessions, listOtherSessions } from '@cordboard/contract/admin-api/session';
import { Button } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useApi, useChange } from '../../api/use-api.ts';
import { browserName } from '../../format/browser-name.ts';
import { formatInstant } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Card } from '../../parts/card.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Instant } from '../../parts/instant.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import { useSession } from '../../session/session-query.ts';
import { account } from '../../texts/en/account.ts';

type OtherSession = z.output<typeof listOtherSessions.response>['items'][number];

/** A way that this portal does not know keeps its own name. */
const methodWords = (method: string, t: TFunction): string => {
  const known = account.sessions.methods;
  return Object.hasOwn(known, method) ? t(`account.sessions.methods.${method as keyof typeof known}`) : method;
};

const useBrowserWords = (): ((userAgent: string | null) => string) => {
  const { t } = useTranslation();
  return (userAgent) => {
    const found = browserName(userAgent);
    return found === null ? t('account.sessions.unknown') : [found.browser, found.system].filter(Boolean).join(', ');
  };
};

const useColumns = (onEnd: (session: OtherSession) => void): readonly Column<OtherSession>[] => {
  const { t } = useTranslation();
  const words = useBrowserWords();
  return [
    { key: 'where', title: t('account.sessions.where'), isName: true, render: ({ userAgent }) => words(userAgent) },
    { key: 'address', title: t('account.sessions.address'), render: ({ address }) => address ?? '–' },
    {
      key: 'seen',
      title: t('account.sessions.seen'),
      render: ({ lastSeenAt }) => <Instant at={lastSeenAt} relative />,
    },
    {
      key: 'actions',
      title: t('account.sessions.actions'),
      hiddenTitle: true,
      render: (session) => (
        <Button
          size="xs"
          aria-label={t('account.sessions.endNamed', { browser: words(session.userAgent) })}
          onClick={() => onEnd(session)}
        >
          {t('account.sessions.end')}
        </Button>
      ),
    },
  ];
};

const Others = ({ items }: { readonly items: readonly OtherSession[] }): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const end = useChange(endOtherSession);
  const columns = useColumns((session) => {
    end.mutate({ params: { session: session.id } }, { onSuccess: () => notify(t('account.sessions.ended')) });
  });
  return items.length === 0 ? (
    <p className="muted card-inset">{t('account.sessions.none')}</p>
  ) : (
    <DataTable caption={t('account.sessions.caption')} columns={columns} items={items} rowKey={({ id }) => id} />
  );
};

export const SessionsCard = (): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const place = useFormatPlace();
  const { session } = useSession();
  const { data, error, refetch } = useApi(listOtherSessions);
  const endAll = useChange(endOtherSessions);
  const items = data?.body.items ?? [];
  return (
    <Card
      title={t('account.sessions.title')}
      lead={t('account.sessions.lead')}
      flush
      actions={
        items.length > 0 && (
          <BusyButton
            busy={endAll.isPending}
            onClick={() => endAll.mutate({}, { onSuccess: () => notify(t('account.sessions.allEnded')) })}
          >
            {t('account.sessions.endAll')}
          </BusyButton>
        )
      }
    >
      <div className="card-inset stack-s">
        <StatusText status="ok">{t('account.sessions.present', { method: methodWords(session.method, t) })}</StatusText>
        <span className="muted small">
          {t('account.sessions.until', { at: formatInstant(session.expiresAt, place) })}
        </span>
      </div>
      {error !== null && <ErrorState problem={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <LoadingState />}
      {data !== undefined && <Others items={items} />}
    </Card>
  );
};
