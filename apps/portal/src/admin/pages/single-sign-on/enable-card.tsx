/** Enabling and disabling, with the reason in words where it is locked. */
import { changeSingleSignOn, type SingleSignOn } from '@cordboard/contract/admin-api/single-sign-on';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactElement, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/use-api.ts';
import { formatInstant } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { Card } from '../../parts/card.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { SINGLE_SIGN_ON_RESOURCES } from './stale.ts';
import type { SsoData } from './use-single-sign-on.ts';

type Mode = SingleSignOn['mode'];

interface EnableCardProps {
  readonly data: SsoData;
  /** Of the identity provider; null without a connection. */
  readonly name: string | null;
  readonly mayWrite: boolean;
}

const useModeWords = (data: SsoData, name: string | null): string => {
  const { t } = useTranslation();
  if (data.sso.mode === 'non-sso') {
    return name === null ? t('singleSignOn.enable.offPlain') : t('singleSignOn.enable.off', { name });
  }
  return t(`singleSignOn.enable.${data.sso.mode === 'sso' ? 'on' : 'hybrid'}`, { name: name ?? '' });
};

interface Locks {
  /** Why it cannot be enabled for everybody now; null when it can. */
  readonly enable: string | null;
  readonly disable: string | null;
}

const useLocks = ({ data, mayWrite }: EnableCardProps): Locks => {
  const { t } = useTranslation();
  if (!mayWrite) {
    const reason = t('singleSignOn.enable.noPermission');
    return { enable: reason, disable: reason };
  }
  const { mode, enable } = data.sso;
  if (mode === 'sso') {
    return { enable: t('singleSignOn.enable.alreadyOn'), disable: null };
  }
  return {
    enable: enable.allowed ? null : enable.locks.map(({ reason }) => reason).join(' '),
    disable: mode === 'non-sso' ? t('singleSignOn.enable.alreadyOff') : null,
  };
};

const useSwitch = (data: SsoData): ((mode: Mode, confirm?: string) => Promise<void>) => {
  const { t } = useTranslation();
  const notify = useNotify();
  const change = useChange(changeSingleSignOn, { alsoStale: SINGLE_SIGN_ON_RESOURCES });
  return async (mode, confirm) => {
    const body = { mode, ...(confirm !== undefined && { confirm }) };
    await change.mutateAsync({ params: data.place, body, ifMatch: data.etag });
    const said = { 'non-sso': 'disabled', hybrid: 'hybridEnabled', sso: 'enabled' } as const;
    notify(t(`singleSignOn.enable.${said[mode]}`));
  };
};

const EnableDialog = ({
  data,
  name,
  mode,
  onClose,
}: {
  readonly data: SsoData;
  readonly name: string;
  readonly mode: Exclude<Mode, 'non-sso'> | null;
  readonly onClose: () => void;
}): ReactElement => {
  const { t } = useTranslation();
  const change = useSwitch(data);
  const kind = mode === 'hybrid' ? 'confirmHybrid' : 'confirm';
  const words = <p>{t(`singleSignOn.enable.${kind}Words`, { realm: data.realm.name, name })}</p>;
  // From everybody to all but some: passwords count again, so the name is typed as for switching it off.
  if (mode === 'hybrid' && data.sso.mode === 'sso') {
    return (
      <ConfirmDialog
        opened
        title={t('singleSignOn.enable.confirmHybridTitle')}
        name={data.realm.name}
        confirmLabel={t('singleSignOn.enable.confirm')}
        onConfirm={() => change('hybrid', data.realm.name)}
        onClose={onClose}
      >
        {words}
      </ConfirmDialog>
    );
  }
  return (
    <ActionDialog
      opened={mode !== null}
      title={t(`singleSignOn.enable.${kind}Title`)}
      confirmLabel={t('singleSignOn.enable.confirm')}
      onConfirm={() => change(mode ?? 'sso')}
      onClose={onClose}
    >
      {words}
    </ActionDialog>
  );
};

const DisableDialog = ({
  data,
  name,
  opened,
  onClose,
}: {
  readonly data: SsoData;
  readonly name: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactElement => {
  const { t } = useTranslation();
  const change = useSwitch(data);
  return (
    <ConfirmDialog
      opened={opened}
      title={t('singleSignOn.enable.disableTitle')}
      name={data.realm.name}
      confirmLabel={t('singleSignOn.enable.confirmDisable')}
      onConfirm={() => change('non-sso', data.realm.name)}
      onClose={onClose}
    >
      <p>{t('singleSignOn.enable.disableWords', { realm: data.realm.name, name })}</p>
    </ConfirmDialog>
  );
};

const Since = ({ sso }: { readonly sso: SingleSignOn }): ReactElement | null => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  const { changedAt, changedBy } = sso;
  return changedAt === null || changedBy === null || changedBy === '' ? null : (
    <p className="muted small">
      {t('singleSignOn.enable.since', { at: formatInstant(changedAt, place), by: changedBy })}
    </p>
  );
};

interface ButtonsProps {
  readonly mode: Mode;
  readonly locks: Locks;
  readonly onEnable: () => void;
  readonly onDisable: () => void;
}

/** Side by side; the one that cannot be pressed says why below. */
const Buttons = ({ mode, locks, onEnable, onDisable }: ButtonsProps): ReactElement => {
  const { t } = useTranslation();
  const id = useId();
  const locked = (lock: string | null, name: string) =>
    lock === null ? {} : { 'aria-disabled': true, 'aria-describedby': `${id}-${name}` };
  const reasons = [
    { name: 'enable', reason: locks.enable },
    { name: 'disable', reason: locks.disable },
  ].filter(({ reason }, index, all) => reason !== null && all.findIndex((each) => each.reason === reason) === index);
  const same = locks.enable === locks.disable;
  return (
    <div className="stack-s">
      <div className="enable-buttons">
        <Button
          {...(locks.enable === null && { variant: 'filled' })}
          {...locked(locks.enable, 'enable')}
          onClick={locks.enable === null ? onEnable : undefined}
        >
          {t(mode === 'hybrid' ? 'singleSignOn.enable.toSso' : 'singleSignOn.enable.enable')}
        </Button>
        <Button
          {...(locks.disable === null && { color: 'red' })}
          {...locked(locks.disable, same ? 'enable' : 'disable')}
          onClick={locks.disable === null ? onDisable : undefined}
        >
          {t('singleSignOn.enable.disable')}
        </Button>
      </div>
      {reasons.map(({ name, reason }) => (
        <span key={name} id={`${id}-${name}`} className="enable-reason small muted">
          <Icon name="lock" size={14} />
          {reason}
        </span>
      ))}
    </div>
  );
};

export const EnableCard = (props: EnableCardProps): ReactElement => {
  const { data, name, mayWrite } = props;
  const { t } = useTranslation();
  const [wanted, want] = useState<Exclude<Mode, 'non-sso'> | null>(null);
  const [isDisabling, disabling] = useDisclosure(false);
  const locks = useLocks(props);
  const words = useModeWords(data, name);
  const { mode } = data.sso;
  const mayGoHybrid = mayWrite && (mode === 'sso' || (mode === 'non-sso' && locks.enable === null));
  return (
    <div id="enable" className="anchor">
      <Card title={t('singleSignOn.enable.title')}>
        <div className="stack">
          <p>{words}</p>
          <Since sso={data.sso} />
          <Buttons mode={mode} locks={locks} onEnable={() => want('sso')} onDisable={disabling.open} />
          {mayGoHybrid && (
            <div>
              <button type="button" className="link-button" onClick={() => want('hybrid')}>
                {t(mode === 'sso' ? 'singleSignOn.enable.toHybrid' : 'singleSignOn.enable.hybridAction')}
              </button>
            </div>
          )}
        </div>
      </Card>
      <EnableDialog data={data} name={name ?? ''} mode={wanted} onClose={() => want(null)} />
      <DisableDialog data={data} name={name ?? ''} opened={isDisabling} onClose={disabling.close} />
    </div>
  );
};
