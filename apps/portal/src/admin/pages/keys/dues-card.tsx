/** What is open since the keys changed: who has to be given the metadata, and what has to be tested. */
import { confirmMetadataExchange, type KeyDueView } from '@cordboard/contract/admin-api/keys';
import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/use-api.ts';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { Card } from '../../parts/card.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import type { ServiceProviderPlace } from '../single-sign-on/place.ts';
import { TestSsoLink } from '../tests/test-sso-button.tsx';
import './keys.css';

interface DuesProps {
  readonly place: ServiceProviderPlace;
  readonly dues: readonly KeyDueView[];
  /** Whether there is a next key, which a test is then made with. */
  readonly hasNext: boolean;
  readonly mayWrite: boolean;
}

const Due = ({
  label,
  isDue,
  reason,
}: {
  readonly label: string;
  readonly isDue: boolean;
  readonly reason: string | null;
}): ReactElement => {
  const { t } = useTranslation();
  return (
    <div>
      <div className="key-due">
        <span>{label}</span>
        <StatusText status={isDue ? 'warn' : 'ok'}>{t(isDue ? 'keys.dues.due' : 'keys.dues.done')}</StatusText>
      </div>
      {isDue && reason !== null && <p className="muted small">{reason}</p>}
    </div>
  );
};

const Dues = ({
  place,
  due,
  hasNext,
  onConfirm,
}: Pick<DuesProps, 'place' | 'hasNext'> & {
  readonly due: KeyDueView;
  /** Null for those who may only look. */
  readonly onConfirm: (() => void) | null;
}): ReactElement => {
  const { t } = useTranslation();
  const { connection, metadataExchangeDue, metadataExchangeReason, testDue, testReason } = due;
  return (
    <li className="key">
      <strong>{connection}</strong>
      <Due label={t('keys.dues.exchange')} isDue={metadataExchangeDue} reason={metadataExchangeReason} />
      <Due label={t('keys.dues.test')} isDue={testDue} reason={testReason} />
      {onConfirm !== null && (metadataExchangeDue || testDue) && (
        <div className="row">
          {metadataExchangeDue && (
            <Button size="xs" aria-label={t('keys.dues.confirmNamed', { connection })} onClick={onConfirm}>
              {t('keys.dues.confirm')}
            </Button>
          )}
          {testDue && <TestSsoLink nextKeys={hasNext} place={{ ...place, connection }} />}
        </div>
      )}
    </li>
  );
};

export const DuesCard = ({ place, dues, hasNext, mayWrite }: DuesProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const confirm = useChange(confirmMetadataExchange, { alsoStale: ['singleSignOn'] });
  const [toConfirm, setToConfirm] = useState<string | null>(null);
  const isOpen = dues.some(({ metadataExchangeDue, testDue }) => metadataExchangeDue || testDue);
  return (
    <Card title={t('keys.dues.title')} lead={isOpen ? t('keys.dues.lead') : t('keys.dues.nothing')}>
      {isOpen && (
        <ul className="stack">
          {dues.map((due) => (
            <Dues
              key={due.connection}
              place={place}
              due={due}
              hasNext={hasNext}
              onConfirm={mayWrite ? () => setToConfirm(due.connection) : null}
            />
          ))}
        </ul>
      )}
      <ActionDialog
        opened={toConfirm !== null}
        title={t('keys.dues.confirmTitle', { connection: toConfirm ?? '' })}
        confirmLabel={t('keys.dues.confirm')}
        onConfirm={async () => {
          await confirm.mutateAsync({ params: place, body: { connections: [toConfirm ?? ''] } });
          notify(t('keys.dues.confirmed'));
        }}
        onClose={() => setToConfirm(null)}
      >
        {t('keys.dues.confirmWords')}
      </ActionDialog>
    </Card>
  );
};
