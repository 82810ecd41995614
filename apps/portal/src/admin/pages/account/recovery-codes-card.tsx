/** How many recovery codes are left, and new ones. */
import { renewRecoveryCodes } from '@cordboard/contract/admin-api/own-account';
import { useDisclosure } from '@mantine/hooks';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/use-api.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { Card } from '../../parts/card.tsx';
import { LockedButton } from '../../parts/locked-button.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import { useSession } from '../../session/session-query.ts';
import { RecoveryCodes } from './recovery-codes.tsx';

export const RecoveryCodesCard = (): ReactElement => {
  const { t } = useTranslation();
  const { secondFactors } = useSession();
  const renew = useChange(renewRecoveryCodes, { alsoStale: ['session'] });
  const [isAsking, asking] = useDisclosure(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const hasFactor = secondFactors.totp || secondFactors.passkeys > 0;
  const count = secondFactors.recoveryCodes;
  return (
    <Card title={t('account.recovery.title')} lead={t('account.recovery.lead')}>
      <div className="stack">
        <StatusText status={count > 0 ? 'ok' : 'none'}>
          {count > 0 ? t('account.recovery.left', { count }) : t('account.recovery.none')}
        </StatusText>
        <LockedButton reason={hasFactor ? null : t('account.recovery.needsFactor')} onClick={asking.open}>
          {t('account.recovery.renew')}
        </LockedButton>
      </div>
      <ActionDialog
        opened={isAsking}
        title={t('account.recovery.renewTitle')}
        confirmLabel={t('account.recovery.renew')}
        onConfirm={async () => setCodes((await renew.mutateAsync({})).body.recoveryCodes)}
        onClose={asking.close}
      >
        {t('account.recovery.renewWords')}
      </ActionDialog>
      {codes !== null && <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />}
    </Card>
  );
};
