/** A form that sends to the API: what the hub refuses stands beside the field, or above the buttons. */

import { Button } from '@mantine/core';
import { type ReactElement, type ReactNode, useState } from 'react';
import { type FieldValues, FormProvider, type UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/api-problem.ts';
import { BusyButton } from './busy-button.tsx';
import { ProblemNotice } from './notice.tsx';
import { showFieldProblems } from './use-contract-form.ts';
import './form.css';

interface ApiFormProps<I extends FieldValues, O> {
  readonly form: UseFormReturn<I, unknown, O>;
  /** Rejects with an ApiProblem when the hub refuses. */
  readonly onSubmit: (values: O) => Promise<unknown>;
  readonly submitLabel: string;
  readonly onCancel?: () => void;
  /** Red: it ends or deletes something. */
  readonly danger?: boolean;
  /** Wide as the form: sign-in and set-up. */
  readonly wideButton?: boolean;
  readonly children: ReactNode;
}

interface Refusal {
  readonly problem: ApiProblem;
  /** What the hub said about fields that the form does not show. */
  readonly others: readonly string[];
}

/** What is left to say above the buttons: nothing when every field has its own message. */
const refusalOf = <I extends FieldValues, O>(form: UseFormReturn<I, unknown, O>, error: unknown): Refusal | null => {
  if (!(error instanceof ApiProblem)) {
    throw error;
  }
  const others = showFieldProblems(form, error);
  return error.fields.length > 0 && others.length === 0 ? null : { problem: error, others };
};

export const ApiForm = <I extends FieldValues, O>(props: ApiFormProps<I, O>): ReactElement => {
  const { form, onSubmit, submitLabel, onCancel, danger = false, wideButton = false, children } = props;
  const { t } = useTranslation();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const submit = form.handleSubmit(async (values) => {
    setRefusal(null);
    try {
      await onSubmit(values);
    } catch (error) {
      setRefusal(refusalOf(form, error));
    }
  });
  return (
    <FormProvider {...form}>
      <form className="form" noValidate onSubmit={(event) => void submit(event)}>
        {children}
        {refusal !== null && <ProblemNotice problem={refusal.problem} more={refusal.others} />}
        <div className={wideButton ? 'form-foot wide' : 'form-foot'}>
          <BusyButton
            type="submit"
            variant="filled"
            {...(danger && { color: 'red' })}
            busy={form.formState.isSubmitting}
          >
            {submitLabel}
          </BusyButton>
          {onCancel !== undefined && <Button onClick={onCancel}>{t('parts.cancel')}</Button>}
        </div>
      </form>
    </FormProvider>
  );
};
