/** A framed message within a page. */
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../api/api-problem.ts';
import { describeProblem } from '../api/describe-problem.ts';
import { type Status, StatusIcon } from './status-icon.tsx';
import './form.css';

interface NoticeProps {
  readonly status: Extract<Status, 'ok' | 'warn' | 'bad' | 'info'>;
  readonly title?: string;
  readonly children?: ReactNode;
  /** Read out when it appears: `alert` at once, `status` when there is a pause. */
  readonly role?: 'alert' | 'status';
}

export const Notice = ({ status, title, children, role }: NoticeProps): ReactElement => (
  <div className={`notice ${status}`} role={role}>
    <StatusIcon status={status} size={18} />
    <div className="notice-words">
      {title !== undefined && <p className="notice-title">{title}</p>}
      {children !== undefined && <div>{children}</div>}
    </div>
  </div>
);

/** What the hub refused, and why. */
export const ProblemNotice = ({
  problem,
  more = [],
}: {
  readonly problem: ApiProblem;
  readonly more?: readonly string[];
}): ReactElement => {
  const { t } = useTranslation();
  const { title, detail } = describeProblem(problem, t);
  return (
    <Notice status="bad" title={title} role="alert">
      {detail}
      {more.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Notice>
  );
};
