/** A field for a day and a time, in the zone of the reader. Its value in the form is a moment in epoch milliseconds. */
import { TextInput } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useController } from 'react-hook-form';
import { useFieldError } from './fields.tsx';
import { fromLocalTime, toLocalTime } from './local-time.ts';

export const InstantField = ({
  name,
  label,
  description,
}: {
  readonly name: string;
  readonly label: string;
  readonly description?: ReactNode;
}): ReactElement => {
  const { field } = useController({ name });
  const error = useFieldError(name);
  const value: unknown = field.value;
  return (
    <TextInput
      type="datetime-local"
      label={label}
      error={error}
      {...(description !== undefined && { description })}
      name={field.name}
      ref={field.ref}
      onBlur={field.onBlur}
      // Not bound: while one part is being typed the browser says that there is no value.
      defaultValue={typeof value === 'number' ? toLocalTime(value) : ''}
      onChange={(event) => field.onChange(fromLocalTime(event.currentTarget.value))}
    />
  );
};
