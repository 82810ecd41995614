/** How a test stands, in one panel with what to do next. */
import type { ConnectionTestView } from '@cordboard/contract/admin-api/single-sign-on';
import { Button, Loader } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { CopyTextButton } from '../../parts/copy-button.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { type Status, StatusIcon } from '../../parts/status-icon.tsx';
import type { ConnectionPlace } from '../single-sign-on/place.ts';
import type { TestPhase } from './test-phase.ts';
import { TestSsoButton } from './test-sso-button.tsx';
import { testWindowOf } from './test-windows.ts';

const SSO = '/$company/$environment/realms/$realm/single-sign-on';

interface OutcomeProps {
  readonly place: ConnectionPlace;
  readonly test: ConnectionTestView;
  readonly mayWrite: boolean;
}

interface PanelProps {
  readonly status: Extract<Status, 'ok' | 'warn' | 'bad' | 'info' | 'none'>;
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly busy?: boolean;
}

const Panel = ({ status, title, children, actions, busy = false }: PanelProps): ReactElement => (
  <section className={`outcome ${status}`}>
    <h2 className="outcome-title">
      {busy ? <Loader size="sm" aria-hidden="true" /> : <StatusIcon status={status} size={22} />}
      {title}
    </h2>
    <div className="stack-s">{children}</div>
    {actions !== undefined && <div className="row">{actions}</div>}
  </section>
);

const Again = ({ place, test, filled = true }: OutcomeProps & { readonly filled?: boolean }): ReactElement => {
  const { t } = useTranslation();
  return <TestSsoButton place={place} staged={test.staged} filled={filled} label={t('tests.again')} />;
};

const InProgress = (props: OutcomeProps): ReactElement => {
  const { test, mayWrite } = props;
  const { t } = useTranslation();
  const format = useFormatPlace();
  return (
    <Panel
      status="info"
      busy
      title={t('tests.progress.title')}
      actions={mayWrite && <Again {...props} filled={false} />}
    >
      <p>{t(test.state === 'waiting' ? 'tests.progress.waiting' : 'tests.progress.inProgress')}</p>
      <p>{t('tests.progress.only')}</p>
      <p className="muted small">{t('tests.progress.until', { at: formatInstant(test.expiresAt, format) })}</p>
    </Panel>
  );
};

const Blocked = ({ test }: OutcomeProps): ReactElement => {
  const { t } = useTranslation();
  const url = testWindowOf(test.id)?.url ?? '';
  return (
    <Panel
      status="warn"
      title={t('tests.blocked.title')}
      actions={
        <>
          <Button component="a" variant="filled" href={url}>
            {t('tests.blocked.action')}
          </Button>
          <CopyTextButton value={url} label={t('tests.blocked.copy')} />
        </>
      }
    >
      <p>{t('tests.blocked.words')}</p>
    </Panel>
  );
};

const Succeeded = ({ place, test }: OutcomeProps): ReactElement => {
  const { t } = useTranslation();
  const next = test.staged ? (
    <LinkButton filled to={`${SSO}/$serviceProvider/$connection`} params={place}>
      {t('tests.succeeded.stagedNext')}
    </LinkButton>
  ) : (
    <LinkButton filled to={SSO} params={place} search={{ sp: place.serviceProvider }}>
      {t('tests.succeeded.next')}
    </LinkButton>
  );
  return (
    <Panel status="ok" title={t('tests.succeeded.title')} actions={next}>
      <p>{t('tests.succeeded.words', { login: test.recognisedAs ?? '' })}</p>
      {test.changedSince.length === 0 && <p>{t(test.staged ? 'tests.succeeded.staged' : 'tests.succeeded.enable')}</p>}
    </Panel>
  );
};

const Unknown = (props: OutcomeProps): ReactElement => {
  const { place, mayWrite } = props;
  const { t } = useTranslation();
  return (
    <Panel
      status="warn"
      title={t('tests.unknown.title')}
      actions={
        mayWrite && (
          <>
            <Again {...props} />
            <LinkButton to={`${SSO}/$serviceProvider/$connection/claims`} params={place}>
              {t('tests.unknown.claims')}
            </LinkButton>
          </>
        )
      }
    >
      <p>{t('tests.unknown.words')}</p>
      <p>{t('tests.unknown.fix')}</p>
    </Panel>
  );
};

const Unfinished = (props: OutcomeProps & { readonly kind: 'lost' | 'closed' | 'timedOut' }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Panel status="none" title={t(`tests.${props.kind}.title`)} actions={props.mayWrite && <Again {...props} />}>
      <p>{t(`tests.${props.kind}.words`)}</p>
    </Panel>
  );
};

const Failed = (props: OutcomeProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <Panel status="bad" title={t('tests.failed.title')} actions={props.mayWrite && <Again {...props} />}>
      <p>{t(props.test.attempt === null ? 'tests.failed.noAttempt' : 'tests.failed.retry')}</p>
    </Panel>
  );
};

const titleKeys = {
  progress: 'tests.progress.title',
  blocked: 'tests.blocked.title',
  lost: 'tests.lost.title',
  closed: 'tests.closed.title',
  'timed-out': 'tests.timedOut.title',
  succeeded: 'tests.succeeded.title',
  unknown: 'tests.unknown.title',
  failed: 'tests.failed.title',
} as const satisfies Readonly<Record<TestPhase, string>>;

const OfPhase = ({ phase, ...props }: OutcomeProps & { readonly phase: TestPhase }): ReactElement => {
  switch (phase) {
    case 'progress':
      return <InProgress {...props} />;
    case 'blocked':
      return <Blocked {...props} />;
    case 'succeeded':
      return <Succeeded {...props} />;
    case 'unknown':
      return <Unknown {...props} />;
    case 'failed':
      return <Failed {...props} />;
    case 'timed-out':
      return <Unfinished {...props} kind="timedOut" />;
    default:
      return <Unfinished {...props} kind={phase} />;
  }
};

export const TestOutcome = (props: OutcomeProps & { readonly phase: TestPhase }): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      {/* Stays while the panel changes, so that each change is read out. */}
      <p className="hidden" role="status">
        {t(titleKeys[props.phase])}
      </p>
      <OfPhase {...props} />
    </>
  );
};
