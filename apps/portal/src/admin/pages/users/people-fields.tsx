/** Fields that name people of a realm: one of them, or several by their logins. */
import type { User } from '@cordboard/contract/admin-api/users';
import { Select, TagsInput } from '@mantine/core';
import { type ReactElement, type ReactNode, useState } from 'react';
import { get, useController, useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useFieldError } from '../../parts/fields.tsx';
import type { RealmPlace } from '../realms/realm-place.ts';
import { useFoundUsers } from './find-users.ts';

interface PeopleFieldProps {
  readonly place: RealmPlace;
  readonly name: string;
  readonly label: string;
  readonly description: ReactNode;
}

const labelOf = ({ login, displayName }: User): string =>
  displayName === undefined ? login : `${displayName} (${login})`;

/** One person; the value is the identifier of the record. */
export const PersonField = ({ place, name, label, description }: PeopleFieldProps): ReactElement => {
  const { t } = useTranslation();
  const { field } = useController({ name });
  const error = useFieldError(name);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<{ readonly value: string; readonly label: string } | null>(null);
  // What is shown of somebody who is chosen is not what somebody types.
  const found = useFoundUsers(place, typed === chosen?.label ? '' : typed);
  const others = found.map((user) => ({ value: user.info.id, label: labelOf(user) }));
  const isListed = chosen === null || others.some(({ value }) => value === chosen.value);
  return (
    <Select
      label={label}
      description={description}
      error={error}
      searchable
      data-autofocus
      data={isListed ? others : [...others, chosen]}
      // The hub has filtered them, by more than what is shown.
      filter={({ options }) => options}
      nothingFoundMessage={t('localSignIn.invite.nobody')}
      searchValue={typed}
      onSearchChange={setTyped}
      name={field.name}
      ref={field.ref}
      onBlur={field.onBlur}
      value={typeof field.value === 'string' ? field.value : null}
      onChange={(value, option) => {
        setChosen(value === null || option === null ? null : { value, label: option.label });
        field.onChange(value ?? '');
      }}
    />
  );
};

/** The entries that the hub does not know, of a list that it has refused entry by entry. */
const wrongEntries = (error: unknown, values: readonly string[]): readonly string[] =>
  Array.isArray(error) ? values.filter((_, index) => error[index] !== undefined) : [];

const SEPARATORS = [',', ';', '\n', '\t'];

/** What was typed or pasted in one go, as the entries that are meant. */
const separated = (text: string): readonly string[] =>
  text
    .split(/[,;\n\t]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

/** Several people; the value is their logins. */
export const PeopleField = ({ place, name, label, description }: PeopleFieldProps): ReactElement => {
  const { t } = useTranslation();
  const { field } = useController({ name });
  const { formState } = useFormContext();
  const [typed, setTyped] = useState('');
  const found = useFoundUsers(place, typed);
  const values: readonly string[] = Array.isArray(field.value) ? field.value : [];
  const unknown = wrongEntries(get(formState.errors, name), values);
  const other = useFieldError(name);
  const names = new Map(found.map((user) => [user.login, labelOf(user)]));
  return (
    <TagsInput
      label={label}
      description={description}
      error={unknown.length > 0 ? t('localSignIn.request.unknown', { names: unknown.join(', ') }) : other}
      data={found.map(({ login }) => login)}
      filter={({ options }) => options}
      renderOption={({ option }) => names.get(option.value) ?? option.value}
      splitChars={SEPARATORS}
      isDuplicate={(value, present) => present.includes(value)}
      searchValue={typed}
      onSearchChange={setTyped}
      ref={field.ref}
      onBlur={field.onBlur}
      value={[...values]}
      onChange={(entries) => {
        const whole = (entry: string): boolean => names.has(entry) || values.includes(entry);
        field.onChange([...new Set(entries.flatMap((entry) => (whole(entry) ? [entry] : separated(entry))))]);
      }}
    />
  );
};
