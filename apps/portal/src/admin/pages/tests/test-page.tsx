/** A test of a connection, while it runs and when it is over: every check, what arrived, and what whom to do. */
import { readAttempt } from '@cordboard/contract/admin-api/attempts';
import { type Connection, readConnection } from '@cordboard/contract/admin-api/connections';
import type { ConnectionTestView } from '@cordboard/contract/admin-api/single-sign-on';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { Card } from '../../parts/card.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Fact, PageHeader } from '../../parts/page-header.tsx';
import { ErrorState, LoadingState } from '../../parts/states.tsx';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';
import { ChecksCard } from '../attempts/checks-card.tsx';
import { ExplainedFailure } from '../attempts/explained-failure.tsx';
import { type NamedVendor, vendorOfConnection } from '../single-sign-on/known-vendor.ts';
import type { ConnectionPlace } from '../single-sign-on/place.ts';
import { ClaimsTable } from './claims-table.tsx';
import { KnownTraps } from './known-traps.tsx';
import { TestOutcome } from './test-outcome.tsx';
import type { TestPhase } from './test-phase.ts';
import { useFollowedTest } from './use-test-phase.ts';
import './tests.css';

const SSO = '/$company/$environment/realms/$realm/single-sign-on';
const routeApi = getRouteApi(`/_signed-in${SSO}/$serviceProvider/$connection/tests/$test`);

const Facts = ({
  place,
  test,
}: {
  readonly place: ConnectionPlace;
  readonly test: ConnectionTestView;
}): ReactElement => {
  const { t } = useTranslation();
  const { company, environment } = place;
  return (
    <>
      <Fact label={t('tests.subject')}>{t(test.staged ? 'tests.stagedSubject' : 'tests.presentSubject')}</Fact>
      <Fact label={t('tests.by')}>{test.startedBy}</Fact>
      <Fact label={t('tests.begun')}>
        <Instant at={test.createdAt} />
      </Fact>
      {test.finishedAt !== null && (
        <Fact label={t('tests.finished')}>
          <Instant at={test.finishedAt} />
        </Fact>
      )}
      {test.attempt !== null && (
        <Fact label={t('tests.reference')}>
          <Link
            className="mono"
            to="/$company/$environment/sign-in-attempts/$reference"
            params={{ company, environment, reference: test.attempt.reference }}
          >
            {test.attempt.reference}
          </Link>
        </Fact>
      )}
    </>
  );
};

/** The checks of the attempt, and why it failed. */
const Evidence = ({
  place,
  reference,
  failed,
  vendor,
}: {
  readonly place: ConnectionPlace;
  readonly reference: string;
  readonly failed: boolean;
  readonly vendor: NamedVendor;
}): ReactElement => {
  const { company, environment } = place;
  const found = useApi(readAttempt, { params: { company, reference } });
  if (found.error !== null) {
    return <ErrorState isPage problem={found.error} onRetry={() => void found.refetch()} />;
  }
  if (found.data === undefined) {
    return <LoadingState />;
  }
  const attempt = found.data.body;
  return (
    <>
      {failed && <ExplainedFailure company={company} environment={environment} attempt={attempt} vendor={vendor} />}
      <ChecksCard checks={attempt.checks} />
    </>
  );
};

const Claims = ({ test }: { readonly test: ConnectionTestView }): ReactElement | null => {
  const { t } = useTranslation();
  return test.claims === null ? null : (
    <Card title={t('tests.claims.title')} lead={t('tests.claims.lead')} flush>
      <ClaimsTable claims={test.claims} />
      <div className="card-end" />
    </Card>
  );
};

interface FoundProps {
  readonly place: ConnectionPlace;
  readonly test: ConnectionTestView;
  readonly phase: TestPhase;
  readonly connection: Connection;
}

const isOver = (phase: TestPhase): boolean => phase === 'succeeded' || phase === 'unknown' || phase === 'failed';

const Found = ({ place, test, phase, connection }: FoundProps): ReactElement => {
  const { t } = useTranslation();
  const { grants } = useSession();
  const { company, environment } = place;
  const mayWrite = allows(grants, 'directory.write', { company, environment });
  return (
    <div>
      <PageHeader
        title={t('tests.title', { name: connection.name })}
        back={{ label: t('tests.back'), link: { to: SSO, params: place, search: { sp: place.serviceProvider } } }}
        facts={<Facts place={place} test={test} />}
      />
      <div className="stack">
        <TestOutcome place={place} test={test} phase={phase} mayWrite={mayWrite} />
        {isOver(phase) && test.changedSince.length > 0 && (
          <Notice status="warn" title={t('tests.outdated.title')}>
            {t('tests.outdated.words', { fields: test.changedSince.join(', ') })}
          </Notice>
        )}
        <Claims test={test} />
        {isOver(phase) && test.attempt !== null && (
          <Evidence
            place={place}
            reference={test.attempt.reference}
            failed={phase === 'failed'}
            vendor={vendorOfConnection(connection)}
          />
        )}
        {(phase === 'failed' || phase === 'timed-out' || phase === 'closed') && (
          <KnownTraps vendor={vendorOfConnection(connection)} />
        )}
      </div>
    </div>
  );
};

const Followed = ({ place, id }: { readonly place: ConnectionPlace; readonly id: string }): ReactElement => {
  const { test, phase, problem, retry } = useFollowedTest({ ...place, test: id });
  const connection = useApi(readConnection, { params: place });
  if (problem !== null && test === undefined) {
    return <ErrorState isPage problem={problem} onRetry={retry} />;
  }
  if (connection.error !== null) {
    return <ErrorState isPage problem={connection.error} onRetry={() => void connection.refetch()} />;
  }
  if (test === undefined || phase === null || connection.data === undefined) {
    return <LoadingState />;
  }
  return <Found place={place} test={test} phase={phase} connection={connection.data.body} />;
};

/** Another test begins anew: what was seen of the one before is none of its business. */
export const TestPage = (): ReactElement => {
  const { test, ...place } = routeApi.useParams();
  return <Followed key={test} place={place} id={test} />;
};
