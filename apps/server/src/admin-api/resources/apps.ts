/** Apps over the API. Client secrets are made here, shown once, and kept as hashes. */
import { createHash } from 'node:crypto';
import {
  type App,
  createApp,
  deleteApp,
  listApps,
  readApp,
  readAppImpact,
  rotateAppSecret,
  updateApp,
} from '@cordboard/contract/admin-api/apps';
import { type AppNode, appNode } from '@cordboard/contract/directory-nodes';
import { describeApp } from '../../directory/export/describe-records.ts';
import { CordboardError } from '../../errors.ts';
import type { AppRecord } from '../../storage/ports/directory-store.ts';
import type { AdminParts } from '../admin-parts.ts';
import { assertMayChangeRealm } from '../directory/change-permissions.ts';
import {
  bindDelete,
  bindImpact,
  bindRead,
  createRecord,
  type DirectoryResource,
  replaceRecord,
  updateRecord,
} from '../directory/directory-resource.ts';
import { findRealmPlace, type RealmPlace, realmPath } from '../directory/find-realm.ts';
import { inRealm, resolveAppNode } from '../directory/single-record.ts';
import { type BoundRoute, bind } from '../http/call.ts';
import { pageBySlug } from '../http/page-cursor.ts';
import { realmBaseUrl } from './find-realm.ts';

const SECRET_BYTES = 32;

interface FoundApp extends RealmPlace {
  readonly app: AppRecord;
}

type AppResource = DirectoryResource<RealmPlace, FoundApp, AppNode, App>;

const show = (parts: AdminParts, { view, app }: FoundApp): App => ({
  ...describeApp(app),
  info: {
    issuer: app.type === 'oidc' ? `${realmBaseUrl(parts, view)}/oidc` : null,
    clientId: app.type === 'oidc' ? app.slug : null,
    hasSecret: app.secretHash !== null,
  },
});

const findBySlug = ({ view }: RealmPlace, slug: string | undefined): Promise<FoundApp | null> => {
  const app = view.apps.find((candidate) => candidate.slug === slug);
  return Promise.resolve(app === undefined ? null : { view, app });
};

const keepsSecret = (node: AppNode): boolean => node.type === 'oidc' && !node.allowPublicClient;

/** A secret that was just made, and what is kept of it. */
interface NewSecret {
  readonly secret: string;
  readonly hash: string;
}

const makeSecret = ({ random }: AdminParts): NewSecret => {
  const secret = Buffer.from(random(SECRET_BYTES)).toString('base64url');
  return { secret, hash: createHash('sha256').update(secret).digest('base64url') };
};

/** @param secret for an app that is made, or null */
const createResource = (parts: AdminParts, secret: NewSecret | null): AppResource => ({
  kind: 'app',
  schema: appNode,
  key: 'slug',
  findPlace: findRealmPlace,
  find: (_reader, place, { params }) => findBySlug(place, params['app']),
  findByKey: (_reader, place, slug) => findBySlug(place, slug),
  describe: ({ app }) => describeApp(app),
  version: ({ app }) => describeApp(app),
  show: (_reader, found) => Promise.resolve(show(parts, found)),
  path: ({ view }, slug) => realmPath(view, slug),
  file: ({ view }, node) =>
    inRealm(view, { apps: node === null ? [] : [resolveAppNode(node, secret === null ? null : secret.hash)] }),
  impactScope: ({ view, app }) => ({ kind: 'app', view, slug: app.slug }),
  assertMayChange: (call, { view }) => assertMayChangeRealm(call, view.realm.kind),
});

const withSecret = <A extends App>(app: A, secret: NewSecret | null): A & { secret?: string } =>
  secret === null ? app : { ...app, secret: secret.secret };

export const appRoutes = (parts: AdminParts): readonly BoundRoute[] => {
  const resource = createResource(parts, null);
  return [
    bind(listApps, async (call) => {
      const { view } = await findRealmPlace(parts.storage.read, call);
      const { records, next } = pageBySlug(view.apps, call.query);
      return { body: { items: records.map((app) => show(parts, { view, app })), next } };
    }),
    bind(createApp, (call) => {
      const secret = keepsSecret(call.body) ? makeSecret(parts) : null;
      return createRecord(parts, call, createResource(parts, secret), call.body, (app) => withSecret(app, secret));
    }),
    bindRead(parts, readApp, resource),
    bind(updateApp, (call) => {
      const secret = makeSecret(parts);
      // Made for an app that was public until now.
      let used: NewSecret | null = null;
      return updateRecord(parts, call, resource, {
        file: ({ view, app }, node) => {
          used = keepsSecret(node) && app.secretHash === null ? secret : null;
          return createResource(parts, used).file({ view }, node);
        },
        toBody: (app) => withSecret(app, used),
      });
    }),
    bindDelete(parts, deleteApp, resource),
    bindImpact(parts, readAppImpact, resource),
    bind(rotateAppSecret, async (call) => {
      const secret = makeSecret(parts);
      return replaceRecord(parts, call, resource, {
        file: ({ view, app }) => {
          const node = describeApp(app);
          if (!keepsSecret(node)) {
            throw new CordboardError('admin.invalid', {
              expected: 'an app that keeps a secret',
              received: node.type === 'oidc' ? 'a public client' : `an app of type ${node.type}`,
            });
          }
          return createResource(parts, secret).file({ view }, node);
        },
        toBody: () => ({ secret: secret.secret }),
      });
    }),
  ];
};
