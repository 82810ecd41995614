/** The fields of a form, each bound to the form around it by its name. */
import { Checkbox, PasswordInput, Radio, Select, Textarea, TextInput } from '@mantine/core';
import { type ReactElement, type ReactNode, useContext } from 'react';
import { get, useController, useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { fieldSentence } from './field-sentence.ts';
import { InDialogContext } from './in-dialog-context.ts';
import { numberFrom } from './number-from.ts';

interface FieldProps {
  /** Path of the value in the form. */
  readonly name: string;
  readonly label: string;
  readonly description?: ReactNode;
  readonly readOnly?: boolean;
}

interface TextFieldProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'url' | 'search';
  readonly autoComplete?: string;
  readonly autoFocus?: boolean;
  readonly placeholder?: string;
  /** In the letters of code: URLs and identifiers. */
  readonly mono?: boolean;
  readonly inputMode?: 'numeric' | 'text' | 'email' | 'url';
}

/** What is wrong with the field; of a list, with the first entry that is wrong. */
export const useFieldError = (name: string): string | undefined => {
  const { t } = useTranslation();
  const { formState } = useFormContext();
  const message = messageOf(get(formState.errors, name));
  return message === undefined ? undefined : fieldSentence(message, (what) => t('parts.fields.expected', { what }));
};

const messageOf = (error: unknown): string | undefined => {
  if (typeof error !== 'object' || error === null) {
    return undefined;
  }
  if ('message' in error && typeof error.message === 'string') {
    return error.message;
  }
  return Object.values(error)
    .map(messageOf)
    .find((message) => message !== undefined);
};

const described = (description: ReactNode): { description?: ReactNode } =>
  description === undefined ? {} : { description };

/**
 * Takes the focus when it appears. A field that takes it by itself in a dialog would be what the dialog gives the focus
 * back to, and by then it is gone.
 */
const useFirst = (autoFocus: boolean): { autoFocus?: true; 'data-autofocus'?: true } => {
  const isInDialog = useContext(InDialogContext);
  if (!autoFocus) {
    return {};
  }
  return isInDialog ? { 'data-autofocus': true } : { autoFocus: true };
};

const codeStyle = { fontFamily: 'var(--cb-font-mono)', fontVariantLigatures: 'none', fontSize: '0.8125rem' } as const;

export const TextField = (props: TextFieldProps): ReactElement => {
  const { name, label, description, mono = false, type = 'text', autoFocus = false, ...rest } = props;
  const first = useFirst(autoFocus);
  const { register } = useFormContext();
  const error = useFieldError(name);
  return (
    <TextInput
      label={label}
      type={type}
      error={error}
      spellCheck={mono ? false : undefined}
      {...(mono && { dir: 'ltr', styles: { input: codeStyle } })}
      {...described(description)}
      {...first}
      {...rest}
      {...register(name, { setValueAs: (value: unknown) => (value === '' ? undefined : value) })}
    />
  );
};

/** A whole number. */
export const NumberField = ({ name, label, description }: FieldProps): ReactElement => {
  const { register } = useFormContext();
  const error = useFieldError(name);
  return (
    <TextInput
      label={label}
      inputMode="numeric"
      error={error}
      autoComplete="off"
      {...described(description)}
      {...register(name, { setValueAs: numberFrom })}
    />
  );
};

export const PasswordField = ({
  name,
  label,
  description,
  autoComplete,
  autoFocus = false,
}: FieldProps & {
  readonly autoComplete: 'current-password' | 'new-password' | 'off';
  readonly autoFocus?: boolean;
}): ReactElement => {
  const { t } = useTranslation();
  const { register } = useFormContext();
  const first = useFirst(autoFocus);
  const error = useFieldError(name);
  return (
    <PasswordInput
      label={label}
      error={error}
      autoComplete={autoComplete}
      {...first}
      visibilityToggleButtonProps={{ 'aria-label': t('parts.showPassword'), tabIndex: 0, 'aria-hidden': false }}
      {...described(description)}
      {...register(name)}
    />
  );
};

export const TextAreaField = ({
  name,
  label,
  description,
  mono = false,
  rows = 3,
}: FieldProps & {
  readonly mono?: boolean;
  readonly rows?: number;
}): ReactElement => {
  const { register } = useFormContext();
  const error = useFieldError(name);
  return (
    <Textarea
      label={label}
      error={error}
      rows={rows}
      {...(mono && { dir: 'ltr', styles: { input: codeStyle }, spellCheck: false })}
      {...described(description)}
      {...register(name)}
    />
  );
};

const toLines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A list of values, one a line. */
export const LinesField = ({
  name,
  label,
  description,
  rows = 3,
}: FieldProps & { readonly rows?: number }): ReactElement => {
  const { field } = useController({ name });
  const error = useFieldError(name);
  const value: unknown = field.value;
  return (
    <Textarea
      label={label}
      error={error}
      minRows={rows}
      rows={rows}
      dir="ltr"
      spellCheck={false}
      styles={{ input: codeStyle }}
      {...described(description)}
      name={field.name}
      ref={field.ref}
      onBlur={field.onBlur}
      defaultValue={Array.isArray(value) ? value.join('\n') : ''}
      onChange={(event) => field.onChange(toLines(event.currentTarget.value))}
    />
  );
};

export interface Option {
  readonly value: string;
  readonly label: string;
}

export const SelectField = ({
  name,
  label,
  description,
  options,
  searchable = false,
}: FieldProps & { readonly options: readonly Option[]; readonly searchable?: boolean }): ReactElement => {
  const { field } = useController({ name });
  const error = useFieldError(name);
  return (
    <Select
      label={label}
      error={error}
      data={[...options]}
      searchable={searchable}
      allowDeselect={false}
      checkIconPosition="right"
      {...described(description)}
      name={field.name}
      ref={field.ref}
      onBlur={field.onBlur}
      value={typeof field.value === 'string' ? field.value : null}
      onChange={field.onChange}
    />
  );
};

export const CheckboxField = ({ name, label, description }: FieldProps): ReactElement => {
  const { field } = useController({ name });
  const error = useFieldError(name);
  return (
    <Checkbox
      label={label}
      error={error}
      {...described(description)}
      name={field.name}
      ref={field.ref}
      onBlur={field.onBlur}
      checked={field.value === true}
      onChange={(event) => field.onChange(event.currentTarget.checked)}
    />
  );
};

export interface Choice extends Option {
  readonly description?: ReactNode;
}

/** One of a few, all of them seen. */
export const RadioField = ({
  name,
  label,
  description,
  choices,
}: FieldProps & { readonly choices: readonly Choice[] }): ReactElement => {
  const { field } = useController({ name });
  const error = useFieldError(name);
  return (
    <Radio.Group
      label={label}
      error={error}
      {...described(description)}
      name={field.name}
      value={typeof field.value === 'string' ? field.value : ''}
      onChange={field.onChange}
    >
      <div className="stack-s">
        {choices.map(({ value, label: text, description: more }) => (
          <Radio key={value} value={value} label={text} {...(more !== undefined && { description: more })} />
        ))}
      </div>
    </Radio.Group>
  );
};

const toggled = (values: readonly string[], value: string): readonly string[] =>
  values.includes(value) ? values.filter((each) => each !== value) : [...values, value];

/** Any of a few, all of them seen. */
export const CheckboxesField = ({
  name,
  label,
  description,
  choices,
}: FieldProps & { readonly choices: readonly Choice[] }): ReactElement => {
  const { field } = useController({ name });
  const error = useFieldError(name);
  const chosen: readonly string[] = Array.isArray(field.value) ? field.value : [];
  return (
    <Checkbox.Group label={label} error={error} {...described(description)} value={[...chosen]}>
      <div className="stack-s">
        {choices.map(({ value, label: text, description: more }, index) => (
          <Checkbox
            key={value}
            value={value}
            label={text}
            {...(more !== undefined && { description: more })}
            {...(index === 0 && { ref: field.ref })}
            onChange={() => field.onChange(toggled(chosen, value))}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
};
