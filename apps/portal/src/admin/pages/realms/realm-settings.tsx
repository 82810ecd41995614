/** What can be changed about a realm. */

import { type Realm, updateRealm } from '@cordboard/contract/admin-api/realms';
import { realmNode } from '@cordboard/contract/directory-nodes';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { makePatch } from '../../api/make-patch.ts';
import { useChange } from '../../api/use-api.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Card } from '../../parts/card.tsx';
import { NumberField, TextField } from '../../parts/fields.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import type { RealmPlace } from './realm-place.ts';

const changeable = realmNode.pick({ name: true, sessionMinutes: true, idleMinutes: true });

interface RealmSettingsProps {
  readonly place: RealmPlace;
  readonly realm: Realm;
  readonly etag: string | undefined;
}

export const RealmSettings = ({ place, realm, etag }: RealmSettingsProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const update = useChange(updateRealm);
  const { name, sessionMinutes, idleMinutes } = realm;
  const stored = { name, sessionMinutes, idleMinutes };
  const form = useContractForm(changeable, { values: stored });
  return (
    <Card title={t('realms.settings')}>
      <ApiForm
        form={form}
        submitLabel={t('realms.save')}
        onSubmit={async (values) => {
          await update.mutateAsync({ params: place, body: makePatch(stored, values), ifMatch: etag });
          notify(t('realms.saved'));
        }}
      >
        <TextField name="name" label={t('realms.name')} autoComplete="off" />
        <NumberField
          name="sessionMinutes"
          label={t('realms.sessionMinutes')}
          description={t('realms.sessionMinutesHelp')}
        />
        <NumberField name="idleMinutes" label={t('realms.idleMinutes')} description={t('realms.idleMinutesHelp')} />
      </ApiForm>
    </Card>
  );
};
