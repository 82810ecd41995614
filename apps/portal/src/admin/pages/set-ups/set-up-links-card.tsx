/** Links with which somebody without an account does the identity provider's steps. */
import {
  createSetUpLink,
  listSetUpLinks,
  revokeSetUpLink,
  type SetUpLink,
} from '@cordboard/contract/admin-api/set-ups';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useApi, useChange } from '../../api/use-api.ts';
import { useCreate } from '../../api/use-create.ts';
import { formatInstant } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { useNow } from '../../format/use-now.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { ApiForm } from '../../parts/api-form.tsx';
import { Card } from '../../parts/card.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { NumberField, TextField } from '../../parts/fields.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Instant } from '../../parts/instant.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { SecretOnce } from '../../parts/secret-once.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import type { SetUpPlace } from '../single-sign-on/place.ts';

const wanted = createSetUpLink.body.extend({ days: z.int().min(1).max(14) });

interface MadeLink {
  readonly recipient: string;
  readonly url: string;
  readonly expiresAt: number;
}

const MakeForm = ({
  place,
  onMade,
  onClose,
}: {
  readonly place: SetUpPlace;
  readonly onMade: (link: MadeLink) => void;
  readonly onClose: () => void;
}): ReactElement => {
  const { t } = useTranslation();
  const create = useCreate(createSetUpLink);
  const form = useContractForm(wanted, { defaultValues: { recipient: '', days: 7 } });
  return (
    <ApiForm
      form={form}
      submitLabel={t('setUps.link.make')}
      onCancel={onClose}
      onSubmit={async (body) => {
        const { body: made } = await create({ params: place, body });
        onMade(made);
      }}
    >
      <TextField
        name="recipient"
        label={t('setUps.link.recipient')}
        description={t('setUps.link.recipientHelp')}
        autoComplete="off"
        autoFocus
      />
      <NumberField name="days" label={t('setUps.link.days')} description={t('setUps.link.daysHelp')} />
    </ApiForm>
  );
};

const Made = ({ made, onDone }: { readonly made: MadeLink; readonly onDone: () => void }): ReactElement => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  return (
    <SecretOnce
      title={t('setUps.link.made', { recipient: made.recipient })}
      secrets={[{ label: t('setUps.link.url'), value: made.url }]}
      onDone={onDone}
    >
      {t('setUps.link.once', { at: formatInstant(made.expiresAt, place) })}
    </SecretOnce>
  );
};

const Revoke = ({ place, link }: { readonly place: SetUpPlace; readonly link: SetUpLink }): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const revoke = useChange(revokeSetUpLink);
  const [isAsking, asking] = useDisclosure(false);
  const { recipient } = link;
  return (
    <>
      <button type="button" className="link-button" onClick={asking.open}>
        {t('setUps.link.revoke')}
        <span className="hidden"> {recipient}</span>
      </button>
      <ActionDialog
        opened={isAsking}
        title={t('setUps.link.revokeTitle', { recipient })}
        confirmLabel={t('setUps.link.revoke')}
        danger
        onConfirm={async () => {
          await revoke.mutateAsync({ params: { ...place, link: link.id } });
          notify(t('setUps.link.revokedDone'));
        }}
        onClose={asking.close}
      >
        <p>{t('setUps.link.revokeWords')}</p>
      </ActionDialog>
    </>
  );
};

const useColumns = (place: SetUpPlace): readonly Column<SetUpLink>[] => {
  const { t } = useTranslation();
  const format = useFormatPlace();
  const now = useNow(60_000);
  const isOver = ({ revokedAt, expiresAt }: SetUpLink): boolean => revokedAt !== null || expiresAt <= now;
  return [
    { key: 'recipient', title: t('setUps.link.recipient'), isName: true, render: ({ recipient }) => recipient },
    {
      key: 'state',
      title: t('setUps.link.state'),
      render: ({ revokedAt, expiresAt }) => {
        if (revokedAt !== null) {
          return <StatusText status="none">{t('setUps.link.revoked')}</StatusText>;
        }
        return expiresAt <= now ? (
          <StatusText status="none">{t('setUps.link.over')}</StatusText>
        ) : (
          <StatusText status="ok">{t('setUps.link.active', { at: formatInstant(expiresAt, format) })}</StatusText>
        );
      },
    },
    {
      key: 'used',
      title: t('setUps.link.used'),
      render: ({ lastUsedAt }) => (lastUsedAt === null ? t('setUps.link.never') : <Instant at={lastUsedAt} relative />),
    },
    {
      key: 'actions',
      title: t('setUps.link.revoke'),
      hiddenTitle: true,
      render: (link) => (isOver(link) ? null : <Revoke place={place} link={link} />),
    },
  ];
};

const Links = ({ place }: { readonly place: SetUpPlace }): ReactElement => {
  const { t } = useTranslation();
  const found = useApi(listSetUpLinks, { params: place });
  const columns = useColumns(place);
  if (found.error !== null) {
    return <ErrorState problem={found.error} onRetry={() => void found.refetch()} />;
  }
  if (found.data === undefined) {
    return <LoadingState />;
  }
  const { items } = found.data.body;
  return items.length === 0 ? (
    <p className="muted card-inset">{t('setUps.link.none')}</p>
  ) : (
    <DataTable caption={t('setUps.link.caption')} columns={columns} items={items} rowKey={({ id }) => id} />
  );
};

export const SetUpLinksCard = ({ place }: { readonly place: SetUpPlace }): ReactElement => {
  const { t } = useTranslation();
  const [isMaking, making] = useDisclosure(false);
  const [made, setMade] = useState<MadeLink | null>(null);
  return (
    <Card
      title={t('setUps.link.title')}
      lead={t('setUps.link.lead')}
      flush
      actions={
        <Button leftSection={<Icon name="link" size={16} />} onClick={making.open}>
          {t('setUps.link.create')}
        </Button>
      }
    >
      <Links place={place} />
      <div className="card-end" />
      <Dialog opened={isMaking} title={t('setUps.link.create')} onClose={making.close}>
        <MakeForm
          place={place}
          onMade={(link) => {
            making.close();
            setMade(link);
          }}
          onClose={making.close}
        />
      </Dialog>
      {made !== null && <Made made={made} onDone={() => setMade(null)} />}
    </Card>
  );
};
