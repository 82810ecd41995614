/** The authenticator app: setting one up with its first code, and removing it. */

import { beginTotp, confirmTotp, removeTotp } from '@cordboard/contract/admin-api/own-account';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { ApiProblem } from '../../api/api-problem.ts';
import { useChange } from '../../api/use-api.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { ApiForm } from '../../parts/api-form.tsx';
import { BusyButton } from '../../parts/busy-button.tsx';
import { Card } from '../../parts/card.tsx';
import { CodeValue } from '../../parts/code-value.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/fields.tsx';
import { ProblemNotice } from '../../parts/notice.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { useSession } from '../../session/session-query.ts';
import { QrCode } from './qr-code.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import './account.css';

type Enrolment = z.output<typeof beginTotp.response>;

const EnrolmentForm = (props: {
  readonly enrolment: Enrolment;
  readonly onDone: (codes: readonly string[] | null) => void;
  readonly onCancel: () => void;
}): ReactElement => {
  const { enrolment, onDone, onCancel } = props;
  const { t } = useTranslation();
  const confirm = useChange(confirmTotp, { alsoStale: ['session'] });
  const form = useContractForm(confirmTotp.body, { defaultValues: { code: '' } });
  return (
    <ApiForm
      form={form}
      submitLabel={t('account.totp.confirm')}
      onCancel={onCancel}
      onSubmit={async (body) => onDone((await confirm.mutateAsync({ body })).body.recoveryCodes)}
    >
      <p>{t('account.totp.scan')}</p>
      <QrCode text={enrolment.uri} label={t('account.totp.qr')} />
      <CodeValue label={t('account.totp.key')} value={enrolment.secret} />
      <TextField
        name="code"
        label={t('account.totp.code')}
        autoComplete="one-time-code"
        inputMode="numeric"
        mono
        autoFocus
      />
    </ApiForm>
  );
};

const SetUp = ({ onProblem }: { readonly onProblem: (problem: ApiProblem | null) => void }): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const begin = useChange(beginTotp);
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const start = async (): Promise<void> => {
    onProblem(null);
    try {
      setEnrolment((await begin.mutateAsync({})).body);
    } catch (error) {
      if (!(error instanceof ApiProblem)) {
        throw error;
      }
      onProblem(error);
    }
  };
  return (
    <>
      <BusyButton busy={begin.isPending} onClick={() => void start()}>
        {t('account.totp.begin')}
      </BusyButton>
      <Dialog opened={enrolment !== null} onClose={() => setEnrolment(null)} title={t('account.totp.begin')}>
        {enrolment !== null && (
          <EnrolmentForm
            enrolment={enrolment}
            onCancel={() => setEnrolment(null)}
            onDone={(made) => {
              setEnrolment(null);
              setCodes(made);
              notify(t('account.totp.done'));
            }}
          />
        )}
      </Dialog>
      {codes !== null && <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />}
    </>
  );
};

const Remove = (): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const remove = useChange(removeTotp, { alsoStale: ['session'] });
  const [isAsking, asking] = useDisclosure(false);
  return (
    <>
      <Button onClick={asking.open}>{t('account.totp.remove')}</Button>
      <ActionDialog
        opened={isAsking}
        danger
        title={t('account.totp.removeTitle')}
        confirmLabel={t('account.totp.remove')}
        onConfirm={async () => {
          await remove.mutateAsync({});
          notify(t('account.totp.removed'));
        }}
        onClose={asking.close}
      >
        {t('account.totp.removeWords')}
      </ActionDialog>
    </>
  );
};

export const TotpCard = (): ReactElement => {
  const { t } = useTranslation();
  const { secondFactors } = useSession();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  return (
    <Card title={t('account.totp.title')} lead={t('account.totp.lead')}>
      <div className="stack">
        <StatusText status={secondFactors.totp ? 'ok' : 'none'}>
          {t(secondFactors.totp ? 'account.totp.on' : 'account.totp.off')}
        </StatusText>
        {problem !== null && <ProblemNotice problem={problem} />}
        {/* Both stay mounted: the codes are shown after the set-up has become true. */}
        <div hidden={secondFactors.totp}>
          <SetUp onProblem={setProblem} />
        </div>
        {secondFactors.totp && (
          <div>
            <Remove />
          </div>
        )}
      </div>
    </Card>
  );
};
