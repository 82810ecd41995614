/** A name and the permanent identifier that is proposed from it, until somebody writes their own. */
import type { ReactElement } from 'react';
import { useFormContext } from 'react-hook-form';
import { TextField } from './fields.tsx';

/** `Acme Contact Center (EU)` becomes `acme-contact-center-eu`. */
export const proposeSlug = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '');

interface NameAndSlugProps {
  readonly nameLabel: string;
  readonly nameHelp: string;
  readonly slugLabel: string;
  readonly slugHelp: string;
}

export const NameAndSlug = ({ nameLabel, nameHelp, slugLabel, slugHelp }: NameAndSlugProps): ReactElement => {
  const { watch, setValue, getFieldState, formState } = useFormContext();
  const isOwn = getFieldState('slug', formState).isDirty && getFieldState('slug', formState).isTouched;
  const propose = (): void => {
    const name: unknown = watch('name');
    if (!isOwn && typeof name === 'string') {
      setValue('slug', proposeSlug(name), { shouldValidate: formState.isSubmitted });
    }
  };
  return (
    <>
      {/* The name bubbles its changes up to here, so that the field itself stays like every other. */}
      <div onInput={() => queueMicrotask(propose)}>
        <TextField name="name" label={nameLabel} description={nameHelp} autoComplete="off" autoFocus />
      </div>
      <TextField name="slug" label={slugLabel} description={slugHelp} autoComplete="off" mono />
    </>
  );
};
