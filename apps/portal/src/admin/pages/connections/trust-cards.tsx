/** What is trusted in the identity provider, how its metadata stands, and the change that waits. */
import type { Connection } from '@cordboard/contract/admin-api/connections';
import {
  acceptStagedTrust,
  type ConnectionTrust,
  discardStagedTrust,
  readTrust,
  refreshTrust,
} from '@cordboard/contract/admin-api/identity-provider-trust';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useChange } from '../../api/use-api.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { Card } from '../../parts/card.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Instant } from '../../parts/instant.tsx';
import { LockedButton } from '../../parts/locked-button.tsx';
import { Notice, ProblemNotice } from '../../parts/notice.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { Fact } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { TrustChanges, TrustFacts, TrustWarnings } from '../set-ups/trust-facts.tsx';
import type { ConnectionPlace } from '../single-sign-on/place.ts';
import { SINGLE_SIGN_ON_RESOURCES } from '../single-sign-on/stale.ts';
import { TestSsoButton } from '../tests/test-sso-button.tsx';
import { ChangeIdpButton } from './change-idp-button.tsx';

interface TrustProps {
  readonly place: ConnectionPlace;
  readonly connection: Connection;
  readonly mayWrite: boolean;
}

const RefreshState = ({ refresh }: { readonly refresh: ConnectionTrust['refresh'] }): ReactElement => {
  const { t } = useTranslation();
  if (refresh === null) {
    return <p className="muted small">{t('connections.trust.noRefresh')}</p>;
  }
  const { checkedAt, adoptedAt, nextAt, failures, problem } = refresh;
  return (
    <>
      <div className="page-facts">
        <Fact label={t('connections.trust.checked')}>
          {checkedAt === null ? t('connections.trust.never') : <Instant at={checkedAt} relative />}
        </Fact>
        {adoptedAt !== null && (
          <Fact label={t('connections.trust.adopted')}>
            <Instant at={adoptedAt} relative />
          </Fact>
        )}
        <Fact label={t('connections.trust.next')}>
          <Instant at={nextAt} relative />
        </Fact>
      </div>
      {failures > 0 && problem !== null && (
        <Notice status="warn">{t('connections.trust.failures', { count: failures, words: problem.words })}</Notice>
      )}
    </>
  );
};

const RefreshButton = ({ place }: Pick<TrustProps, 'place'>): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const refresh = useChange(refreshTrust, { alsoStale: SINGLE_SIGN_ON_RESOURCES });
  return (
    <>
      <Button
        leftSection={<Icon name="refresh" size={16} />}
        loading={refresh.isPending}
        onClick={() =>
          refresh.mutate(
            { params: place },
            { onSuccess: ({ body }) => notify(t(`connections.trust.refreshed.${body.outcome}`)) },
          )
        }
      >
        {t('connections.trust.refresh')}
      </Button>
      {refresh.error !== null && <ProblemNotice problem={refresh.error} />}
    </>
  );
};

interface StagedProps extends TrustProps {
  readonly staged: NonNullable<ConnectionTrust['staged']>;
  readonly etag: string | undefined;
}

const StagedActions = ({ place, connection, staged, etag }: StagedProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const accept = useChange(acceptStagedTrust, { alsoStale: SINGLE_SIGN_ON_RESOURCES });
  const discard = useChange(discardStagedTrust, { alsoStale: SINGLE_SIGN_ON_RESOURCES });
  const [isAccepting, accepting] = useDisclosure(false);
  const [isDiscarding, discarding] = useDisclosure(false);
  const isLocked = staged.test === 'needed';
  return (
    <div className="row row-top">
      <TestSsoButton place={place} staged filled={isLocked} />
      <LockedButton
        reason={isLocked ? t('connections.staged.locked') : null}
        {...(!isLocked && { variant: 'filled' })}
        onClick={accepting.open}
      >
        {t('connections.staged.accept')}
      </LockedButton>
      <Button onClick={discarding.open}>{t('connections.staged.discard')}</Button>
      <ActionDialog
        opened={isAccepting}
        title={t('connections.staged.acceptTitle')}
        confirmLabel={t('connections.staged.accept')}
        onConfirm={async () => {
          await accept.mutateAsync({ params: place, ifMatch: etag });
          notify(t('connections.staged.accepted'));
        }}
        onClose={accepting.close}
      >
        <div className="stack-s">
          <p>{t('connections.staged.acceptWords', { name: connection.name })}</p>
          {staged.suspendedLinks > 0 && <p>{t('connections.staged.suspended', { count: staged.suspendedLinks })}</p>}
        </div>
      </ActionDialog>
      <ActionDialog
        opened={isDiscarding}
        title={t('connections.staged.discardTitle')}
        confirmLabel={t('connections.staged.discard')}
        danger
        onConfirm={async () => {
          await discard.mutateAsync({ params: place, ifMatch: etag });
          notify(t('connections.staged.discarded'));
        }}
        onClose={discarding.close}
      >
        <p>{t('connections.staged.discardWords')}</p>
      </ActionDialog>
    </div>
  );
};

const StagedCard = (props: StagedProps): ReactElement => {
  const { staged, mayWrite } = props;
  const { t } = useTranslation();
  return (
    <Card
      title={t('connections.staged.title')}
      lead={t('connections.staged.lead', { source: staged.source, by: staged.by })}
    >
      <div className="stack">
        <Notice status={staged.test === 'needed' ? 'warn' : 'ok'}>
          {t(`connections.staged.tests.${staged.test}`)}
        </Notice>
        {staged.suspendedLinks > 0 && (
          <Notice status="warn">{t('connections.staged.suspended', { count: staged.suspendedLinks })}</Notice>
        )}
        <TrustChanges changes={staged.changes} />
        <TrustWarnings warnings={staged.warnings} />
        {mayWrite && <StagedActions {...props} />}
      </div>
    </Card>
  );
};

export const TrustCards = (props: TrustProps): ReactElement => {
  const { place, connection, mayWrite } = props;
  const { t } = useTranslation();
  const found = useApi(readTrust, { params: place });
  if (found.error !== null) {
    return <ErrorState problem={found.error} onRetry={() => void found.refetch()} />;
  }
  if (found.data === undefined) {
    return <LoadingState />;
  }
  const { body: trust, etag } = found.data;
  return (
    <>
      {trust.staged !== null && <StagedCard {...props} staged={trust.staged} etag={etag} />}
      <Card
        title={t('connections.trust.title')}
        lead={t('connections.trust.source', { source: trust.source })}
        actions={
          mayWrite && (
            <>
              {trust.refresh !== null && <RefreshButton place={place} />}
              <ChangeIdpButton place={place} connection={connection} />
            </>
          )
        }
      >
        <div className="stack">
          <RefreshState refresh={trust.refresh} />
          <TrustWarnings warnings={trust.warnings} />
          <TrustFacts facts={trust.identityProvider} />
        </div>
      </Card>
    </>
  );
};
