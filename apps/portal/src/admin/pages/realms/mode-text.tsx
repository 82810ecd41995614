/** How people of a realm sign in, as a status. */
import type { ssoModes } from '@cordboard/contract/tenant-settings';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusText } from '../../parts/status-badge.tsx';
import type { Status } from '../../parts/status-icon.tsx';

type Mode = (typeof ssoModes)[number];

const statuses: Readonly<Record<Mode, Status>> = { 'non-sso': 'none', hybrid: 'info', sso: 'ok' };

/** A realm without a mode of its own is in non-sso. */
export const ModeText = ({ mode = 'non-sso' }: { readonly mode?: Mode | undefined }): ReactElement => {
  const { t } = useTranslation();
  return <StatusText status={statuses[mode]}>{t(`home.modes.${mode}`)}</StatusText>;
};
