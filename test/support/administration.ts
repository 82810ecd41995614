/** Administrators of the contact centre under test: the administration API over what the hub stores. */
import { adminRoutes } from '@cordboard/contract/admin-api/admin-routes';
import { realmSettings } from '@cordboard/contract/tenant-settings';
import { boundRoutes } from '../../apps/server/src/admin-api/bound-routes.ts';
import type { SsoMode } from '../../apps/server/src/storage/ports/directory-store.ts';
import { type ApiAnswer, createAdminApiFixture } from '../../apps/server/test-support/admin-api-fixture.ts';
import type { ContactCentre } from './contact-centre.ts';

const REALM = '/companies/acme/environments/production/realms/agents';

export interface Administration {
  /** Sends `POST /users/…` and the like below the realm, as the administrator `ada` or `bea` of the company. */
  readonly send: (request: string, as: 'ada' | 'bea', body?: unknown) => Promise<Record<string, unknown>>;
  readonly userId: (login: string) => Promise<string>;
  /** An invitation's link. */
  readonly invite: (login: string) => Promise<string>;
  readonly setMode: (ssoMode: SsoMode, localUsers?: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

const succeeded = (request: string, { status, body }: ApiAnswer): Record<string, unknown> => {
  if (status >= 400 || typeof body !== 'object' || body === null) {
    throw new Error(`${request}: ${status} ${JSON.stringify(body)}`);
  }
  return { ...body };
};

const realmOf = async ({ hub }: ContactCentre) => {
  const view = await hub.storage.read.findRealmView('acme', 'production', 'agents');
  if (view === null) {
    throw new Error('the contact centre has no realm');
  }
  return view;
};

export const administer = async (centre: ContactCentre): Promise<Administration> => {
  const { hub, hubUrl } = centre;
  const { storage, sealer, audit, clock, directoryChanged } = hub;
  const change = { storage, sealer, audit, clock, directoryChanged, installationUrl: hubUrl };
  const api = await createAdminApiFixture({ routes: adminRoutes, bound: boundRoutes, change });
  const { company } = await realmOf(centre);
  for (const name of ['ada', 'bea']) {
    api.addAdministrator(name, { role: 'company-administrator', companyId: company.id, environmentId: null });
  }
  const send: Administration['send'] = async (request, as, body) => {
    const [method = '', path = ''] = request.split(' ');
    const answer = await api.send(`${method} ${REALM}${path}`, {
      as,
      body,
      headers: { origin: hubUrl, 'if-match': '*' },
    });
    return succeeded(request, answer);
  };
  const userId = async (login: string): Promise<string> => {
    const { realm } = await realmOf(centre);
    return (await storage.read.findUserByLogin(realm.id, login))?.id ?? '';
  };
  return {
    send,
    userId,
    invite: async (login) => {
      const answer = await send(`POST /users/${await userId(login)}/local-sign-in/invitation`, 'ada');
      return String(answer['url']);
    },
    setMode: async (ssoMode, localUsers = []) => {
      const { realm } = await realmOf(centre);
      const settings = realmSettings.parse({ localSignIn: { users: localUsers } });
      await storage.write((writer) => writer.putRealm({ ...realm, ssoMode, settings }));
      await directoryChanged();
    },
    close: () => api.close(),
  };
};
