/** The frame of a set-up: the list of steps, the one that is open, and the way on. */
import { Button } from '@mantine/core';
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/api-problem.ts';
import { Icon } from '../../parts/icon.tsx';
import { LockedButton } from '../../parts/locked-button.tsx';
import { ProblemNotice } from '../../parts/notice.tsx';
import { OwnerTag } from '../../parts/owner-tag.tsx';
import { StatusIcon } from '../../parts/status-icon.tsx';
import { vendorOfId } from '../single-sign-on/known-vendor.ts';
import { type DraftPatch, useDraftStore } from './draft-store.ts';
import {
  entersIdentityProvider,
  isGuideStep,
  presentStep,
  stepAfter,
  stepBefore,
  type WizardStep,
} from './wizard-steps.ts';
import './wizard.css';

interface WizardProps {
  readonly steps: readonly WizardStep[];
  /** Whose eyes: the steps at the identity provider are the reader's own, or somebody else's. */
  readonly reader: 'administrator' | 'link-holder';
  readonly render: (step: WizardStep) => ReactNode;
}

/** Words of a step, whose own last ones are not in the guide. */
const useStepWords = (): ((step: WizardStep) => { readonly title: string; readonly optional: boolean }) => {
  const { t } = useTranslation();
  return (step) =>
    isGuideStep(step)
      ? { title: step.title, optional: step.optional === true }
      : { title: t(`setUps.wizard.${step.id}.title`), optional: false };
};

const useGo = () => {
  const { save } = useDraftStore();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const go = async (patch: DraftPatch): Promise<void> => {
    setProblem(null);
    try {
      await save(patch);
    } catch (error) {
      if (!(error instanceof ApiProblem)) {
        throw error;
      }
      setProblem(error);
    }
  };
  return { go: (patch: DraftPatch) => void go(patch), problem };
};

type Go = ReturnType<typeof useGo>['go'];

const StepNav = ({
  steps,
  present,
  go,
}: Pick<WizardProps, 'steps'> & { readonly present: WizardStep; readonly go: Go }) => {
  const { t } = useTranslation();
  const { draft } = useDraftStore();
  const wordsOf = useStepWords();
  return (
    <nav className="wizard-nav" aria-label={t('setUps.wizard.steps')}>
      <ol>
        {steps.map((step) => {
          const isDone = draft.doneSteps.includes(step.id);
          const isPresent = step.id === present.id;
          return (
            <li key={step.id}>
              <button
                type="button"
                className={isPresent ? 'wizard-link present' : 'wizard-link'}
                {...(isPresent && { 'aria-current': 'step' })}
                onClick={() => go({ step: step.id })}
              >
                <StatusIcon status={isDone ? 'ok' : isPresent ? 'current' : 'none'} />
                <span>{wordsOf(step).title}</span>
                {isDone && <span className="hidden"> {t('parts.steps.ok')}</span>}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
};

const Owner = ({
  step,
  reader,
}: {
  readonly step: WizardStep;
  readonly reader: WizardProps['reader'];
}): ReactElement => {
  const { draft } = useDraftStore();
  const isTheirs = isGuideStep(step) && step.owner === 'idp-administrator' && reader === 'administrator';
  return <OwnerTag owner={isTheirs ? { name: vendorOfId(draft.vendor).owner } : 'you'} />;
};

/** What has to be there before it goes on. */
const useLock = (step: WizardStep): string | null => {
  const { t } = useTranslation();
  const { draft } = useDraftStore();
  const isOpen = isGuideStep(step) && entersIdentityProvider(step) && draft.identityProvider === null;
  return isOpen ? t('setUps.wizard.enterFirst') : null;
};

const Foot = ({ steps, step, go }: Pick<WizardProps, 'steps'> & { readonly step: WizardStep; readonly go: Go }) => {
  const { t } = useTranslation();
  const { draft, isSaving } = useDraftStore();
  const lock = useLock(step);
  const before = stepBefore(steps, step.id);
  const after = stepAfter(steps, step.id);
  const isOptional = isGuideStep(step) && step.optional === true;
  const doneSteps = [...new Set([...draft.doneSteps, step.id])];
  return (
    <div className="wizard-foot">
      {before !== undefined && (
        <Button leftSection={<Icon name="back" size={16} />} onClick={() => go({ step: before.id })}>
          {t('setUps.wizard.back')}
        </Button>
      )}
      {after !== undefined && (
        <LockedButton
          reason={lock}
          loading={isSaving}
          {...(lock === null && { variant: 'filled' })}
          onClick={() => go({ doneSteps, step: after.id })}
        >
          {t('setUps.wizard.next')}
        </LockedButton>
      )}
      {after !== undefined && isOptional && (
        <Button variant="subtle" onClick={() => go({ step: after.id })}>
          {t('setUps.wizard.skip')}
        </Button>
      )}
    </div>
  );
};

/** The heading takes the focus when another step opens, and not when the page does. */
const useStepFocus = (id: string): React.RefObject<HTMLHeadingElement | null> => {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(id);
  useEffect(() => {
    if (shown.current !== id) {
      shown.current = id;
      heading.current?.focus();
    }
  }, [id]);
  return heading;
};

export const Wizard = ({ steps, reader, render }: WizardProps): ReactElement | null => {
  const { t } = useTranslation();
  const { draft } = useDraftStore();
  const { go, problem } = useGo();
  const wordsOf = useStepWords();
  const step = presentStep(steps, draft);
  const heading = useStepFocus(step?.id ?? '');
  if (step === undefined) {
    return null;
  }
  const { title, optional } = wordsOf(step);
  const done = steps.filter(({ id }) => draft.doneSteps.includes(id)).length;
  return (
    <div className="wizard">
      <div className="wizard-side">
        <progress
          className="wizard-progress"
          value={done}
          max={steps.length - 1}
          aria-label={t('setUps.wizard.steps')}
        />
        <StepNav steps={steps} present={step} go={go} />
      </div>
      <section className="card wizard-step" aria-labelledby="step-title">
        <p className="muted small wizard-number">
          {t('setUps.wizard.step', { number: step.number, count: steps.length })}
          {optional && ` · ${t('setUps.wizard.optional')}`}
        </p>
        <div className="wizard-head">
          <h2 id="step-title" ref={heading} tabIndex={-1}>
            {title}
          </h2>
          <Owner step={step} reader={reader} />
        </div>
        {/* Forms of another step begin anew. */}
        <div key={step.id} className="stack">
          {render(step)}
        </div>
        {problem !== null && <ProblemNotice problem={problem} />}
        <Foot steps={steps} step={step} go={go} />
      </section>
    </div>
  );
};
