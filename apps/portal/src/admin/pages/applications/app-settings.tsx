/** Changing an application: only what was changed is sent. */
import { updateApp } from '@cordboard/contract/admin-api/apps';
import { appNode } from '@cordboard/contract/directory-nodes';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { makePatch } from '../../api/make-patch.ts';
import { useChange } from '../../api/use-api.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Card } from '../../parts/card.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { BookmarkFields, MoreOidcFields, OidcFields, TileFields } from './app-fields.tsx';
import type { AppProps } from './app-props.ts';
import { ClientSecret } from './client-secret.tsx';

export const AppSettings = ({ place, app, etag }: AppProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const update = useChange(updateApp, { alsoStale: ['realms'] });
  const [secret, setSecret] = useState<string | null>(null);
  const { info: _readOnly, ...stored } = app;
  const form = useContractForm(appNode, { values: stored });
  const isOidc = app.type === 'oidc';
  return (
    <Card title={t('applications.tileTitle')} lead={t('applications.tileLead')}>
      <ApiForm
        form={form}
        submitLabel={t('applications.save')}
        onSubmit={async (values) => {
          const wanted = isOidc ? { startUrl: undefined, ...values } : values;
          const { body } = await update.mutateAsync({ params: place, body: makePatch(stored, wanted), ifMatch: etag });
          setSecret(body.secret ?? null);
          notify(t('applications.saved'));
        }}
      >
        <TileFields />
        <h2 className="form-heading">{t(isOidc ? 'applications.settings' : 'applications.linkSettings')}</h2>
        {isOidc ? (
          <>
            <OidcFields />
            <MoreOidcFields />
          </>
        ) : (
          <BookmarkFields />
        )}
      </ApiForm>
      {secret !== null && <ClientSecret name={app.name} secret={secret} onDone={() => setSecret(null)} />}
    </Card>
  );
};
