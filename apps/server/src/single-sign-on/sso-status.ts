/**
 * Whether single sign-on of a realm may be enabled, what stands in the way, and what to do next. Nothing here stops
 * single sign-on that is on: a change of settings locks Enable until the next test, and that is all.
 */
import type { ConnectionRecord, RealmView, ServiceProviderRecord } from '../storage/ports/directory-store.ts';
import type { ConnectionTestState } from './connection-test-state.ts';
import { settingsInWords } from './setting-words.ts';

export type EnableLock =
  | 'no-service-provider'
  | 'no-connection'
  | 'not-tested'
  | 'test-running'
  | 'test-failed'
  | 'test-outdated'
  | 'not-recognised';

export interface LockReason {
  readonly lock: EnableLock;
  /** `<service provider>/<connection>`, or null. */
  readonly connection: string | null;
  readonly reason: string;
}

/** A test as the rules see it. */
export interface TestFacts {
  readonly state: ConnectionTestState;
  /** Settings that are no longer as they were tested. */
  readonly changedSince: readonly string[];
  readonly recognisedAs: string | null;
}

/** What is known of the tests of a connection, of the description in use. */
export interface TestsOfConnection {
  readonly last: TestFacts | null;
  /** The newest successful one that recognised an administrator. */
  readonly passed: TestFacts | null;
}

const WORDS: Readonly<Record<EnableLock, (name: string, detail: string) => string>> = {
  'no-service-provider': () => 'No identity provider is connected yet.',
  'no-connection': (name) => `${name} has no enabled connection. Add the identity provider first.`,
  'not-tested': (name) => `${name} was not tested yet. Enable is allowed only after the SSO test succeeds.`,
  'test-running': (name) => `The test of ${name} is not finished. Sign in at the identity provider, or begin again.`,
  'test-failed': (name) => `The last test of ${name} failed. Look at its result, correct the cause, and test again.`,
  'test-outdated': (name, detail) => `Settings of ${name} were changed after its test (${detail}). Test again.`,
  'not-recognised': (name) =>
    `The test of ${name} signed in somebody who is no administrator here. Test again as an administrator of this environment, with the same e-mail address at the identity provider.`,
};

const LISTED = 3;

const listed = (names: readonly string[]): string =>
  names.length > LISTED ? `${names.slice(0, LISTED).join(', ')} and ${names.length - LISTED} more` : names.join(', ');

const lockOf = ({ last, passed }: TestsOfConnection): { readonly lock: EnableLock; readonly detail: string } | null => {
  if (passed !== null && passed.changedSince.length === 0) {
    return null;
  }
  if (last === null || (last.state === 'timed-out' && passed === null)) {
    return { lock: 'not-tested', detail: '' };
  }
  if (last.state === 'waiting' || last.state === 'in-progress') {
    return { lock: 'test-running', detail: '' };
  }
  if (last.state === 'failed') {
    return { lock: 'test-failed', detail: '' };
  }
  if (last.state === 'succeeded' && last.changedSince.length === 0) {
    return { lock: 'not-recognised', detail: '' };
  }
  return { lock: 'test-outdated', detail: listed(settingsInWords((passed ?? last).changedSince)) };
};

/** The connection that a service provider uses when nothing else says which: it has to be tested. */
const decidingConnection = (view: RealmView, { id }: ServiceProviderRecord): ConnectionRecord | null => {
  const enabled = view.connections.filter((connection) => connection.serviceProviderId === id && connection.enabled);
  return enabled.find(({ isDefault }) => isDefault) ?? enabled[0] ?? null;
};

const isPart = (view: RealmView, serviceProvider: ServiceProviderRecord): boolean =>
  view.serviceProviders.length === 1 ||
  view.connections.some(({ serviceProviderId }) => serviceProviderId === serviceProvider.id);

/**
 * Why single sign-on cannot be enabled; nothing when it can. Of each service provider that has connections, the
 * default one has to have passed a test as it is set now.
 */
export const enableLocks = (
  view: RealmView,
  testsOf: (connection: ConnectionRecord) => TestsOfConnection,
): readonly LockReason[] => {
  if (view.serviceProviders.length === 0) {
    return [{ lock: 'no-service-provider', connection: null, reason: WORDS['no-service-provider']('', '') }];
  }
  const parts = view.serviceProviders.filter((serviceProvider) => isPart(view, serviceProvider));
  const considered = parts.length === 0 ? view.serviceProviders.slice(0, 1) : parts;
  return considered.flatMap((serviceProvider): readonly LockReason[] => {
    const connection = decidingConnection(view, serviceProvider);
    if (connection === null) {
      const reason = WORDS['no-connection'](`The service provider ${serviceProvider.slug}`, '');
      return [{ lock: 'no-connection', connection: null, reason }];
    }
    const found = lockOf(testsOf(connection));
    return found === null
      ? []
      : [
          {
            lock: found.lock,
            connection: `${serviceProvider.slug}/${connection.slug}`,
            reason: WORDS[found.lock](connection.name, found.detail),
          },
        ];
  });
};

export type SsoStepId =
  | 'identity-provider'
  | 'service-provider-values'
  | 'keys'
  | 'claims'
  | 'test'
  | 'enable'
  | 'verify';

export interface SsoStep {
  readonly id: SsoStepId;
  readonly owner: 'you' | 'idp-administrator';
  readonly state: 'done' | 'due' | 'later';
}

export interface StepFacts {
  readonly view: RealmView;
  readonly locks: readonly LockReason[];
  /** Whether any test or sign-in ever got an answer that was meant for us. */
  readonly isAnswered: boolean;
  readonly isVerified: boolean;
}

const identifies = ({ settings: { match } }: ConnectionRecord): boolean =>
  match.emailAttribute !== undefined || match.nameIdIsEmail || match.linkAttribute !== undefined;

/** The steps of the set-up in their order. The first that is not done is due; those after it come later. */
export const ssoSteps = ({ view, locks, isAnswered, isVerified }: StepFacts): readonly SsoStep[] => {
  const isOn = view.realm.ssoMode !== 'non-sso';
  const connections = view.connections.filter(({ enabled }) => enabled);
  const done: Readonly<Record<SsoStepId, boolean>> = {
    'identity-provider': connections.length > 0,
    'service-provider-values': connections.length > 0 && (isAnswered || isOn),
    keys: view.keys.some(({ purpose, state }) => purpose === 'request-signing' && state === 'current'),
    claims: connections.length > 0 && connections.every(identifies),
    test: locks.length === 0,
    enable: isOn,
    verify: isOn && isVerified,
  };
  const order: readonly (readonly [SsoStepId, SsoStep['owner']])[] = [
    ['identity-provider', 'you'],
    ['service-provider-values', 'idp-administrator'],
    ['keys', 'you'],
    ['claims', 'you'],
    ['test', 'you'],
    ['enable', 'you'],
    ['verify', 'you'],
  ];
  const next = order.find(([id]) => !done[id])?.[0];
  return order.map(([id, owner]) => ({ id, owner, state: done[id] ? 'done' : id === next ? 'due' : 'later' }));
};
