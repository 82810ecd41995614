/** The own account: name, and every way of signing in. */
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../format/use-now.ts';
import { Columns } from '../../parts/card.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { useSession } from '../../session/session-query.ts';
import { PasskeysCard } from './passkeys-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { ProfileCard } from './profile-card.tsx';
import { RecoveryCodesCard } from './recovery-codes-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { TotpCard } from './totp-card.tsx';

const MINUTE_MS = 60_000;

/** Ways of signing in change only just after a sign-in. */
const NotFresh = (): ReactElement | null => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { session } = useSession();
  const now = useNow(MINUTE_MS);
  if (session.freshUntil > now) {
    return null;
  }
  return (
    <Notice status="info" title={t('account.notFresh.title')}>
      <div className="stack-s">
        <p>{t('account.notFresh.words')}</p>
        <div>
          <Button onClick={() => void navigate({ to: '/sign-in', search: { next: '/-/account' } })}>
            {t('account.notFresh.again')}
          </Button>
        </div>
      </div>
    </Notice>
  );
};

/** Whoever came through a company reaches that company, and not the account itself. */
const LimitedAccount = ({ company }: { readonly company: string }): ReactElement => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Notice status="info" title={t('account.limited.title', { company })}>
      <div className="stack-s">
        <p>{t('account.limited.words')}</p>
        <div>
          <Button onClick={() => void navigate({ to: '/sign-in', search: { next: '/-/account' } })}>
            {t('account.limited.again')}
          </Button>
        </div>
      </div>
    </Notice>
  );
};

const WholeAccount = (): ReactElement => (
  <div className="stack">
    <NotFresh />
    <Columns>
      <div className="stack">
        <PasskeysCard />
        <SessionsCard />
      </div>
      <div className="stack">
        <ProfileCard />
        <PasswordCard />
        <TotpCard />
        <RecoveryCodesCard />
      </div>
    </Columns>
  </div>
);

export const AccountPage = (): ReactElement => {
  const { t } = useTranslation();
  const { administrator, session } = useSession();
  return (
    <div>
      <PageHeader title={t('account.title')} lead={administrator.login} />
      {session.limitedTo === null ? <WholeAccount /> : <LimitedAccount company={session.limitedTo.name} />}
    </div>
  );
};
