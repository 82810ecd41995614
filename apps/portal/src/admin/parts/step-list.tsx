/** Steps in order, each with its status, its owner and what leads on. */
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OwnerTag } from './owner-tag.tsx';
import { type Status, StatusIcon } from './status-icon.tsx';
import './steps.css';

export interface Step {
  readonly key: string;
  readonly title: string;
  readonly detail: ReactNode;
  readonly status: Extract<Status, 'ok' | 'warn' | 'bad' | 'none' | 'locked' | 'current'>;
  readonly owner: 'you' | { readonly name: string };
  /** A link or button. */
  readonly action?: ReactNode;
}

export const StepList = ({ steps }: { readonly steps: readonly Step[] }): ReactElement => {
  const { t } = useTranslation();
  return (
    <ol className="step-list">
      {steps.map(({ key, title, detail, status, owner, action }) => (
        <li key={key} className={`step ${status}`} {...(status === 'current' && { 'aria-current': 'step' })}>
          <StatusIcon status={status} size={18} />
          <div className="step-words">
            <span className="step-title">{title}</span>
            <span className="hidden"> {t(`parts.steps.${status}`)} </span>
            <span className="step-detail">{detail}</span>
          </div>
          <OwnerTag owner={owner} />
          <div className="step-action">{action}</div>
        </li>
      ))}
    </ol>
  );
};

interface NextStepProps {
  /** Over the title, such as "Next step 6 of 7". */
  readonly eyebrow: string;
  readonly title: string;
  readonly children: ReactNode;
  readonly actions: ReactNode;
  /** Beside it where there is room: what the step does, for whom. */
  readonly aside?: ReactNode;
  /** How far the work is: a status for each step, in order. */
  readonly progress?: readonly Step['status'][];
}

/** The one tinted panel of a page: what to do now. */
export const NextStep = ({ eyebrow, title, children, actions, aside, progress }: NextStepProps): ReactElement => (
  <section className="next-step" aria-label={eyebrow}>
    <div className="next-step-main">
      <p className="next-step-eyebrow">{eyebrow}</p>
      <h2>{title}</h2>
      <div className="next-step-text">{children}</div>
      <div className="row">{actions}</div>
    </div>
    {aside !== undefined && <div className="next-step-aside">{aside}</div>}
    {progress !== undefined && (
      <div className="next-step-progress" aria-hidden="true">
        {progress.map((status, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place alone.
          <span key={index} className={status}>
            {index + 1}
          </span>
        ))}
      </div>
    )}
  </section>
);
