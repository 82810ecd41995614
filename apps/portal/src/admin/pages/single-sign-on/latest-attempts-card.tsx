/** The newest sign-ins of the realm. */

import { explainCode } from '@cordboard/advice/explain-code';
import { listAttempts } from '@cordboard/contract/admin-api/attempts';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Card } from '../../parts/card.tsx';
import { Instant } from '../../parts/instant.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { StatusIcon } from '../../parts/status-icon.tsx';
import type { AttemptSummary } from '../attempts/attempt-columns.tsx';
import type { RealmPlace } from '../realms/realm-place.ts';

const SHOWN = 4;

const statuses = { pending: 'info', succeeded: 'ok', refused: 'bad', abandoned: 'none' } as const;

const Row = ({ place, attempt }: { readonly place: RealmPlace; readonly attempt: AttemptSummary }): ReactElement => {
  const { t } = useTranslation();
  const { company, environment } = place;
  const { code, kind, outcome, reference, user, subject, startedAt } = attempt;
  const found = code === null ? null : explainCode(code);
  return (
    <li className="latest">
      <StatusIcon status={statuses[outcome]} />
      <div className="latest-words">
        <Link to="/$company/$environment/sign-in-attempts/$reference" params={{ company, environment, reference }}>
          {found?.found.replace(/\.$/, '') ?? t(`attempts.kinds.${kind}.outcomes.${outcome}`)}
        </Link>
        <span className="muted small">{user ?? subject ?? reference}</span>
      </div>
      <span className="muted small">
        <Instant at={startedAt} relative />
      </span>
    </li>
  );
};

export const LatestAttemptsCard = ({ place }: { readonly place: RealmPlace }): ReactElement => {
  const { t } = useTranslation();
  const { company, environment, realm } = place;
  const found = useApi(
    listAttempts,
    { params: { company }, query: { environment, realm, kind: 'sign-in', limit: SHOWN } },
    { refetchMs: 30_000 },
  );
  return (
    <Card
      title={t('singleSignOn.latest.title')}
      actions={
        <Link to="/$company/$environment/sign-in-attempts" params={{ company, environment }} search={{}}>
          {t('singleSignOn.latest.all')}
        </Link>
      }
    >
      {found.error !== null && <ErrorState problem={found.error} onRetry={() => void found.refetch()} />}
      {found.error === null && found.data === undefined && <LoadingState />}
      {found.data?.body.items.length === 0 && <p className="muted">{t('singleSignOn.latest.none')}</p>}
      <ul className="stack-s">
        {(found.data?.body.items ?? []).map((attempt) => (
          <Row key={attempt.reference} place={place} attempt={attempt} />
        ))}
      </ul>
    </Card>
  );
};
