/** What stands where data would be: it is on its way, there is none, or it could not be read. */
import { Button, Loader } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../api/api-problem.ts';
import { describeProblem } from '../api/describe-problem.ts';
import { Icon, type IconName } from './icon.tsx';
import { StatusIcon } from './status-icon.tsx';
import { useHeading } from './use-heading.ts';
import './states.css';

export const LoadingState = ({ label }: { readonly label?: string }): ReactElement => {
  const { t } = useTranslation();
  return (
    <div className="state" role="status">
      <Loader size="sm" aria-hidden="true" />
      <span className="muted">{label ?? t('parts.loading')}</span>
    </div>
  );
};

interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

export const EmptyState = ({ icon, title, children, action }: EmptyStateProps): ReactElement => (
  <div className="state empty">
    <span className="state-icon">
      <Icon name={icon} size={26} />
    </span>
    <p className="state-title">{title}</p>
    {children !== undefined && <p className="muted state-words">{children}</p>}
    {action !== undefined && <div className="row">{action}</div>}
  </div>
);

const StateHeading = ({ title }: { readonly title: string }): ReactElement => (
  <h1 ref={useHeading(title)} className="state-title" tabIndex={-1}>
    {title}
  </h1>
);

/** What failed, why, and the way to try again. In the place of a whole page it has the page's heading. */
export const ErrorState = ({
  problem,
  isPage = false,
  onRetry,
}: {
  readonly problem: ApiProblem;
  readonly isPage?: boolean;
  readonly onRetry?: (() => void) | undefined;
}): ReactElement => {
  const { t } = useTranslation();
  const { title, detail } = describeProblem(problem, t);
  return (
    <div className="state" role="alert">
      <StatusIcon status="bad" size={24} />
      {isPage ? <StateHeading title={title} /> : <p className="state-title">{title}</p>}
      <p className="muted state-words">{detail}</p>
      <p className="mono muted">{problem.code}</p>
      {onRetry !== undefined && (
        <Button leftSection={<Icon name="refresh" size={16} />} onClick={onRetry}>
          {t('parts.retry')}
        </Button>
      )}
    </div>
  );
};
