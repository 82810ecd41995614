/** Plans the apps of one realm. */
import type { ResolvedApp, ResolvedRealm } from '@cordboard/contract/resolved-apply-file';
import { bookmarkAppSettings, oidcAppSettings } from '@cordboard/contract/tenant-settings';
import type { AppDetail, AppRecord } from '../../storage/ports/directory-store.ts';
import { applyProblem } from './apply-problem.ts';
import { diffFields, type FieldView, newFields, secretField } from './diff-fields.ts';
import { isDropped, type PlanContext } from './plan-context.ts';

/** What new apps are compared with, so that only what is special about them is shown. */
const DEFAULTS: Readonly<Record<AppDetail['type'], FieldView>> = {
  oidc: { settings: { ...oidcAppSettings.parse({ redirectUris: ['https://app.example/'] }), redirectUris: [] } },
  bookmark: { settings: { ...bookmarkAppSettings.parse({ url: 'https://app.example/' }), url: null } },
};

const detailOf = (app: ResolvedApp): AppDetail => {
  if (app.type === 'bookmark') {
    const { type, slug: _slug, name: _name, ...settings } = app;
    return { type, settings };
  }
  const { type, slug: _slug, name: _name, secretHash: _secretHash, ...settings } = app;
  return { type, settings };
};

const viewOf = (record: AppRecord): FieldView => ({ name: record.name, type: record.type, settings: record.settings });

/** The hash that the app is to have: a confidential client keeps the one it has until the file names another. */
const secretHashOf = (app: ResolvedApp, before: AppRecord | undefined): string | null =>
  app.type === 'bookmark' || app.allowPublicClient ? null : (app.secretHash ?? before?.secretHash ?? null);

const isRefused = (context: PlanContext, app: ResolvedApp, before: AppRecord | undefined, path: string): boolean => {
  if (before !== undefined && before.type !== app.type) {
    context.plan.refuse(
      applyProblem('apply.conflict', path, {
        expected: `an app of type ${before.type}`,
        received: app.type,
        hint: 'Give the new app a slug of its own, or delete the old one first.',
      }),
    );
    return true;
  }
  if (app.type === 'oidc' && !app.allowPublicClient && secretHashOf(app, before) === null) {
    context.plan.refuse(
      applyProblem('apply.invalid', path, {
        expected: 'a client secret: secret {file} or {env}',
        received: 'none',
        hint: 'An app that cannot keep a secret, such as one in the browser, sets allowPublicClient: true.',
      }),
    );
    return true;
  }
  return false;
};

const planApp = (
  context: PlanContext,
  realm: { readonly id: string; readonly path: string },
  app: ResolvedApp,
  before: AppRecord | undefined,
): void => {
  const path = `${realm.path}/${app.slug}`;
  if (isRefused(context, app, before, path)) {
    return;
  }
  const record: AppRecord = {
    ...detailOf(app),
    id: before?.id ?? context.idFor('app', path),
    realmId: realm.id,
    slug: app.slug,
    name: app.name,
    secretHash: secretHashOf(app, before),
  };
  const fields =
    before === undefined ? newFields(DEFAULTS[app.type], viewOf(record)) : diffFields(viewOf(before), viewOf(record));
  context.plan.put(
    {
      action: before === undefined ? 'create' : 'update',
      kind: 'app',
      path,
      fields: [...fields, ...secretField(before?.secretHash ?? null, record.secretHash)],
    },
    (writer) => writer.putApp(record),
  );
};

/** Plans what the file says about the apps of a realm, and what it leaves out. */
export const planApps = (
  context: PlanContext,
  owner: { readonly id: string; readonly path: string },
  realm: ResolvedRealm,
  existing: readonly AppRecord[],
): void => {
  const listed = new Set(realm.apps.map(({ slug }) => slug));
  for (const { id, slug } of existing) {
    const place = { kind: 'app', path: `${owner.path}/${slug}` } as const;
    if (isDropped(context, place, listed.has(slug))) {
      context.plan.delete(place.kind, place.path, (writer) => writer.deleteApp(id));
    }
  }
  for (const app of realm.apps) {
    planApp(
      context,
      owner,
      app,
      existing.find(({ slug }) => slug === app.slug),
    );
  }
};
