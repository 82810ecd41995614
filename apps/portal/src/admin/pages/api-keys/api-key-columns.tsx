/** One API key as a row. */
import type { ApiKeyView } from '@cordboard/contract/admin-api/api-keys';
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import type { Column } from '../../parts/data-table.tsx';
import { Instant } from '../../parts/instant.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import type { Status } from '../../parts/status-icon.tsx';

const statuses: Readonly<Record<ApiKeyView['state'], Status>> = { live: 'ok', expired: 'warn', revoked: 'none' };

const State = ({ apiKey }: { readonly apiKey: ApiKeyView }): ReactElement => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  const { state, expiresAt } = apiKey;
  return (
    <div>
      <StatusText status={statuses[state]}>{t(`apiKeys.states.${state}`)}</StatusText>
      {state === 'live' && (
        <div className="muted small">
          {expiresAt === null ? t('apiKeys.neverExpires') : t('apiKeys.expires', { day: formatDay(expiresAt, place) })}
        </div>
      )}
    </div>
  );
};

const Used = ({ apiKey: { lastUsedAt, lastAddress } }: { readonly apiKey: ApiKeyView }): ReactElement => {
  const { t } = useTranslation();
  return lastUsedAt === null ? (
    <span>{t('apiKeys.never')}</span>
  ) : (
    <div>
      <Instant at={lastUsedAt} relative />
      {lastAddress !== null && <div className="muted small">{lastAddress}</div>}
    </div>
  );
};

/** Without a way to revoke for those who may only look. */
export const useApiKeyColumns = (onRevoke: ((apiKey: ApiKeyView) => void) | null): readonly Column<ApiKeyView>[] => {
  const { t } = useTranslation();
  const columns: readonly Column<ApiKeyView>[] = [
    {
      key: 'name',
      title: t('apiKeys.name'),
      isName: true,
      render: ({ name, createdBy }) => (
        <div>
          {name}
          <div className="muted small row-note">{t('apiKeys.by', { name: createdBy.name })}</div>
        </div>
      ),
    },
    { key: 'hint', title: t('apiKeys.hint'), render: ({ hint }) => <span className="mono">{hint}…</span> },
    {
      key: 'scopes',
      title: t('apiKeys.scopes'),
      render: ({ scopes }) => <span className="mono">{scopes.join(', ')}</span>,
    },
    { key: 'state', title: t('apiKeys.state'), render: (apiKey) => <State apiKey={apiKey} /> },
    { key: 'used', title: t('apiKeys.used'), render: (apiKey) => <Used apiKey={apiKey} /> },
  ];
  const actions: Column<ApiKeyView> = {
    key: 'actions',
    title: t('apiKeys.actions'),
    hiddenTitle: true,
    render: (apiKey) =>
      apiKey.state === 'live' && (
        <Button
          size="xs"
          aria-label={t('apiKeys.revokeNamed', { name: apiKey.name })}
          onClick={() => onRevoke?.(apiKey)}
        >
          {t('apiKeys.revoke')}
        </Button>
      ),
  };
  return onRevoke === null ? columns : [...columns, actions];
};
