/** Asks before something is destroyed: says what will break, and asks for the name. */

import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ApiForm } from './api-form.tsx';
import { Dialog } from './dialog.tsx';
import { TextField } from './fields.tsx';
import { useContractForm } from './use-contract-form.ts';

interface ConfirmProps {
  readonly title: string;
  /** What will break, and for whom. */
  readonly children: ReactNode;
  /** What has to be typed. */
  readonly name: string;
  readonly confirmLabel: string;
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
}

const ConfirmForm = ({ children, name, confirmLabel, onConfirm, onClose }: ConfirmProps): ReactElement => {
  const { t } = useTranslation();
  const schema = z.object({
    typed: z.string().refine((typed) => typed === name, t('parts.confirm.mismatch', { name })),
  });
  const form = useContractForm(schema, { defaultValues: { typed: '' } });
  return (
    <ApiForm
      form={form}
      submitLabel={confirmLabel}
      danger
      onCancel={onClose}
      onSubmit={async () => {
        await onConfirm();
        onClose();
      }}
    >
      {children}
      <TextField name="typed" label={t('parts.confirm.type', { name })} autoComplete="off" autoFocus />
    </ApiForm>
  );
};

export const ConfirmDialog = ({ opened, ...props }: ConfirmProps & { readonly opened: boolean }): ReactElement => (
  <Dialog opened={opened} onClose={props.onClose} title={props.title}>
    <ConfirmForm {...props} />
  </Dialog>
);
