/** The second step of a sign-in: one of the ways that the account has. */
import {
  finishSignIn,
  type SessionView,
  type secondFactorMethods,
  type signInAnswer,
} from '@cordboard/contract/admin-api/session';
import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ApiProblem } from '../../api/api-problem.ts';
import { useCallApi } from '../../api/call-api-context.tsx';
import { ApiForm } from '../../parts/api-form.tsx';
import { TextField } from '../../parts/fields.tsx';
import { Icon } from '../../parts/icon.tsx';
import { ProblemNotice } from '../../parts/notice.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { askForPasskey } from './passkey-browser.ts';

type Method = (typeof secondFactorMethods)[number];
type CodeMethod = Exclude<Method, 'passkey'>;
type Step = Extract<z.output<typeof signInAnswer>, { status: 'second-factor' }>;

const codeForm = z.object({ code: z.string().trim().min(1).max(40) });

const CodeForm = ({
  method,
  onDone,
}: {
  method: CodeMethod;
  onDone: (session: SessionView) => Promise<void>;
}): ReactElement => {
  const { t } = useTranslation();
  const callApi = useCallApi();
  const form = useContractForm(codeForm, { defaultValues: { code: '' } });
  const isTotp = method === 'totp';
  return (
    <ApiForm
      form={form}
      submitLabel={t('signIn.second.submit')}
      wideButton
      onSubmit={async ({ code }) => onDone((await callApi(finishSignIn, { body: { method, code } })).body.session)}
    >
      <TextField
        name="code"
        label={t(isTotp ? 'signIn.second.totp' : 'signIn.second.recoveryCode')}
        description={t(isTotp ? 'signIn.second.totpHelp' : 'signIn.second.recoveryHelp')}
        autoComplete="one-time-code"
        autoFocus
        mono
        {...(isTotp && { inputMode: 'numeric' })}
      />
    </ApiForm>
  );
};

const usePasskey = (
  step: Step,
  onDone: (session: SessionView) => Promise<void>,
): { readonly problem: ApiProblem | null; readonly use: () => Promise<void> } => {
  const callApi = useCallApi();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const use = async (): Promise<void> => {
    const response = step.passkeyOptions === null ? null : await askForPasskey(step.passkeyOptions);
    if (response === null) {
      return;
    }
    try {
      await onDone((await callApi(finishSignIn, { body: { method: 'passkey', response } })).body.session);
    } catch (error) {
      if (!(error instanceof ApiProblem)) {
        throw error;
      }
      setProblem(error);
    }
  };
  return { problem, use };
};

export const SecondFactor = (props: {
  readonly step: Step;
  readonly onDone: (session: SessionView) => Promise<void>;
  readonly onOver: () => void;
}): ReactElement => {
  const { step, onDone, onOver } = props;
  const { t } = useTranslation();
  const passkey = usePasskey(step, onDone);
  const has = (method: Method): boolean => step.methods.includes(method);
  const [method, setMethod] = useState<CodeMethod | null>(
    has('totp') ? 'totp' : has('passkey') ? null : 'recovery-code',
  );
  return (
    <>
      <PageHeader title={t('signIn.second.title')} lead={t('signIn.second.lead')} />
      <div className="stack">
        {method !== null && <CodeForm key={method} method={method} onDone={onDone} />}
        {passkey.problem !== null && <ProblemNotice problem={passkey.problem} />}
        <div className="stack-s">
          {has('passkey') && (
            <Button
              variant={method === null ? 'filled' : 'default'}
              leftSection={<Icon name="key" size={16} />}
              onClick={() => void passkey.use()}
            >
              {t('signIn.second.usePasskey')}
            </Button>
          )}
          {has('totp') && method !== 'totp' && (
            <Button onClick={() => setMethod('totp')}>{t('signIn.second.useTotp')}</Button>
          )}
          {has('recovery-code') && method !== 'recovery-code' && (
            <Button onClick={() => setMethod('recovery-code')}>{t('signIn.second.useRecoveryCode')}</Button>
          )}
          <Button variant="subtle" onClick={onOver}>
            {t('signIn.second.over')}
          </Button>
        </div>
      </div>
    </>
  );
};
