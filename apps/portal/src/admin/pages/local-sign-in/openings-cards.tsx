/** Openings of local sign-in during an outage: those that matter now, and the former ones. */
import { type LocalOpeningView, listLocalOpenings } from '@cordboard/contract/admin-api/local-sign-in';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiList, useApiList } from '../../api/use-api.ts';
import { Card } from '../../parts/card.tsx';
import { ApiTable, type Column, DataTable } from '../../parts/data-table.tsx';
import { Icon } from '../../parts/icon.tsx';
import { LockedButton } from '../../parts/locked-button.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { useSession } from '../../session/session-query.ts';
import type { RealmPlace } from '../realms/realm-place.ts';
import { useOpeningColumns } from './opening-columns.tsx';
import { ApproveDialog, CloseDialog, closeKind } from './opening-dialogs.tsx';
import { isPresent } from './opening-state.ts';
import { RequestOpeningDialog } from './request-opening-dialog.tsx';
import './local-sign-in.css';

/** They begin and end by themselves, and others approve them. */
const REFRESH_MS = 30_000;

interface OpeningsProps {
  readonly place: RealmPlace;
  /** With single sign-on only is there something to open. */
  readonly isUsed: boolean;
  /** Ask and approve. */
  readonly mayOpen: boolean;
  readonly mayClose: boolean;
}

interface Chosen {
  readonly opening: LocalOpeningView;
  readonly action: 'approve' | 'close';
}

const useIsOwn = (): ((opening: LocalOpeningView) => boolean) => {
  const { administrator } = useSession();
  return ({ requestedBy }) => requestedBy.id === administrator.id;
};

const Actions = ({
  opening,
  mayOpen,
  mayClose,
  onChoose,
}: Pick<OpeningsProps, 'mayOpen' | 'mayClose'> & {
  readonly opening: LocalOpeningView;
  readonly onChoose: (chosen: Chosen) => void;
}): ReactElement => {
  const { t } = useTranslation();
  const isOwn = useIsOwn()(opening);
  return (
    <div className="opening-actions">
      {mayOpen && opening.state === 'requested' && (
        <LockedButton
          variant={isOwn ? 'default' : 'filled'}
          reason={isOwn ? t('localSignIn.openings.own') : null}
          onClick={() => onChoose({ opening, action: 'approve' })}
        >
          {t('localSignIn.approve.open')}
        </LockedButton>
      )}
      {mayClose && (
        <Button onClick={() => onChoose({ opening, action: 'close' })}>
          {t(`localSignIn.close.${closeKind(opening, isOwn).action}`)}
        </Button>
      )}
    </div>
  );
};

const PresentTable = ({
  props,
  list,
}: {
  readonly props: OpeningsProps;
  readonly list: ApiList<LocalOpeningView>;
}): ReactElement => {
  const { t } = useTranslation();
  const isOwn = useIsOwn();
  const columns = useOpeningColumns();
  const [chosen, choose] = useState<Chosen | null>(null);
  const { place, isUsed, mayOpen, mayClose } = props;
  const actions: Column<LocalOpeningView> = {
    key: 'actions',
    title: t('localSignIn.openings.actions'),
    hiddenTitle: true,
    render: (opening) => <Actions {...props} opening={opening} onChoose={choose} />,
  };
  const present = list.items.filter(isPresent);
  return (
    <>
      {present.length === 0 ? (
        <p className="muted card-inset">{t(isUsed ? 'localSignIn.openings.none' : 'localSignIn.openings.unused')}</p>
      ) : (
        <DataTable
          caption={t('localSignIn.openings.caption')}
          columns={mayOpen || mayClose ? [...columns, actions] : columns}
          items={present}
          rowKey={({ id }) => id}
        />
      )}
      {chosen?.action === 'approve' && (
        <ApproveDialog place={place} opening={chosen.opening} onClose={() => choose(null)} />
      )}
      {chosen?.action === 'close' && (
        <CloseDialog
          place={place}
          opening={chosen.opening}
          isOwn={isOwn(chosen.opening)}
          onClose={() => choose(null)}
        />
      )}
    </>
  );
};

export const OpeningsCards = (props: OpeningsProps): ReactElement => {
  const { place, isUsed, mayOpen } = props;
  const { t } = useTranslation();
  const columns = useOpeningColumns();
  const [isAsking, asking] = useDisclosure(false);
  const list = useApiList(listLocalOpenings, { params: { ...place } }, { refetchMs: REFRESH_MS });
  const former = { ...list, items: list.items.filter((opening) => !isPresent(opening)) };
  const request = isUsed && mayOpen && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={asking.open}>
      {t('localSignIn.request.open')}
    </Button>
  );
  return (
    <>
      <Card title={t('localSignIn.openings.title')} lead={t('localSignIn.openings.lead')} flush actions={request}>
        {list.error !== null && list.items.length === 0 && <ErrorState problem={list.error} onRetry={list.retry} />}
        {list.isLoading && list.error === null && <LoadingState />}
        {!list.isLoading && <PresentTable props={props} list={list} />}
        <RequestOpeningDialog place={place} opened={isAsking} onClose={asking.close} />
      </Card>
      {(former.items.length > 0 || former.hasMore) && (
        <Card title={t('localSignIn.openings.history')} lead={t('localSignIn.openings.historyLead')} flush>
          <ApiTable
            caption={t('localSignIn.openings.historyCaption')}
            columns={columns}
            list={former}
            rowKey={({ id }) => id}
            empty={<p className="muted card-inset">{t('localSignIn.openings.historyEmpty')}</p>}
          />
        </Card>
      )}
    </>
  );
};
