/** The keys of one purpose: the next, the current, the retired ones, and how to change them. */
import type { KeyView } from '@cordboard/contract/admin-api/keys';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { DownloadButton } from '../../parts/download-button.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import type { Status } from '../../parts/status-icon.tsx';
import { KeyFacts, KeyWarnings } from './key-facts.tsx';
import type { KeyOwner } from './key-owner.ts';
import { PromoteButton, RemoveButton } from './key-steps.tsx';
import './keys.css';

const MEDIA_TYPE = 'application/x-x509-ca-cert';
const statuses: Readonly<Record<KeyView['state'], Status>> = { next: 'info', current: 'ok', retired: 'none' };
const order: readonly KeyView['state'][] = ['next', 'current', 'retired'];

interface KeyProps {
  readonly item: KeyView;
  /** Null for those who may only look. */
  readonly owner: KeyOwner | null;
  readonly untestedAt: readonly string[];
  /** The next key, and a retired one while there is no next. */
  readonly canPromote: boolean;
}

const Certificate = ({ item }: Pick<KeyProps, 'item'>): ReactElement | null => {
  const { t } = useTranslation();
  const { certificate, purpose, state } = item;
  const kind = purpose === 'request-signing' ? 'signing' : 'encryption';
  return certificate === null ? null : (
    <DownloadButton fileName={`cordboard-${kind}-${state}.cer`} text={certificate.pem} mediaType={MEDIA_TYPE}>
      {t('keys.pem')}
    </DownloadButton>
  );
};

const Key = ({ item, owner, untestedAt, canPromote }: KeyProps): ReactElement => {
  const { t } = useTranslation();
  const { state, origin } = item;
  return (
    <div className="key">
      <div className="key-head">
        <h3>
          <StatusBadge status={statuses[state]}>{t(`keys.states.${state}`)}</StatusBadge>
        </h3>
        <span>{t(`keys.origins.${origin}`)}</span>
        <span className="muted small">{t(`keys.stateHelp.${state}`)}</span>
      </div>
      <KeyFacts item={item} />
      <KeyWarnings warnings={item.warnings} />
      <div className="row">
        {owner !== null && canPromote && <PromoteButton item={item} owner={owner} untestedAt={untestedAt} />}
        <Certificate item={item} />
        {owner !== null && state !== 'current' && <RemoveButton item={item} owner={owner} />}
      </div>
    </div>
  );
};

interface KeyCardProps {
  readonly title: string;
  readonly lead: string;
  readonly items: readonly KeyView[];
  readonly owner: KeyOwner | null;
  /** The connections where no test with this very key has passed. */
  readonly untestedAt: (key: KeyView) => readonly string[];
  /** Buttons while there is no next key, and dialogs that stay open when it comes. */
  readonly actions: (hasNext: boolean) => ReactNode;
}

export const KeyCard = ({ title, lead, items, owner, untestedAt, actions }: KeyCardProps): ReactElement => {
  const { t } = useTranslation();
  const hasNext = items.some(({ state }) => state === 'next');
  const sorted = order.flatMap((state) => items.filter((item) => item.state === state));
  return (
    <Card title={title} lead={lead} actions={owner === null ? undefined : actions(hasNext)}>
      <div className="stack">
        {owner !== null && hasNext && <p className="muted small">{t('keys.hasNext')}</p>}
        {sorted.length === 0 && <p className="muted">{t('keys.none')}</p>}
        {sorted.map((item) => (
          <Key
            key={item.id}
            item={item}
            owner={owner}
            untestedAt={untestedAt(item)}
            // The step back is for the time before another next key is made.
            canPromote={item.state === 'next' || (item.state === 'retired' && !hasNext)}
          />
        ))}
      </div>
    </Card>
  );
};
