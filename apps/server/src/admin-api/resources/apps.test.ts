import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDirectoryApi, type DirectoryApi, REALM } from '../../../test-support/directory-api-fixture.ts';

let api: DirectoryApi;
beforeEach(async () => {
  api = await createDirectoryApi();
});
afterEach(() => api.close());

const APPS = `${REALM}/apps`;
const desktop = { type: 'oidc', slug: 'desktop', name: 'Desktop', redirectUris: ['https://desk.example/cb'] };
const wiki = { type: 'bookmark', slug: 'wiki', name: 'Wiki', url: 'https://wiki.example' };

const storedHash = async (slug: string): Promise<string | null | undefined> => {
  const view = await api.storage.read.findRealmView('acme', 'production', 'agents');
  return view?.apps.find((app) => app.slug === slug)?.secretHash;
};

const secretOf = ({ body }: { body: unknown }): string => (body as { secret: string }).secret;
const hash = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

describe('apps', () => {
  it('get a secret that is shown once and kept as a hash', async () => {
    const made = await api.send(`POST ${APPS}`, { as: 'environment', body: desktop });
    expect(made).toMatchObject({
      status: 201,
      body: {
        slug: 'desktop',
        idTokenAlgorithm: 'ES256',
        info: { issuer: 'https://sso.example/e/acme/production/agents/oidc', clientId: 'desktop', hasSecret: true },
      },
    });
    const secret = secretOf(made);
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await storedHash('desktop')).toBe(hash(secret));
    const read = await api.ok(`GET ${APPS}/desktop`);
    expect(read.body).not.toHaveProperty('secret');
    const log = JSON.stringify(await api.events('acme'));
    expect(log).toContain('{"name":"secret","from":null,"to":"set"}');
    expect(log).not.toContain(secret);
    expect(log).not.toContain(hash(secret));
  });

  it('give the same secret to a creation that comes again', async () => {
    const options = { as: 'owner', body: desktop, headers: { 'idempotency-key': 'one-creation' } };
    const first = await api.send(`POST ${APPS}`, options);
    const second = await api.send(`POST ${APPS}`, options);
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(await storedHash('desktop')).toBe(hash(secretOf(second)));
  });

  it('get a new secret, and the old one ends', async () => {
    await api.ok(`POST ${APPS}`, desktop);
    const rotated = await api.send(`POST ${APPS}/desktop/secret`, { as: 'environment' });
    expect(rotated.status).toBe(200);
    expect(await storedHash('desktop')).toBe(hash(secretOf(rotated)));
    expect((await api.events('acme')).at(-1)).toMatchObject({
      action: 'app.updated',
      fields: [{ name: 'secret', from: 'set', to: 'changed' }],
    });
    expect(await api.send(`POST ${APPS}/none/secret`, { as: 'owner' })).toMatchObject({ status: 404 });
    expect(await api.send(`POST ${APPS}/desktop/secret`, { as: 'supervisor' })).toMatchObject({ status: 403 });
  });

  it('have none when they are public or a bookmark, and get one when they stop being public', async () => {
    const made = await api.ok(`POST ${APPS}`, { ...desktop, allowPublicClient: true });
    expect(made.body).not.toHaveProperty('secret');
    await api.ok(`POST ${APPS}`, wiki);
    for (const slug of ['desktop', 'wiki']) {
      expect(await storedHash(slug)).toBeNull();
      const refused = await api.send(`POST ${APPS}/${slug}/secret`, { as: 'owner' });
      expect(refused).toMatchObject({ status: 400, body: { code: 'admin.invalid' } });
    }
    const confidential = await api.change('PATCH', `${APPS}/desktop`, { allowPublicClient: false });
    expect(confidential).toMatchObject({ status: 200, body: { info: { hasSecret: true } } });
    expect(await storedHash('desktop')).toBe(hash(secretOf(confidential)));
    const renamed = await api.change('PATCH', `${APPS}/desktop`, { name: 'Desk' });
    expect(renamed.body).not.toHaveProperty('secret');
    expect(await storedHash('desktop')).toBe(hash(secretOf(confidential)));
    const open = await api.change('PATCH', `${APPS}/desktop`, { allowPublicClient: true });
    expect(open).toMatchObject({ body: { info: { hasSecret: false } } });
  });

  it('refuse what the applied file refuses, by field', async () => {
    const insecure = await api.send(`POST ${APPS}`, {
      as: 'owner',
      body: { ...desktop, redirectUris: ['https://desk.example/cb', 'http://desk.example/cb'] },
    });
    expect(insecure).toMatchObject({
      status: 400,
      body: { code: 'admin.invalid', errors: [{ path: 'redirectUris[1]' }] },
    });
    const own = await api.send(`POST ${APPS}`, { as: 'owner', body: { ...desktop, secret: { env: 'HOME' } } });
    expect(own).toMatchObject({ status: 400, body: { errors: [{ path: 'secret' }] } });
    await api.ok(`POST ${APPS}`, wiki);
    expect(await api.change('PATCH', `${APPS}/wiki`, { redirectUris: ['https://x.example'] })).toMatchObject({
      status: 400,
    });
    const typed = { type: 'oidc', url: null, separatePassword: null, redirectUris: ['https://x.example'] };
    expect(await api.change('PATCH', `${APPS}/wiki`, typed)).toMatchObject({
      status: 409,
      body: { code: 'apply.conflict' },
    });
  });

  it('are listed and deleted; a deletion meant for another version is refused', async () => {
    await api.ok(`POST ${APPS}`, wiki);
    await api.ok(`POST ${APPS}`, desktop);
    expect((await api.ok(`GET ${APPS}?limit=1`)).body).toMatchObject({
      items: [{ slug: 'desktop' }],
      next: expect.any(String),
    });
    const stale = { as: 'owner', headers: { 'if-match': '"other"' } };
    expect(await api.send(`DELETE ${APPS}/wiki`, stale)).toMatchObject({ status: 412 });
    expect(await api.change('DELETE', `${APPS}/wiki`)).toMatchObject({
      status: 200,
      body: { apps: 1, sessions: { count: 0 } },
    });
    expect((await api.ok(`GET ${APPS}`)).body).toMatchObject({ items: [{ slug: 'desktop' }], next: null });
  });
});
