/** What can be done with one administrator, and the dialog that does it. */
import type { AdministratorView } from '@cordboard/contract/admin-api/administrators';
import { ActionIcon, Menu } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { GrantsDialog, RemoveDialog, RenameDialog } from './account-dialogs.tsx';
import { EnabledDialog, FactorsDialog, LinkDialog, SessionsDialog } from './action-dialogs.tsx';
import type { Scope } from './administrator-scope.ts';

const dialogs = {
  grants: GrantsDialog,
  rename: RenameDialog,
  link: LinkDialog,
  factors: FactorsDialog,
  sessions: SessionsDialog,
  enabled: EnabledDialog,
  remove: RemoveDialog,
} as const;
type ActionKey = keyof typeof dialogs;

export interface ChosenAction {
  readonly key: ActionKey;
  readonly administrator: AdministratorView;
}

interface ActionItem {
  readonly key: ActionKey;
  readonly icon: IconName;
  readonly label: string;
}

const useActions = (): ((administrator: AdministratorView) => readonly ActionItem[]) => {
  const { t } = useTranslation();
  return ({ change, state, isSelf, secondFactors }) => {
    const grants: ActionItem = { key: 'grants', icon: 'shield', label: t('administrators.grants.open') };
    if (change !== 'account') {
      return change === 'roles' ? [grants] : [];
    }
    const link = t(state === 'invited' ? 'administrators.link.invite' : 'administrators.link.reset');
    const access: readonly ActionItem[] = [
      ...(state === 'disabled' ? [] : [{ key: 'link', icon: 'link', label: link } as const]),
      ...(secondFactors.length === 0
        ? []
        : [{ key: 'factors', icon: 'key', label: t('administrators.factorsGone.open') } as const]),
      { key: 'sessions', icon: 'out', label: t('administrators.sessions.open') },
    ];
    const enabled = t(state === 'disabled' ? 'administrators.enable.open' : 'administrators.disable.open');
    return [
      grants,
      { key: 'rename', icon: 'edit', label: t('administrators.rename.open') },
      ...(isSelf ? [] : access),
      { key: 'enabled', icon: 'lock', label: enabled },
      { key: 'remove', icon: 'trash', label: t('administrators.remove.open') },
    ];
  };
};

/** Why some actions are missing. */
const useNote = (): ((administrator: AdministratorView) => string | null) => {
  const { t } = useTranslation();
  return ({ change, isSelf }) => {
    if (change === 'account') {
      return isSelf ? t('administrators.ownNote') : null;
    }
    return t(change === 'roles' ? 'administrators.rolesOnly' : 'administrators.ownerNote');
  };
};

export const AdministratorMenu = ({
  administrator,
  onChoose,
}: {
  readonly administrator: AdministratorView;
  readonly onChoose: (action: ChosenAction) => void;
}): ReactElement => {
  const { t } = useTranslation();
  const actions = useActions()(administrator);
  const note = useNote()(administrator);
  return (
    <Menu position="bottom-end" width={270}>
      <Menu.Target>
        <ActionIcon variant="default" size="md" aria-label={t('administrators.actionsFor', administrator)}>
          <Icon name="more" size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {note !== null && <Menu.Label>{note}</Menu.Label>}
        {actions.map(({ key, icon, label }) => (
          <Menu.Item
            key={key}
            leftSection={<Icon name={icon} size={16} />}
            onClick={() => onChoose({ key, administrator })}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};

export const ChosenDialog = ({
  scope,
  action,
  onClose,
}: {
  readonly scope: Scope;
  readonly action: ChosenAction | null;
  readonly onClose: () => void;
}): ReactElement | null => {
  if (action === null) {
    return null;
  }
  const Chosen = dialogs[action.key];
  return <Chosen scope={scope} administrator={action.administrator} onClose={onClose} />;
};
