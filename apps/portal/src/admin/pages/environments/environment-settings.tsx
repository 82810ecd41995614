/** What can be changed about an environment, and deleting it. */

import {
  deleteEnvironment,
  type Environment,
  readEnvironmentImpact,
  updateEnvironment,
} from '@cordboard/contract/admin-api/environments';
import { environmentNode } from '@cordboard/contract/directory-nodes';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { makePatch } from '../../api/make-patch.ts';
import { useChange } from '../../api/use-api.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Card, Columns } from '../../parts/card.tsx';
import { DeleteButton } from '../../parts/delete-button.tsx';
import { TextField } from '../../parts/fields.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import { EnvironmentFields } from './environment-fields.tsx';

interface SettingsProps {
  readonly company: string;
  readonly environment: Environment;
  readonly etag: string | undefined;
}

const changeable = environmentNode.omit({ slug: true });

const Form = ({ company, environment, etag }: SettingsProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const update = useChange(updateEnvironment);
  const { name, region, platform, publicUrl } = environment;
  const stored = { name, region, platform, publicUrl };
  const form = useContractForm(changeable, { values: stored });
  return (
    <ApiForm
      form={form}
      submitLabel={t('environments.save')}
      onSubmit={async (values) => {
        const params = { company, environment: environment.slug };
        await update.mutateAsync({
          params,
          body: makePatch(stored, { ...stored, ...emptied, ...values }),
          ifMatch: etag,
        });
        notify(t('environments.saved'));
      }}
    >
      <TextField name="name" label={t('environments.name')} autoComplete="off" />
      <EnvironmentFields />
    </ApiForm>
  );
};

/** What the form leaves out is empty. */
const emptied = { region: undefined, publicUrl: undefined };

export const EnvironmentSettings = ({ company, environment, etag }: SettingsProps): ReactElement => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { grants } = useSession();
  const mayDelete = allows(grants, 'company.write', { company, environment: null });
  return (
    <Columns>
      <Card title={t('environments.settingsTitle', { name: environment.name })} lead={t('environments.settingsLead')}>
        <Form company={company} environment={environment} etag={etag} />
      </Card>
      {mayDelete && (
        <Card danger title={t('environments.dangerTitle')} lead={t('environments.dangerLead')}>
          <DeleteButton
            name={environment.name}
            label={t('environments.remove')}
            impactRoute={readEnvironmentImpact}
            deleteRoute={deleteEnvironment}
            params={{ company, environment: environment.slug }}
            etag={etag}
            alsoStale={['companies']}
            onDeleted={() => navigate({ to: '/$company/-/home', params: { company } })}
          />
        </Card>
      )}
    </Columns>
  );
};
