/** Data of the agent pages. */
import type { ErrorPage, LaunchpadPage, PageRealm, Tile } from '@cordboard/contract/agent-page';
import type { FastifyReply } from 'fastify';
import { describeApp } from '../app-types/app-types.ts';
import type { RealmContext } from '../directory/realm-context.ts';
import type { HubSession } from '../sign-in/find-hub-session.ts';
import type { Refused } from '../sign-in/refuse-sign-in.ts';
import type { AppRecord } from '../storage/ports/directory-store.ts';
import { sendFailedTest, testOfAttempt } from './connection-test-page.ts';
import { httpProblem } from './error-map.ts';
import type { Hub } from './hub.ts';

export const pageRealm = (realm: RealmContext): PageRealm => ({
  companyName: realm.view.company.name,
  environmentName: realm.view.environment.name,
  basePath: realm.basePath,
});

/** Problems that another try can mend. */
const worthRetrying: ReadonlySet<ErrorPage['problem']> = new Set([
  'refused',
  'cookies',
  'expired',
  'used-twice',
  'identity-provider',
  'unavailable',
]);

export const sendRefusal = async (
  hub: Hub,
  realm: RealmContext,
  reply: FastifyReply,
  refused: Refused,
  what: 'sign-in' | 'sign-out' = 'sign-in',
): Promise<FastifyReply> => {
  const { status, problem: ofCode } = httpProblem(refused.code);
  const problem = what === 'sign-out' ? what : ofCode;
  const { reference } = refused;
  const test = await testOfAttempt(hub, reference);
  if (test !== null) {
    return sendFailedTest(hub, realm, reply, { test, reference, status });
  }
  return hub.pages.send(
    reply,
    {
      kind: 'error',
      realm: pageRealm(realm),
      problem,
      reference,
      at: hub.clock(),
      retryHref: worthRetrying.has(problem) ? `${realm.basePath}/sign-in?choose=1` : null,
    },
    status,
  );
};

const tile = (realm: RealmContext, app: AppRecord): Tile => ({
  slug: app.slug,
  name: app.name,
  description: app.settings.description,
  group: app.settings.group,
  icon: app.settings.icon,
  href: `${realm.basePath}/apps/${encodeURIComponent(app.slug)}`,
  opensInOwnWindow: app.settings.opensInOwnWindow,
  state: describeApp(app).asksForPassword ? 'separate-password' : 'ready',
});

/** An app that cannot be opened from here has no tile. */
const hasTile = (app: AppRecord): boolean => app.settings.visible && describeApp(app).startUrl !== null;

/** The name of this way to sign in among those of identity providers. */
export const LOCAL_SIGN_IN = 'User name and password';

const signedInWith = (realm: RealmContext, record: HubSession['record']): string =>
  record.method === 'local'
    ? 'user name and password'
    : (realm.view.connections.find(({ id }) => id === record.connectionId)?.name ?? record.idpEntityId);

export const launchpadPage = (
  realm: RealmContext,
  session: HubSession,
  now: number,
  signOutToken: string,
): LaunchpadPage => {
  const { user, record } = session;
  const apps = realm.view.apps.filter(hasTile);
  return {
    kind: 'launchpad',
    realm: pageRealm(realm),
    person: {
      displayName: user.displayName ?? user.login,
      firstName: user.firstName ?? user.displayName ?? user.login,
      login: user.login,
    },
    signedInWith: signedInWith(realm, session.record),
    changePasswordHref: record.method === 'local' ? `${realm.basePath}/password` : null,
    sessionEndsAt: record.expiresAt,
    now,
    tiles: apps.map((app) => tile(realm, app)),
    primaryTile: apps.find((app) => app.settings.primary)?.slug ?? null,
    signOutHref: `${realm.basePath}/sign-out`,
    signOutToken,
  };
};
