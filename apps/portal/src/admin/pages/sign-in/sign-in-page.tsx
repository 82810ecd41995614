/** Sign-in of administrators: password or passkey first, a second factor where there is one. */
import { showFirstRun } from '@cordboard/contract/admin-api/one-time-links';
import { signIn, type signInAnswer, signInForRecovery } from '@cordboard/contract/admin-api/session';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCallApi } from '../../api/call-api-context.tsx';
import { useApi } from '../../api/use-api.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { PasswordField, TextField } from '../../parts/fields.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { CompanySignIn } from './company-sign-in.tsx';
import { PasskeySignIn } from './passkey-sign-in.tsx';
import { SecondFactor } from './second-factor.tsx';
import { useFinish } from './use-finish.ts';

type Answer = z.output<typeof signInAnswer>;
type SecondStep = Extract<Answer, { status: 'second-factor' }>;

const PasswordForm = ({
  route,
  onAnswer,
}: {
  readonly route: typeof signIn | typeof signInForRecovery;
  readonly onAnswer: (answer: Answer) => Promise<void> | void;
}): ReactElement => {
  const { t } = useTranslation();
  const callApi = useCallApi();
  const form = useContractForm(route.body, { defaultValues: { login: '', password: '' } });
  return (
    <ApiForm
      form={form}
      submitLabel={t('signIn.submit')}
      wideButton
      onSubmit={async (body) => onAnswer((await callApi(route, { body })).body)}
    >
      <TextField name="login" type="email" label={t('signIn.login')} autoComplete="username webauthn" autoFocus />
      <PasswordField name="password" label={t('signIn.password')} autoComplete="current-password" />
    </ApiForm>
  );
};

/** A hub that nobody has set up says so here, where its first visitor comes. */
const SetUpNotice = (): ReactElement | null => {
  const { t } = useTranslation();
  const { data } = useApi(showFirstRun);
  return data?.body.needed === true ? (
    <Notice status="info" title={t('signIn.notSetUp.title')}>
      {t('signIn.notSetUp.words')}
    </Notice>
  ) : null;
};

const signInRouteApi = getRouteApi('/_public/sign-in');

export const SignInPage = (): ReactElement => {
  const { t } = useTranslation();
  const { next, company } = signInRouteApi.useSearch();
  const finish = useFinish(next);
  const [second, setSecond] = useState<SecondStep | null>(null);
  if (second !== null) {
    return <SecondFactor step={second} onDone={finish} onOver={() => setSecond(null)} />;
  }
  return (
    <>
      <PageHeader title={t('signIn.title')} lead={t('signIn.lead')} />
      <div className="stack">
        <SetUpNotice />
        <PasswordForm
          route={signIn}
          onAnswer={(answer) => (answer.status === 'signed-in' ? finish(answer.session) : setSecond(answer))}
        />
      </div>
      <PasskeySignIn onDone={finish} />
      <div className="public-or">{t('signIn.or')}</div>
      <CompanySignIn isUnknown={company === 'unknown'} />
      <p className="public-foot">
        <Link to="/recovery">{t('signIn.recovery')}</Link>
      </p>
    </>
  );
};

/** The way in that stays when the identity provider of the administrators is down. */
export const RecoveryPage = (): ReactElement => {
  const { t } = useTranslation();
  const finish = useFinish(undefined);
  const [second, setSecond] = useState<SecondStep | null>(null);
  if (second !== null) {
    return <SecondFactor step={second} onDone={finish} onOver={() => setSecond(null)} />;
  }
  return (
    <>
      <PageHeader title={t('signIn.recoveryPage.title')} lead={t('signIn.recoveryPage.lead')} />
      <PasswordForm
        route={signInForRecovery}
        onAnswer={(answer) => (answer.status === 'signed-in' ? finish(answer.session) : setSecond(answer))}
      />
      <p className="public-foot">
        <Link to="/sign-in">{t('signIn.recoveryPage.back')}</Link>
      </p>
    </>
  );
};
