/** Whether somebody has a password, and may use it. */
import type { LocalStateView } from '@cordboard/contract/admin-api/local-sign-in';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { StatusText } from '../../parts/status-badge.tsx';

const statuses = { active: 'ok', invited: 'info', lapsed: 'warn', none: 'none' } as const;

export const PasswordState = ({
  state,
  linkExpiresAt,
}: Pick<LocalStateView, 'state' | 'linkExpiresAt'>): ReactElement => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  return (
    <div>
      <StatusText status={statuses[state]}>{t(`localSignIn.accounts.states.${state}`)}</StatusText>
      {state === 'invited' && linkExpiresAt !== null && (
        <div className="muted small">
          {t('localSignIn.accounts.linkUntil', { at: formatInstant(linkExpiresAt, place) })}
        </div>
      )}
    </div>
  );
};

export const MayText = ({ user, allowed }: Pick<LocalStateView, 'user' | 'allowed'>): ReactElement => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  if (!user.enabled) {
    return <>{t('localSignIn.accounts.mayNotDisabled')}</>;
  }
  if (allowed === null) {
    return <>{t('localSignIn.accounts.mayNot')}</>;
  }
  const { kind, name, until } = allowed;
  const at = until === null ? '' : formatInstant(until, place);
  return <>{t(`localSignIn.accounts.mayKinds.${kind}`, { name: name ?? '', at })}</>;
};
