/** Tests of connections over the API. */
import { createHash } from 'node:crypto';
import {
  createConnectionTest,
  listConnectionTests,
  readConnectionTest,
} from '@cordboard/contract/admin-api/single-sign-on';
import { CordboardError } from '../../errors.ts';
import { TEST_LIFETIME_MS } from '../../single-sign-on/connection-test-state.ts';
import { testedSettings } from '../../single-sign-on/tested-settings.ts';
import type { ConnectionTestRecord } from '../../storage/ports/connection-test-store.ts';
import type { AdminParts } from '../admin-parts.ts';
import { type BoundRoute, bind } from '../http/call.ts';
import { findConnection, realmBaseUrl } from './find-realm.ts';
import { asTested, forCaller, viewConnectionTest } from './view-connection-test.ts';

/** Tests of a connection that are shown. */
const SHOWN = 20;
/** Tests that led nowhere are kept for so long. */
const UNFINISHED_KEPT_MS = 7 * 24 * 60 * 60 * 1000;

const hash = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

export const connectionTestRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(createConnectionTest, async (call) => {
    const { actor } = call;
    if (actor.kind !== 'administrator') {
      throw new CordboardError('admin.forbidden', { expected: 'an administrator who is signed in', received: 'a key' });
    }
    const secret = Buffer.from(parts.random(32)).toString('base64url');
    return call.write(async (writer) => {
      const { view, connection } = await findConnection(writer, call.params);
      const { staged, nextKeys } = call.body;
      if (staged && (await writer.findStagedIdentityProvider(connection.id)) === null) {
        throw new CordboardError('admin.not_found', { expected: 'a description that waits', received: 'none' });
      }
      const baseUrl = realmBaseUrl(parts, view);
      const test: ConnectionTestRecord = {
        id: parts.newId(),
        realmId: view.realm.id,
        serviceProviderId: connection.serviceProviderId,
        connectionId: connection.id,
        startHash: hash(secret),
        staged,
        settings: testedSettings(view, baseUrl, await asTested(writer, connection, staged), nextKeys),
        administrator: { id: actor.id, login: actor.login },
        attemptId: null,
        createdAt: call.now,
        expiresAt: call.now + TEST_LIFETIME_MS,
        finishedAt: null,
        recognisedAs: null,
        sealedClaims: null,
        nextKeys,
        signingKeyId: null,
      };
      await writer.deleteUnfinishedTests(connection.id, call.now - UNFINISHED_KEPT_MS);
      await writer.putConnectionTest(test);
      const { company, environment, realm, serviceProvider } = call.params;
      await call.audit(writer, {
        action: 'connection.test-begun',
        target: {
          kind: 'connection',
          path: [company, environment, realm, serviceProvider, connection.slug].join('/'),
        },
        fields: [
          ...(staged ? [{ name: 'staged', from: null, to: 'true' }] : []),
          ...(nextKeys ? [{ name: 'nextKeys', from: null, to: 'true' }] : []),
        ],
      });
      const body = await viewConnectionTest(parts, writer, { view, baseUrl, connection }, test);
      return { body: { ...body, url: `${baseUrl}/sign-in/test/${secret}` } };
    });
  }),
  bind(readConnectionTest, async (call) => {
    const { read } = parts.storage;
    const { view, connection } = await findConnection(read, call.params);
    const test = await read.findConnectionTest(call.params.test);
    if (test === null || test.connectionId !== connection.id) {
      throw new CordboardError('admin.not_found', { received: call.params.test });
    }
    return {
      body: forCaller(
        call,
        await viewConnectionTest(parts, read, { view, baseUrl: realmBaseUrl(parts, view), connection }, test),
      ),
    };
  }),
  bind(listConnectionTests, async (call) => {
    const { read } = parts.storage;
    const { view, connection } = await findConnection(read, call.params);
    const place = { view, baseUrl: realmBaseUrl(parts, view), connection };
    const items = [];
    for (const test of await read.listConnectionTests(connection.id, SHOWN)) {
      items.push(forCaller(call, await viewConnectionTest(parts, read, place, test)));
    }
    return { body: { items } };
  }),
];
