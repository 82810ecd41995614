/** Asks once before an action that can be repeated or undone by other means: end sessions, revoke a key. */

import { Button } from '@mantine/core';
import { type ReactElement, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/api-problem.ts';
import { BusyButton } from './busy-button.tsx';
import { Dialog } from './dialog.tsx';
import { ProblemNotice } from './notice.tsx';

interface ActionDialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly danger?: boolean;
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
}

const ActionForm = ({
  children,
  confirmLabel,
  danger = false,
  onConfirm,
  onClose,
}: ActionDialogProps): ReactElement => {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      if (!(error instanceof ApiProblem)) {
        throw error;
      }
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <div className="stack">
      <div>{children}</div>
      {problem !== null && <ProblemNotice problem={problem} />}
      <div className="row">
        <BusyButton variant="filled" {...(danger && { color: 'red' })} busy={isBusy} onClick={() => void confirm()}>
          {confirmLabel}
        </BusyButton>
        <Button onClick={onClose} data-autofocus>
          {t('parts.cancel')}
        </Button>
      </div>
    </div>
  );
};

export const ActionDialog = (props: ActionDialogProps): ReactElement => (
  <Dialog opened={props.opened} onClose={props.onClose} title={props.title}>
    <ActionForm {...props} />
  </Dialog>
);
