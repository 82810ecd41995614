/** A form whose values are checked by a schema of the contract, before the hub checks them by the same. */
import { zodResolver } from '@hookform/resolvers/zod';
import { useContext, useEffect, useRef } from 'react';
import { type DefaultValues, type FieldValues, type Path, type UseFormReturn, useForm } from 'react-hook-form';
import type { z } from 'zod';
import type { ApiProblem } from '../api/api-problem.ts';
import { StartOverContext } from '../api/start-over-context.ts';

/** `values` is for what is already stored: when it changes, the form follows. */
export const useContractForm = <I extends FieldValues, O>(
  schema: z.ZodType<O, I>,
  options: {
    readonly defaultValues?: DefaultValues<I>;
    readonly values?: I;
    /** A field that is not shown any more has no value. */
    readonly shouldUnregister?: boolean;
  },
): UseFormReturn<I, unknown, O> => {
  const form = useForm<I, unknown, O>({
    resolver: zodResolver(schema),
    // What is wrong is said when somebody wants to send it, not while they are still looking around.
    mode: 'onSubmit',
    reValidateMode: 'onChange',
    shouldFocusError: true,
    shouldUnregister: options.shouldUnregister ?? false,
    ...(options.defaultValues !== undefined && { defaultValues: options.defaultValues }),
    // What is being typed survives that the page is read again in the background.
    ...(options.values !== undefined && { values: options.values, resetOptions: { keepDirtyValues: true } }),
  });
  const startOver = useContext(StartOverContext);
  const { reset } = form;
  const stored = useRef(options.values);
  stored.current = options.values;
  useEffect(
    () => startOver.listen(() => reset(stored.current, { keepFieldsRef: true, keepDirtyValues: false })),
    [startOver, reset],
  );
  return form;
};

/** `settings.redirectUris[0]` of the hub is `settings.redirectUris.0` of the form. */
export const fieldPath = (path: string): string => path.replace(/\[(\d+)\]/g, '.$1').replace(/^\./, '');

/**
 * Puts what the hub says about fields beside them, and returns what belongs to no field of the form.
 * The first of them takes the focus.
 */
export const showFieldProblems = <I extends FieldValues, O>(
  form: UseFormReturn<I, unknown, O>,
  problem: ApiProblem,
): readonly string[] => {
  const known = Object.keys(form.getValues());
  const [ours, others] = [true, false].map((wanted) =>
    problem.fields.filter(({ path }) => known.includes(fieldPath(path).split('.', 1)[0] ?? '') === wanted),
  );
  for (const [index, { path, message }] of (ours ?? []).entries()) {
    form.setError(fieldPath(path) as Path<I>, { type: 'server', message }, { shouldFocus: index === 0 });
  }
  return (others ?? []).map(({ path, message }) => `${path}: ${message}`);
};
