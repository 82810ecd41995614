/** The first run: whoever holds the link that the hub printed becomes its owner. */
import { createFirstOwner, showFirstRun } from '@cordboard/contract/admin-api/one-time-links';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCallApi } from '../../api/call-api-context.tsx';
import { useApi } from '../../api/use-api.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { PasswordField, TextField } from '../../parts/fields.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { useLinkToken } from './link-token.ts';
import { useFinish } from './use-finish.ts';

const SetUpForm = ({ token }: { readonly token: string }): ReactElement => {
  const { t } = useTranslation();
  const callApi = useCallApi();
  const finish = useFinish(undefined);
  const form = useContractForm(createFirstOwner.body.omit({ token: true }), {
    defaultValues: { name: '', login: '', password: '' },
  });
  return (
    <>
      <PageHeader title={t('signIn.setUp.title')} lead={t('signIn.setUp.lead')} />
      <ApiForm
        form={form}
        submitLabel={t('signIn.setUp.submit')}
        wideButton
        onSubmit={async (values) =>
          finish((await callApi(createFirstOwner, { body: { ...values, token } })).body.session)
        }
      >
        <TextField name="name" label={t('signIn.setUp.name')} autoComplete="name" autoFocus />
        <TextField
          name="login"
          type="email"
          label={t('signIn.login')}
          description={t('signIn.setUp.loginHelp')}
          autoComplete="username"
        />
        <PasswordField
          name="password"
          label={t('signIn.password')}
          description={t('signIn.setUp.passwordHelp')}
          autoComplete="new-password"
        />
      </ApiForm>
    </>
  );
};

export const SetUpPage = (): ReactElement => {
  const { t } = useTranslation();
  const token = useLinkToken();
  const { data, error, refetch } = useApi(showFirstRun);
  if (error !== null) {
    return <ErrorState isPage problem={error} onRetry={() => void refetch()} />;
  }
  if (data === undefined) {
    return <LoadingState />;
  }
  if (!data.body.needed) {
    return (
      <>
        <PageHeader title={t('signIn.setUp.done.title')} lead={t('signIn.setUp.done.words')} />
        <Link to="/sign-in">{t('signIn.setUp.done.link')}</Link>
      </>
    );
  }
  return token === null ? (
    <PageHeader title={t('signIn.setUp.noToken.title')} lead={t('signIn.setUp.noToken.words')} />
  ) : (
    <SetUpForm token={token} />
  );
};
