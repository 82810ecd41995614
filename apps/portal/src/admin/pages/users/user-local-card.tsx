/** Whether a person has a password of Cordboard's own, and what can be done about it. */
import { getLocalAccount } from '@cordboard/contract/admin-api/local-sign-in';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Card } from '../../parts/card.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Fact } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { useAccountActions } from '../local-sign-in/account-actions.ts';
import { type AccountAction, AccountDialog } from '../local-sign-in/account-dialogs.tsx';
import { MayText, PasswordState } from '../local-sign-in/account-state.tsx';
import type { UserPlace } from './user-place.ts';

export const UserLocalCard = ({
  place,
  mayWrite,
}: {
  readonly place: UserPlace;
  readonly mayWrite: boolean;
}): ReactElement => {
  const { t } = useTranslation();
  const [action, setAction] = useState<AccountAction | null>(null);
  const found = useApi(getLocalAccount, { params: { ...place } });
  const account = found.data?.body;
  const actions = useAccountActions(account?.state ?? 'none');
  const { company, environment, realm } = place;
  return (
    <Card
      title={t('localSignIn.title')}
      lead={
        <Link to="/$company/$environment/realms/$realm/local-sign-in" params={{ company, environment, realm }}>
          {t('localSignIn.userLead')}
        </Link>
      }
    >
      {found.error !== null && <ErrorState problem={found.error} onRetry={() => void found.refetch()} />}
      {found.error === null && account === undefined && <LoadingState />}
      {account !== undefined && (
        <div className="stack">
          <div className="page-facts">
            <Fact label={t('localSignIn.accounts.password')}>
              <PasswordState {...account} />
            </Fact>
            <Fact label={t('localSignIn.accounts.may')}>
              <MayText {...account} />
            </Fact>
            {account.changedAt !== null && (
              <Fact label={t('localSignIn.accounts.changed')}>
                <Instant at={account.changedAt} relative />
              </Fact>
            )}
          </div>
          {mayWrite && (
            <div className="row">
              {actions.map(({ action: each, label }) => (
                <Button key={each} {...(each === 'revoke' && { color: 'red' })} onClick={() => setAction(each)}>
                  {label}
                </Button>
              ))}
            </div>
          )}
          {action !== null && (
            <AccountDialog
              action={action}
              place={{ company, environment, realm }}
              account={account}
              onClose={() => setAction(null)}
            />
          )}
        </div>
      )}
    </Card>
  );
};
