/** One sign-in attempt, found by its reference. */
import { readAttempt } from '@cordboard/contract/admin-api/attempts';
import type { AttemptView } from '@cordboard/contract/control';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Card } from '../../parts/card.tsx';
import { InlineCode } from '../../parts/code-value.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Fact, PageHeader } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { type EnvironmentPlace, useAttemptColumns } from './attempt-columns.tsx';
import { ChecksCard } from './checks-card.tsx';
import { ExplainedFailure } from './explained-failure.tsx';
import { OutcomeBadge } from './outcome-badge.tsx';
import { TimesCard } from './times-card.tsx';
import { useSameCause } from './use-same-cause.ts';

const routeApi = getRouteApi('/_signed-in/$company/$environment/sign-in-attempts/$reference');
const FEW = 5;

interface FoundProps {
  readonly place: EnvironmentPlace;
  readonly attempt: AttemptView;
}

const Facts = ({ attempt }: { readonly attempt: AttemptView }): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <Fact label={t('attempts.outcome')}>
        <OutcomeBadge kind={attempt.kind} outcome={attempt.outcome} />
      </Fact>
      <Fact label={t('attempts.when')}>
        <Instant at={attempt.startedAt} />
      </Fact>
      {attempt.connection !== null && <Fact label={t('attempts.connection')}>{attempt.connection}</Fact>}
      {attempt.app !== null && <Fact label={t('attempts.app')}>{attempt.app}</Fact>}
      <Fact label={t('attempts.realm')}>{attempt.realm}</Fact>
      <Fact label={t('attempts.shownReference')}>
        <InlineCode value={attempt.reference} copyLabel={t('attempts.reference')} />
      </Fact>
    </>
  );
};

const SameCause = ({ place, attempt }: FoundProps): ReactElement | null => {
  const { t } = useTranslation();
  const { company, environment } = place;
  const code = attempt.code ?? '';
  const found = useSameCause(company, environment, code);
  const columns = useAttemptColumns(place).filter(({ key }) => key !== 'outcome');
  const others = (found.data?.body.items ?? [])
    .filter(({ reference }) => reference !== attempt.reference)
    .slice(0, FEW);
  if (others.length === 0) {
    return null;
  }
  return (
    <Card
      title={t('attempts.same.title')}
      flush
      actions={
        <Link to="/$company/$environment/sign-in-attempts" params={place} search={{ code }}>
          {t('attempts.same.all')}
        </Link>
      }
    >
      <DataTable
        caption={t('attempts.same.caption')}
        columns={columns}
        items={others}
        rowKey={({ reference }) => reference}
      />
    </Card>
  );
};

const Found = ({ place, attempt }: FoundProps): ReactElement => {
  const { t } = useTranslation();
  const person = attempt.user ?? attempt.subject ?? t('attempts.nobody');
  return (
    <div>
      <PageHeader
        title={t(`attempts.kinds.${attempt.kind}.titles.${attempt.outcome}`, { person })}
        back={{ label: t('attempts.title'), link: { to: '/$company/$environment/sign-in-attempts', params: place } }}
        facts={<Facts attempt={attempt} />}
      />
      <div className="stack">
        {attempt.outcome === 'refused' && <ExplainedFailure {...place} attempt={attempt} />}
        <div className="attempt-columns">
          <ChecksCard checks={attempt.checks} />
          <div className="stack">
            {attempt.outcome === 'refused' && <SameCause place={place} attempt={attempt} />}
            <TimesCard stageMs={attempt.stageMs} />
          </div>
        </div>
      </div>
    </div>
  );
};

export const AttemptPage = (): ReactElement => {
  const { company, environment, reference } = routeApi.useParams();
  const found = useApi(readAttempt, { params: { company, reference } });
  if (found.error !== null) {
    return <ErrorState isPage problem={found.error} onRetry={() => void found.refetch()} />;
  }
  return found.data === undefined ? (
    <LoadingState />
  ) : (
    <Found key={reference} place={{ company, environment }} attempt={found.data.body} />
  );
};
