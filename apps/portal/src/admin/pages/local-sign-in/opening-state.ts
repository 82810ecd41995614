/** States of openings, as they are shown. */
import type { LocalOpeningView } from '@cordboard/contract/admin-api/local-sign-in';
import type { Status } from '../../parts/status-icon.tsx';

/** `declined`: closed before anybody approved it. */
export type OpeningState = LocalOpeningView['state'] | 'declined';

export const openingStatuses: Readonly<Record<OpeningState, Status>> = {
  requested: 'warn',
  scheduled: 'info',
  open: 'ok',
  ended: 'none',
  closed: 'none',
  declined: 'none',
  lapsed: 'none',
};

export const shownState = ({ state, approvedAt }: Pick<LocalOpeningView, 'state' | 'approvedAt'>): OpeningState =>
  state === 'closed' && approvedAt === null ? 'declined' : state;

/** Whether something can still be done about it. */
export const isPresent = ({ state }: Pick<LocalOpeningView, 'state'>): boolean =>
  state === 'requested' || state === 'scheduled' || state === 'open';
