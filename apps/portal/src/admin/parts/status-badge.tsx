/** A status in a few words, with its shape: never by colour alone. */
import type { ReactElement, ReactNode } from 'react';
import { type Status, StatusIcon } from './status-icon.tsx';

interface StatusProps {
  readonly status: Status;
  readonly children: ReactNode;
}

/** In a frame, for the status of a whole page or card. */
export const StatusBadge = ({ status, children }: StatusProps): ReactElement => (
  <span className={`status-badge ${status}`}>
    <StatusIcon status={status} />
    <span>{children}</span>
  </span>
);

/** Without a frame, for rows. */
export const StatusText = ({ status, children }: StatusProps): ReactElement => (
  <span className={`status-text ${status}`}>
    <StatusIcon status={status} />
    <span>{children}</span>
  </span>
);
