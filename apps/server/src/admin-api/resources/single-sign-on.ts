/** Single sign-on of a realm over the API: its state, enabling and disabling it. */
import {
  changeSingleSignOn,
  checkSingleSignOn,
  readSingleSignOn,
  type SingleSignOn,
  ssoCheckItems,
} from '@cordboard/contract/admin-api/single-sign-on';
import { CordboardError } from '../../errors.ts';
import { FINISH_TEST } from '../../sign-in/finish-test.ts';
import { enableLocks, ssoSteps, type TestFacts } from '../../single-sign-on/sso-status.ts';
import type { RealmView, SsoMode } from '../../storage/ports/directory-store.ts';
import type { SsoStateRecord } from '../../storage/ports/sso-state-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import type { AdminParts } from '../admin-parts.ts';
import { type BoundRoute, bind, type Call } from '../http/call.ts';
import { assertMatch, entityTag } from '../http/entity-tag.ts';
import { findRealmView, realmBaseUrl } from './find-realm.ts';
import { type ConnectionTests, forCaller, testsOfConnection } from './view-connection-test.ts';

/** Attempts among which a sign-in is looked for that was no test, a few at first: at the end of a shift all sign out. */
const LOOK_BACK = [50, 950] as const;

const facts = (test: ConnectionTests['last']): TestFacts | null =>
  test === null ? null : { state: test.state, changedSince: test.changedSince, recognisedAs: test.recognisedAs };

const checklistOf = (state: SsoStateRecord | null): SingleSignOn['checklist'] =>
  ssoCheckItems.map((item) => {
    const found = state?.checklist.find((checked) => checked.item === item);
    return { item, done: found !== undefined, by: found?.by ?? null, at: found?.at ?? null };
  });

const hasSignIns = async (reader: StorageReader, realmId: string, since: number): Promise<boolean> => {
  let before: { readonly startedAt: number; readonly id: string } | undefined;
  for (const limit of LOOK_BACK) {
    const newest = await reader.listAttempts({ realmId, outcome: 'succeeded', before, limit });
    const found = newest.some(
      ({ kind, endedAt, startedAt, stageMs }) =>
        kind === 'sign-in' && stageMs[FINISH_TEST] === undefined && (endedAt ?? startedAt) > since,
    );
    before = newest.at(-1);
    if (found || before === undefined || newest.length < limit) {
      return found;
    }
  }
  return false;
};

const describeSso = async (
  parts: AdminParts,
  call: Pick<Call, 'may' | 'company' | 'environment'>,
  reader: StorageReader,
  view: RealmView,
): Promise<SingleSignOn> => {
  const baseUrl = realmBaseUrl(parts, view);
  const state = await reader.findSsoState(view.realm.id);
  const tests = new Map<string, ConnectionTests>();
  for (const connection of view.connections) {
    tests.set(connection.id, await testsOfConnection(parts, reader, { view, baseUrl, connection }));
  }
  const locks = enableLocks(view, ({ id }) => ({
    last: facts(tests.get(id)?.last ?? null),
    passed: facts(tests.get(id)?.passed ?? null),
  }));
  const checklist = checklistOf(state);
  const steps = ssoSteps({
    view,
    locks,
    isAnswered: [...tests.values()].some(({ last, passed }) => passed !== null || last?.claims != null),
    isVerified: checklist.every(({ done }) => done),
  });
  return {
    mode: view.realm.ssoMode,
    changedAt: state?.changedAt ?? null,
    changedBy: state?.changedBy ?? null,
    connections: view.connections.map((connection) => ({
      serviceProvider: view.serviceProviders.find(({ id }) => id === connection.serviceProviderId)?.slug ?? '',
      connection: connection.slug,
      name: connection.name,
      isDefault: connection.isDefault,
      enabled: connection.enabled,
      lastTest: forCaller(call, tests.get(connection.id)?.last ?? null),
      passedTest: forCaller(call, tests.get(connection.id)?.passed ?? null),
    })),
    enable: { allowed: locks.length === 0, locks: [...locks] },
    steps: [...steps],
    nextStep: steps.find(({ state: stepState }) => stepState === 'due')?.id ?? null,
    checklist,
    signInsSinceChange: await hasSignIns(reader, view.realm.id, state?.changedAt ?? 0),
  };
};

/** The version: what a change of the mode rests on. Sign-ins that come and go do not count. */
const tagOf = ({ mode, enable, changedAt }: SingleSignOn): string => entityTag([mode, enable, changedAt]);

/** From everybody through the identity provider to passwords, for some or for all. */
const isLooser = (before: SsoMode, wanted: SsoMode): boolean =>
  (wanted === 'non-sso' && before !== 'non-sso') || (wanted === 'hybrid' && before === 'sso');

/** Switching it on, or from hybrid to everybody, rests on a test; switching it off asks for the realm's name. */
const assertChange = (view: RealmView, present: SingleSignOn, mode: SsoMode, confirm: string | undefined): void => {
  const { ssoMode: before, name } = view.realm;
  const isStricter = mode !== 'non-sso' && (before === 'non-sso' || (before === 'hybrid' && mode === 'sso'));
  const [lock] = present.enable.locks;
  if (isStricter && lock !== undefined) {
    throw new CordboardError('sso.enable_locked', {
      expected: 'a successful test of the present settings by an administrator of this environment',
      received: lock.lock,
      hint: lock.reason,
    });
  }
  if (isLooser(before, mode) && confirm !== name) {
    throw new CordboardError('sso.confirmation', {
      expected: name,
      received: confirm ?? 'nothing',
      hint:
        mode === 'non-sso'
          ? 'Nobody can sign in through the identity provider afterwards. Type the name of the realm.'
          : 'Named people and groups can sign in with a password afterwards. Type the name of the realm.',
    });
  }
};

export const singleSignOnRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(readSingleSignOn, async (call) => {
    const { read } = parts.storage;
    const body = await describeSso(parts, call, read, await findRealmView(read, call.params));
    return { body, etag: tagOf(body) };
  }),
  bind(changeSingleSignOn, async (call) => {
    const { actor } = call;
    if (actor.kind !== 'administrator') {
      throw new CordboardError('admin.forbidden', { expected: 'an administrator who is signed in', received: 'a key' });
    }
    const answer = await call.write(async (writer) => {
      const view = await findRealmView(writer, call.params);
      const present = await describeSso(parts, call, writer, view);
      assertMatch(call.ifMatch, tagOf(present));
      const { mode, confirm } = call.body;
      if (mode === view.realm.ssoMode) {
        return { body: present, etag: tagOf(present) };
      }
      assertChange(view, present, mode, confirm);
      await writer.putRealm({ ...view.realm, ssoMode: mode });
      await writer.putSsoState({
        realmId: view.realm.id,
        changedAt: call.now,
        changedBy: actor.login,
        checklist: [],
      });
      await call.audit(writer, {
        action: mode === 'non-sso' ? 'sso.disabled' : 'sso.enabled',
        target: { kind: 'realm', path: pathOf(call.params) },
        fields: [{ name: 'ssoMode', from: view.realm.ssoMode, to: mode }],
      });
      const body = await describeSso(parts, call, writer, await findRealmView(writer, call.params));
      return { body, etag: tagOf(body) };
    });
    await parts.directoryChanged();
    return answer;
  }),
  bind(checkSingleSignOn, (call) =>
    call.write(async (writer) => {
      const view = await findRealmView(writer, call.params);
      const state = await writer.findSsoState(view.realm.id);
      const { item, done } = call.body;
      const others = state?.checklist.filter((checked) => checked.item !== item) ?? [];
      const by = call.actor.kind === 'administrator' ? call.actor.login : call.actor.name;
      await writer.putSsoState({
        realmId: view.realm.id,
        changedAt: state?.changedAt ?? 0,
        changedBy: state?.changedBy ?? '',
        checklist: done ? [...others, { item, by, at: call.now }] : others,
      });
      await call.audit(writer, {
        action: done ? 'sso.checked' : 'sso.unchecked',
        target: { kind: 'realm', path: pathOf(call.params) },
        fields: [{ name: item, from: null, to: done ? 'seen to work' : null }],
      });
      const body = await describeSso(parts, call, writer, view);
      return { body, etag: tagOf(body) };
    }),
  ),
];

const pathOf = ({ company, environment, realm }: { company: string; environment: string; realm: string }): string =>
  `${company}/${environment}/${realm}`;
