/** One environment: how its people sign in, and where. */
import type { Environment } from '@cordboard/contract/admin-api/environments';
import { listRealms, type Realm } from '@cordboard/contract/admin-api/realms';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../../api/use-api.ts';
import { Card } from '../../parts/card.tsx';
import { CodeValue } from '../../parts/code-value.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { ModeText } from '../realms/mode-text.tsx';

const RealmRow = ({ realm }: { readonly realm: Realm }): ReactElement => {
  const { t } = useTranslation();
  return (
    <div className="environment-realm">
      <CodeValue label={t('home.agentUrl', { realm: realm.name })} value={realm.info.url} />
      <ModeText mode={realm.ssoMode} />
    </div>
  );
};

const Realms = ({
  company,
  environment,
}: {
  readonly company: string;
  readonly environment: Environment;
}): ReactElement => {
  const { t } = useTranslation();
  const list = useApiList(listRealms, { params: { company, environment: environment.slug } });
  if (list.error !== null) {
    return <ErrorState problem={list.error} onRetry={list.retry} />;
  }
  if (list.isLoading) {
    return <LoadingState />;
  }
  return list.items.length === 0 ? (
    <p className="muted">{t('home.noRealms')}</p>
  ) : (
    <div className="stack">
      {list.items.map((realm) => (
        <RealmRow key={realm.slug} realm={realm} />
      ))}
    </div>
  );
};

export const EnvironmentCard = ({
  company,
  environment,
}: {
  readonly company: string;
  readonly environment: Environment;
}): ReactElement => {
  const { t } = useTranslation();
  return (
    <Card
      title={environment.name}
      lead={
        <span className="environment-facts">
          <span>{t(`environments.platforms.${environment.platform}`)}</span>
          {environment.region !== undefined && <span>{environment.region}</span>}
        </span>
      }
      actions={
        <Link to="/$company/$environment" params={{ company, environment: environment.slug }}>
          {t('home.open', { name: environment.name })}
        </Link>
      }
    >
      <Realms company={company} environment={environment} />
    </Card>
  );
};
