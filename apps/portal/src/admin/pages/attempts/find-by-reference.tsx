/** Opens the attempt that somebody reads out. */
import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asReference } from '../../shell/find-targets.ts';
import type { EnvironmentPlace } from './attempt-columns.tsx';
import './attempts.css';

export const FindByReference = ({ place }: { readonly place: EnvironmentPlace }): ReactElement => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const reference = asReference(String(new FormData(event.currentTarget).get('reference') ?? ''));
    if (reference === null) {
      setProblem(t('attempts.notReference'));
      return;
    }
    void navigate({ to: '/$company/$environment/sign-in-attempts/$reference', params: { ...place, reference } });
  };
  return (
    <form className="find" onSubmit={submit} noValidate>
      <TextInput
        name="reference"
        aria-label={t('attempts.find')}
        placeholder={t('attempts.findHelp')}
        error={problem}
        autoComplete="off"
        spellCheck={false}
        onChange={() => setProblem(null)}
      />
      <Button type="submit">{t('attempts.find')}</Button>
    </form>
  );
};
