/** Signing in with a passkey alone, without typing anything. */

import { beginPasskeySignIn, finishPasskeySignIn, type SessionView } from '@cordboard/contract/admin-api/session';
import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/api-problem.ts';
import { useCallApi } from '../../api/call-api-context.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Notice, ProblemNotice } from '../../parts/notice.tsx';
import { askForPasskey } from './passkey-browser.ts';

export const PasskeySignIn = ({
  onDone,
}: {
  readonly onDone: (session: SessionView) => Promise<void>;
}): ReactElement | null => {
  const { t } = useTranslation();
  const callApi = useCallApi();
  const [problem, setProblem] = useState<ApiProblem | 'turned-away' | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    const { body } = await callApi(beginPasskeySignIn);
    const response = await askForPasskey(body.options);
    if (response === null) {
      setProblem('turned-away');
      return;
    }
    await onDone((await callApi(finishPasskeySignIn, { body: { response } })).body.session);
  };
  const start = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await run();
    } catch (error) {
      if (!(error instanceof ApiProblem)) {
        throw error;
      }
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  if (!browserSupportsWebAuthn()) {
    return null;
  }
  return (
    <>
      <div className="public-or">{t('signIn.or')}</div>
      <div className="stack-s">
        <BusyButton fullWidth busy={isBusy} leftSection={<Icon name="key" size={16} />} onClick={() => void start()}>
          {t('signIn.passkey')}
        </BusyButton>
        {problem === 'turned-away' && (
          <Notice status="info" role="status">
            {t('signIn.passkeyFailed')}
          </Notice>
        )}
        {problem instanceof ApiProblem && <ProblemNotice problem={problem} />}
      </div>
    </>
  );
};
