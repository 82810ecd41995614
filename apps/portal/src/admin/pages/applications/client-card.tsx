/** What an OIDC client is set up with, and a new secret for it. */
import { rotateAppSecret } from '@cordboard/contract/admin-api/apps';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/use-api.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { Card } from '../../parts/card.tsx';
import { CodeValue } from '../../parts/code-value.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import type { AppProps } from './app-props.ts';
import { ClientSecret } from './client-secret.tsx';

const Rotate = ({ place, app }: AppProps): ReactElement => {
  const { t } = useTranslation();
  const rotate = useChange(rotateAppSecret);
  const [isAsking, asking] = useDisclosure(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <Button onClick={asking.open}>{t('applications.rotate')}</Button>
      <ActionDialog
        opened={isAsking}
        danger
        title={t('applications.rotateTitle')}
        confirmLabel={t('applications.rotate')}
        onConfirm={async () => setSecret((await rotate.mutateAsync({ params: place })).body.secret)}
        onClose={asking.close}
      >
        {t('applications.rotateWords')}
      </ActionDialog>
      {secret !== null && <ClientSecret name={app.name} secret={secret} onDone={() => setSecret(null)} />}
    </>
  );
};

export const ClientCard = ({ mayWrite, ...props }: AppProps & { readonly mayWrite: boolean }): ReactElement => {
  const { t } = useTranslation();
  const { issuer, clientId, hasSecret } = props.app.info;
  return (
    <Card title={t('applications.values')} lead={t('applications.valuesLead')}>
      <div className="stack">
        {issuer !== null && <CodeValue label={t('applications.issuer')} value={issuer} />}
        {clientId !== null && <CodeValue label={t('applications.clientId')} value={clientId} />}
        <div className="row">
          <StatusText status={hasSecret ? 'ok' : 'none'}>
            {t(hasSecret ? 'applications.hasSecret' : 'applications.noSecret')}
          </StatusText>
          {mayWrite && hasSecret && <Rotate {...props} />}
        </div>
      </div>
    </Card>
  );
};
