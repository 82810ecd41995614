/** The own name. */
import { changeProfile } from '@cordboard/contract/admin-api/own-account';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/use-api.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Card } from '../../parts/card.tsx';
import { TextField } from '../../parts/fields.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { useSession } from '../../session/session-query.ts';

export const ProfileCard = (): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const { administrator } = useSession();
  const rename = useChange(changeProfile, { alsoStale: ['session'] });
  const form = useContractForm(changeProfile.body, { values: { name: administrator.name } });
  return (
    <Card title={t('account.profile.title')}>
      <ApiForm
        form={form}
        submitLabel={t('account.profile.save')}
        onSubmit={async (body) => {
          await rename.mutateAsync({ body });
          notify(t('account.profile.saved'));
        }}
      >
        <TextField name="name" label={t('account.profile.name')} autoComplete="name" />
      </ApiForm>
    </Card>
  );
};
