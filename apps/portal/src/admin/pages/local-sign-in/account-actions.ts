/** What can be done about a password, by the state it is in. */
import type { LocalStateView } from '@cordboard/contract/admin-api/local-sign-in';
import { useTranslation } from 'react-i18next';
import type { IconName } from '../../parts/icon.tsx';
import type { AccountAction } from './account-dialogs.tsx';

export interface ActionItem {
  readonly action: AccountAction;
  readonly icon: IconName;
  readonly label: string;
}

export const useAccountActions = (state: LocalStateView['state']): readonly ActionItem[] => {
  const { t } = useTranslation();
  const revoke: ActionItem = { action: 'revoke', icon: 'trash', label: t('localSignIn.revoke.open') };
  switch (state) {
    case 'none':
      return [{ action: 'invite', icon: 'link', label: t('localSignIn.link.inviteOpen') }];
    case 'active':
      return [{ action: 'reset', icon: 'refresh', label: t('localSignIn.link.resetOpen') }, revoke];
    default:
      return [{ action: 'invite', icon: 'link', label: t('localSignIn.link.inviteAgain') }, revoke];
  }
};
