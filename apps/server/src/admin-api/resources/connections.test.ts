import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API_NOW } from '../../../test-support/admin-api-fixture.ts';
import { testCertificate, testMetadata } from '../../../test-support/apply-fixture.ts';
import {
  CONNECTIONS,
  createDirectoryApi,
  type DirectoryApi,
  ENTRA,
  OKTA,
} from '../../../test-support/directory-api-fixture.ts';

let api: DirectoryApi;
beforeEach(async () => {
  api = await createDirectoryApi();
});
afterEach(() => api.close());

const addOkta = (more: object = {}) =>
  api.ok(`POST ${CONNECTIONS}`, { slug: 'okta', metadata: { url: OKTA }, ...more });
const ONE = `${CONNECTIONS}/okta`;

describe('connections', () => {
  it('are described with certificates, endpoints and where all of it came from', async () => {
    const made = await addOkta();
    expect(made).toMatchObject({
      status: 201,
      body: {
        slug: 'okta',
        default: true,
        enabled: true,
        metadata: { url: OKTA },
        require: 'either',
        info: {
          signInUrl: 'https://sso.example/e/acme/production/agents/sign-in/default/okta',
          source: { kind: 'url', url: OKTA, fetchedAt: API_NOW },
          identityProvider: {
            entityId: 'https://okta.example',
            signIn: [
              { binding: 'redirect', url: 'https://idp.example/sso' },
              { binding: 'post', url: 'https://idp.example/sso' },
            ],
            signOut: [],
            wantAuthnRequestsSigned: true,
            validUntil: null,
          },
          notes: [],
        },
      },
    });
    const { body } = made as { body: { info: { identityProvider: { certificates: readonly object[] } } } };
    expect(body.info.identityProvider.certificates).toEqual([
      {
        subject: expect.stringContaining('idp.example'),
        issuer: expect.stringContaining('idp.example'),
        sha256: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
        sha1: expect.stringMatching(/^([0-9A-F]{2}:){19}[0-9A-F]{2}$/),
        notBefore: expect.any(Number),
        notAfter: expect.any(Number),
        daysLeft: expect.any(Number),
        key: 'RSA 2048',
        signatureAlgorithm: expect.stringMatching(/sha256/i),
        pem: expect.stringMatching(/^-----BEGIN CERTIFICATE-----/),
      },
    ]);
  });

  it('say how many days their certificates are still valid, also of those that are over or not valid yet', async () => {
    const dates = [-2, 0, 2].map((years) => new Date(API_NOW + years * 365 * 24 * 3600 * 1000));
    const certificates = await Promise.all(dates.map((date) => testCertificate(1, date)));
    const manual = {
      entityId: 'https://idp.example',
      loginUrl: 'https://idp.example/sso',
      certificates: certificates.map((pem) => ({ pem })),
    };
    await api.ok(`POST ${CONNECTIONS}`, { slug: 'hand', manual });
    const daysLeft = async (): Promise<readonly number[]> => {
      const { body } = await api.ok(`GET ${CONNECTIONS}/hand`);
      const { info } = body as { info: { identityProvider: { certificates: { daysLeft: number }[] } } };
      return info.identityProvider.certificates.map((certificate) => certificate.daysLeft);
    };
    const [over = 0, valid = 0, early = 0] = await daysLeft();
    expect([over < 0, valid > 0, early > valid]).toEqual([true, true, true]);
    api.advance(350 * 24 * 3600 * 1000);
    expect(await daysLeft()).toEqual([over - 350, valid - 350, early - 350]);
  });

  it('are shown with a certificate from before 1970, whose dates are negative', async () => {
    const certificates = [{ pem: await testCertificate(1, new Date('1969-01-01T00:00:00Z')) }];
    const manual = { entityId: 'https://idp.example', loginUrl: 'https://idp.example/sso', certificates };
    await api.ok(`POST ${CONNECTIONS}`, { slug: 'old', manual });
    const { body } = await api.ok(`GET ${CONNECTIONS}/old`);
    const { info } = body as { info: { identityProvider: { certificates: { notBefore: number }[] } } };
    expect(info.identityProvider.certificates.map(({ notBefore }) => notBefore < 0)).toEqual([true]);
  });

  it('are fetched when they are made, and never again for the sake of another field or of a sibling', async () => {
    await addOkta();
    await api.ok(`POST ${CONNECTIONS}`, { slug: 'entra', metadata: { url: ENTRA } });
    expect(api.fetched).toEqual([OKTA, ENTRA]);
    api.addresses.clear();
    const { body } = await api.ok(`GET ${ONE}`);
    const { info: _info, ...whole } = body as { info: object };
    expect(
      await api.change('PATCH', ONE, { ...whole, name: 'Okta', match: { emailAttribute: 'email' } }),
    ).toMatchObject({
      status: 200,
      body: { name: 'Okta', match: { emailAttribute: 'email', nameIdIsEmail: false } },
    });
    expect(api.fetched).toHaveLength(2);
    expect((await api.events('acme')).at(-1)).toMatchObject({
      action: 'connection.updated',
      target: { kind: 'connection', path: 'acme/production/agents/default/okta' },
      fields: [
        { name: 'name', from: 'okta', to: 'Okta' },
        { name: 'settings.match.emailAttribute', from: null, to: 'email' },
      ],
    });
  });

  it('are fetched anew when they get another address, before anything is written', async () => {
    await addOkta();
    const url = 'https://okta.example/other';
    expect(await api.change('PATCH', ONE, { metadata: { url } })).toMatchObject({
      status: 422,
      body: { code: 'fetch.failed', received: 'HTTP 503' },
    });
    api.addresses.set(url, await testMetadata('https://okta.example', 'https://okta.example/sso'));
    expect(await api.change('PATCH', ONE, { metadata: { url } })).toMatchObject({
      status: 200,
      body: { info: { source: { url }, identityProvider: { signIn: [{ url: 'https://okta.example/sso' }, {}] } } },
    });
  });

  it('stay the identity provider that people are linked to', async () => {
    await addOkta();
    expect(await api.change('PATCH', ONE, { metadata: { url: ENTRA } })).toMatchObject({
      status: 409,
      body: { code: 'apply.conflict', expected: 'the identity provider https://okta.example' },
    });
    const shared = await api.send(`POST ${CONNECTIONS}`, {
      as: 'owner',
      body: { slug: 'two', metadata: { url: OKTA } },
    });
    expect(shared).toMatchObject({ status: 409, body: { code: 'apply.conflict' } });
  });

  it('take metadata as text, keep it, and show it where it is asked for', async () => {
    const text = await testMetadata('https://okta.example');
    await api.ok(`POST ${CONNECTIONS}`, { slug: 'okta', metadata: { text } });
    const read = await api.ok(`GET ${ONE}`);
    expect(read.body).not.toHaveProperty('metadata');
    expect(read.body).toMatchObject({
      info: { source: { kind: 'file', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    });
    expect((await api.ok(`GET ${ONE}/metadata`)).body).toEqual({ text });
    await api.change('PATCH', ONE, { enabled: false });
    expect((await api.ok(`GET ${ONE}/metadata`)).body).toEqual({ text });
    expect(await api.change('PATCH', ONE, { metadata: { url: OKTA } })).toMatchObject({ status: 200 });
    expect((await api.ok(`GET ${ONE}/metadata`)).body).toEqual({ text: null });
    expect(await api.send(`GET ${CONNECTIONS}/none/metadata`, { as: 'owner' })).toMatchObject({ status: 404 });
  });

  it('say what is wrong with metadata by the code of the kernel', async () => {
    const answer = await api.send(`POST ${CONNECTIONS}`, {
      as: 'owner',
      body: { slug: 'x', metadata: { text: '<html/>' } },
    });
    expect(answer).toMatchObject({ status: 422, body: { code: expect.stringMatching(/^(metadata|xml)\./) } });
  });

  it('are set by hand, and go from metadata to hand and back', async () => {
    await addOkta();
    const manual = {
      entityId: 'https://okta.example',
      loginUrl: 'https://okta.example/sso',
      logoutUrl: 'https://okta.example/slo',
      certificates: [{ pem: await testCertificate() }],
    };
    const both = await api.change('PATCH', ONE, { manual });
    expect(both).toMatchObject({ status: 400, body: { errors: [{ path: 'manual' }] } });
    const byHand = await api.change('PATCH', ONE, { manual, metadata: null });
    expect(byHand).toMatchObject({
      status: 200,
      body: {
        manual: { loginBinding: 'redirect', logoutUrl: 'https://okta.example/slo' },
        info: { source: { kind: 'manual' } },
      },
    });
    expect(byHand.body).not.toHaveProperty('metadata');
    const moved = await api.change('PATCH', ONE, { manual: { loginUrl: 'https://okta.example/new', logoutUrl: null } });
    expect(moved).toMatchObject({
      body: { info: { identityProvider: { signOut: [], signIn: [{ url: 'https://okta.example/new' }] } } },
    });
    expect(await api.change('PATCH', ONE, { manual: null, metadata: { url: OKTA } })).toMatchObject({ status: 200 });
  });

  it('need an identity provider, and read no files of the hub', async () => {
    const make = (body: object) => api.send(`POST ${CONNECTIONS}`, { as: 'owner', body: { slug: 'x', ...body } });
    expect(await make({})).toMatchObject({ status: 422, body: { code: 'apply.invalid' } });
    expect(await make({ metadata: { file: '/etc/passwd' } })).toMatchObject({ status: 400 });
    const certificates = [{ file: '/etc/passwd' }];
    const manual = { entityId: 'x', loginUrl: 'https://x.example', certificates };
    expect(await make({ manual })).toMatchObject({ status: 400 });
  });

  it('have one default: marking another unmarks it, deleting it passes it on', async () => {
    await addOkta();
    await api.ok(`POST ${CONNECTIONS}`, { slug: 'entra', metadata: { url: ENTRA }, default: true });
    const defaults = async (): Promise<unknown> =>
      ((await api.ok(`GET ${CONNECTIONS}`)).body as { items: { slug: string; default: boolean }[] }).items.map(
        (item) => `${item.slug} ${item.default}`,
      );
    expect(await defaults()).toEqual(['entra true', 'okta false']);
    const events = (await api.events('acme')).slice(-2).map(({ action, target }) => `${action} ${target.path}`);
    expect(events).toEqual([
      'connection.updated acme/production/agents/default/okta',
      'connection.created acme/production/agents/default/entra',
    ]);
    expect(await api.change('DELETE', `${CONNECTIONS}/entra`)).toMatchObject({ status: 200, body: { connections: 1 } });
    expect(await defaults()).toEqual(['okta true']);
  });

  it('leave a change of their surroundings alone that came in between', async () => {
    await addOkta();
    const { headers } = await api.ok(`GET ${ONE}`);
    const text = await testMetadata('https://okta.example', 'https://okta.example/second');
    const patch = api.send(`PATCH ${ONE}`, {
      as: 'owner',
      body: { metadata: { url: null, text } },
      headers: { 'if-match': String(headers['etag']) },
    });
    const rename = api.change('PATCH', '/companies/acme', { name: 'Renamed meanwhile' });
    expect((await Promise.all([patch, rename])).map(({ status }) => status)).toEqual([200, 200]);
    expect((await api.ok('GET /companies/acme')).body).toMatchObject({ name: 'Renamed meanwhile' });
  });
});
