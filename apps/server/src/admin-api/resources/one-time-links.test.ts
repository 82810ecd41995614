import { adminRoutes } from '@cordboard/contract/admin-api/admin-routes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AdminApiFixture, createAdminApiFixture } from '../../../test-support/admin-api-fixture.ts';
import { AdminBrowser } from '../../../test-support/admin-browser.ts';
import { OWNER_GRANT, PASSWORD } from '../../../test-support/administrator-fixture.ts';
import { operator } from '../../administrators/administrator-dependencies.ts';
import { issueLink } from '../../administrators/links.ts';
import type { LinkKind } from '../../storage/ports/administration-store.ts';
import { boundRoutes } from '../bound-routes.ts';

const SESSION = '__Host-cordboard-admin';

let fixture: AdminApiFixture;
let browser: AdminBrowser;

beforeEach(async () => {
  fixture = await createAdminApiFixture({ routes: adminRoutes, bound: boundRoutes, realSessions: true });
  browser = new AdminBrowser(fixture.app);
  const now = fixture.parts.clock();
  const account = { sealedTotp: null, passwordHash: null, enabled: true, createdAt: now, updatedAt: now };
  await fixture.storage.write(async (writer) => {
    await writer.putAdministrator({ ...account, id: 'ines', login: 'ines@acme.example', name: 'Ines' });
    await writer.setGrants('ines', [OWNER_GRANT]);
  });
});
afterEach(() => fixture.close());

const issue = async (kind: LinkKind): Promise<string> => {
  const { url } = await fixture.storage.write((writer) =>
    issueLink(fixture.parts, writer, { kind, subject: 'ines', creator: operator }),
  );
  return url.split('#')[1] ?? '';
};

describe('links over the API', () => {
  it('tell whom they are for, and an invitation signs in', async () => {
    const token = await issue('invitation');
    const shown = await browser.send('POST /links/invitation/inspection', { token });
    expect(shown.body).toMatchObject({ login: 'ines@acme.example', name: 'Ines' });
    const redeemed = await browser.send('POST /links/invitation/redemption', {
      token,
      password: PASSWORD,
      name: 'Inès',
    });
    expect(redeemed.body).toMatchObject({ status: 'signed-in', session: { administrator: { name: 'Inès' } } });
    expect((await browser.send('GET /session')).status).toBe(200);
    const again = await browser.send('POST /links/invitation/redemption', { token, password: PASSWORD });
    expect([again.status, again.body.code]).toEqual([410, 'administrator.link_unknown']);
  });

  it.each(['recovery', 'password-reset'] as const)('of kind %s lead to the sign-in', async (kind) => {
    const token = await issue(kind);
    const redeemed = await browser.send(`POST /links/${kind}/redemption`, { token, password: PASSWORD });
    expect(redeemed.body).toEqual({ status: 'sign-in', login: 'ines@acme.example' });
    expect(browser.cookies.has(SESSION)).toBe(false);
    const signedIn = await browser.send('POST /session', { login: 'ines@acme.example', password: PASSWORD });
    expect(signedIn.status).toBe(200);
  });

  it('are of the kinds that set a password, and of no other', async () => {
    const token = await issue('first-run');
    expect((await browser.send('POST /links/first-run/inspection', { token })).status).toBe(404);
    expect((await browser.send('POST /links/recovery/inspection', { token })).status).toBe(410);
    expect((await browser.send('POST /links/recovery/inspection', { token: 'short' })).status).toBe(400);
  });

  it('cannot be used by another site', async () => {
    const body = { token: await issue('recovery'), password: PASSWORD };
    const foreign = await browser.send('POST /links/recovery/redemption', body, { origin: 'https://evil.test' });
    expect(foreign.status).toBe(403);
    expect((await browser.send('POST /links/recovery/redemption', body)).status).toBe(200);
  });
});
