/** One environment: how its people sign in, where, and what needs attention soon. */
import type { CompanyOverview } from '@cordboard/contract/admin-api/overview';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { Card } from '../../parts/card.tsx';
import { CodeValue } from '../../parts/code-value.tsx';
import { Instant } from '../../parts/instant.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import type { Status } from '../../parts/status-icon.tsx';
import { EnvironmentDot } from '../../shell/environment-switcher.tsx';
import { environments } from '../../texts/en/environments.ts';

type EnvironmentOverview = CompanyOverview['environments'][number];
type RealmOverview = EnvironmentOverview['realms'][number];

const statuses: Readonly<Record<RealmOverview['status'], Status>> = {
  'needs-set-up': 'warn',
  'not-enabled': 'none',
  hybrid: 'info',
  on: 'ok',
};

const SOON_MS = 60 * 86_400_000;

/** A certificate that ends within two months, or has ended. */
const Expiry = ({ expiry }: { readonly expiry: NonNullable<RealmOverview['nextExpiry']> }): ReactElement | null => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  const left = expiry.at - Date.now();
  if (left > SOON_MS) {
    return null;
  }
  const words = { of: expiry.of, day: formatDay(expiry.at, place) };
  return (
    <StatusText status={left > 0 ? 'warn' : 'bad'}>
      {left > 0 ? t('home.expiresSoon', words) : t('home.expired', words)}
    </StatusText>
  );
};

const RealmRow = ({ realm }: { readonly realm: RealmOverview }): ReactElement => {
  const { t } = useTranslation();
  const { users, sessions, lastSignInAt, nextExpiry } = realm;
  return (
    <div className="environment-realm">
      <CodeValue label={t('home.agentUrl', { realm: realm.name })} value={realm.url} />
      <div className="environment-state">
        <StatusText status={statuses[realm.status]}>{t(`home.statuses.${realm.status}`)}</StatusText>
        <span className="muted small">
          {t(users.more ? 'home.usersMore' : 'home.users', { count: users.count })}
          {' · '}
          {t(sessions.more ? 'home.sessionsMore' : 'home.sessions', { count: sessions.count })}
        </span>
        {lastSignInAt !== null && (
          <span className="muted small">
            {t('home.lastSignIn')} <Instant at={lastSignInAt} relative />
          </span>
        )}
        {nextExpiry !== null && <Expiry expiry={nextExpiry} />}
      </div>
    </div>
  );
};

interface EnvironmentCardProps {
  readonly company: string;
  readonly environment: EnvironmentOverview;
}

const isPlatform = (platform: string): platform is keyof typeof environments.platforms =>
  Object.hasOwn(environments.platforms, platform);

export const EnvironmentCard = ({ company, environment }: EnvironmentCardProps): ReactElement => {
  const { t } = useTranslation();
  const { slug, name, platform, region, realms } = environment;
  return (
    <Card
      title={name}
      lead={
        <span className="environment-facts">
          <EnvironmentDot environment={environment} />
          <span>{isPlatform(platform) ? t(`environments.platforms.${platform}`) : platform}</span>
          {region !== null && <span>{region}</span>}
        </span>
      }
      actions={
        <Link to="/$company/$environment" params={{ company, environment: slug }}>
          {t('home.open', { name })}
        </Link>
      }
    >
      {realms.length === 0 ? (
        <p className="muted">{t('home.noRealms')}</p>
      ) : (
        <div className="stack">
          {realms.map((realm) => (
            <RealmRow key={realm.slug} realm={realm} />
          ))}
        </div>
      )}
    </Card>
  );
};
