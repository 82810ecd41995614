/** The steps of one key: into use, and away. */
import type { KeyView } from '@cordboard/contract/admin-api/keys';
import { Button, Checkbox } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { useNow } from '../../format/use-now.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import type { KeyOwner } from './key-owner.ts';

interface StepProps {
  readonly item: KeyView;
  readonly owner: KeyOwner;
}

/** `untestedAt` names the connections where no test with the key has passed. */
export const PromoteButton = ({
  item,
  owner,
  untestedAt,
}: StepProps & { readonly untestedAt: readonly string[] }): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const [isAsking, asking] = useDisclosure(false);
  const [allowUntested, setAllowed] = useState(false);
  const isBack = item.state === 'retired';
  const isUntested = untestedAt.length > 0;
  return (
    <>
      <Button variant={isBack || isUntested ? 'default' : 'filled'} onClick={asking.open}>
        {t(isBack ? 'keys.promote.back' : 'keys.promote.open')}
      </Button>
      <ActionDialog
        opened={isAsking}
        danger={isUntested}
        title={t(isBack ? 'keys.promote.backTitle' : 'keys.promote.title')}
        confirmLabel={t(isBack ? 'keys.promote.back' : 'keys.promote.open')}
        onConfirm={async () => {
          await owner.promote(item.id, allowUntested);
          notify(t('keys.promote.done'));
        }}
        onClose={asking.close}
      >
        <div className="stack">
          <p>{t('keys.promote.words')}</p>
          {isUntested && (
            <>
              <Notice status="warn">{t('keys.promote.untested', { connections: untestedAt.join(', ') })}</Notice>
              <Checkbox
                label={t('keys.promote.allow')}
                description={t('keys.promote.allowWarning')}
                checked={allowUntested}
                onChange={(event) => setAllowed(event.currentTarget.checked)}
              />
            </>
          )}
        </div>
      </ActionDialog>
    </>
  );
};

export const RemoveButton = ({ item, owner }: StepProps): ReactElement => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  const notify = useNotify();
  const now = useNow(60_000);
  const [isAsking, asking] = useDisclosure(false);
  const [allowStillNeeded, setAllowed] = useState(false);
  const neededUntil = item.removableAt !== null && item.removableAt > now ? item.removableAt : null;
  return (
    <>
      <Button color="red" onClick={asking.open}>
        {t('keys.remove.open')}
      </Button>
      <ActionDialog
        opened={isAsking}
        danger
        title={t('keys.remove.title')}
        confirmLabel={t('keys.remove.open')}
        onConfirm={async () => {
          await owner.remove(item.id, allowStillNeeded);
          notify(t('keys.remove.done'));
        }}
        onClose={asking.close}
      >
        <div className="stack">
          <p>{t(item.state === 'next' ? 'keys.remove.next' : 'keys.remove.retired')}</p>
          {neededUntil !== null && (
            <>
              <Notice status="warn">{t('keys.remove.stillNeeded', { day: formatDay(neededUntil, place) })}</Notice>
              <Checkbox
                label={t('keys.remove.allow')}
                checked={allowStillNeeded}
                onChange={(event) => setAllowed(event.currentTarget.checked)}
              />
            </>
          )}
        </div>
      </ActionDialog>
    </>
  );
};
