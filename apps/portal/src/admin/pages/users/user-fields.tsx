/** The fields of a person. */
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckboxField, LinesField, TextField } from '../../parts/fields.tsx';

export const UserFields = ({ autoFocus = false }: { readonly autoFocus?: boolean }): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        name="login"
        label={t('users.login')}
        description={t('users.loginHelp')}
        autoComplete="off"
        autoFocus={autoFocus}
      />
      <TextField
        name="email"
        type="email"
        label={t('users.email')}
        description={t('users.emailHelp')}
        autoComplete="off"
      />
      <TextField name="displayName" label={t('users.displayName')} autoComplete="off" />
      <div className="field-pair">
        <TextField name="firstName" label={t('users.firstName')} autoComplete="off" />
        <TextField name="lastName" label={t('users.lastName')} autoComplete="off" />
      </div>
      <LinesField name="groups" label={t('users.groups')} description={t('users.groupsHelp')} />
      <CheckboxField name="enabled" label={t('users.enabled')} description={t('users.enabledHelp')} />
    </>
  );
};
