/** The own password. */
import { changePassword } from '@cordboard/contract/admin-api/own-account';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useCallApi } from '../../api/call-api-context.tsx';
import { ApiForm } from '../../parts/api-form.tsx';
import { Card } from '../../parts/card.tsx';
import { PasswordField } from '../../parts/fields.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { rememberSession, useSession } from '../../session/session-query.ts';

const passwords = z.object({ presentPassword: z.string(), newPassword: z.string().min(1).max(1024) });

export const PasswordCard = (): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const callApi = useCallApi();
  const queryClient = useQueryClient();
  const { hasPassword } = useSession();
  const form = useContractForm(passwords, { defaultValues: { presentPassword: '', newPassword: '' } });
  return (
    <Card title={t('account.password.title')} lead={t('account.password.lead')}>
      <ApiForm
        form={form}
        submitLabel={t('account.password.submit')}
        onSubmit={async ({ presentPassword, newPassword }) => {
          const body = { presentPassword: hasPassword ? presentPassword : null, newPassword };
          rememberSession(queryClient, (await callApi(changePassword, { body })).body.session);
          form.reset();
          notify(t('account.password.changed'));
        }}
      >
        {hasPassword && (
          <PasswordField name="presentPassword" label={t('account.password.present')} autoComplete="current-password" />
        )}
        <PasswordField
          name="newPassword"
          label={t('account.password.fresh')}
          description={t('signIn.setUp.passwordHelp')}
          autoComplete="new-password"
        />
      </ApiForm>
    </Card>
  );
};
