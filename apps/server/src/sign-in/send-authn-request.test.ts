import type { ServiceProviderSettings } from '@cordboard/contract/tenant-settings';
import { decodeRedirect, loadSigningKey } from '@cordboard/saml';
import { beforeAll, describe, expect, it } from 'vitest';
import { testKeyPair } from '../../../../packages/saml/test-support/keys.ts';
import { connectionRecord, realmContext } from '../../test-support/realm-fixture.ts';
import type { RealmContext } from '../directory/realm-context.ts';
import type { ConnectionRecord } from '../storage/ports/directory-store.ts';
import type { SignInIntent } from './begin-sign-in.ts';
import { hashSecret, REQUEST_LIFETIME_MS, type SentAuthnRequest, sendAuthnRequest } from './send-authn-request.ts';

const NOW = Date.UTC(2030, 0, 15, 12);

type SigningKey = ReturnType<typeof loadSigningKey>;
let signingKey: SigningKey;

beforeAll(async () => {
  const pair = await testKeyPair('send-authn-request');
  signingKey = loadSigningKey({ privateKeyPem: pair.privateKeyPem, certificate: pair.certificatePem });
});

interface Change {
  readonly settings?: Parameters<typeof connectionRecord>[1];
  readonly identityProvider?: Partial<ConnectionRecord['identityProvider']>;
  readonly signRequests?: boolean;
  readonly signatureAlgorithm?: ServiceProviderSettings['signatureAlgorithm'];
  readonly key?: SigningKey | null;
  readonly intent?: Partial<SignInIntent>;
}

const realmOf = (change: Change): RealmContext => {
  const plain = connectionRecord('okta', change.settings ?? {});
  const record = { ...plain, identityProvider: { ...plain.identityProvider, ...change.identityProvider } };
  const realm = realmContext([record]);
  return {
    ...realm,
    serviceProviders: realm.serviceProviders.map((serviceProvider) => ({
      ...serviceProvider,
      signingKey: change.key === undefined ? signingKey : change.key,
      record: {
        ...serviceProvider.record,
        settings: {
          ...serviceProvider.record.settings,
          signRequests: change.signRequests ?? true,
          signatureAlgorithm: change.signatureAlgorithm ?? serviceProvider.record.settings.signatureAlgorithm,
        },
      },
    })),
  };
};

let drawn = 0;
/** Octets that never repeat, and are the same at every run. */
const random = (size: number): Uint8Array => {
  drawn += 1;
  return new Uint8Array(size).fill(drawn % 256);
};

const send = (change: Change = {}): Promise<SentAuthnRequest> => {
  const realm = realmOf(change);
  const [serviceProvider] = realm.serviceProviders;
  const [connection] = serviceProvider?.connections ?? [];
  if (serviceProvider === undefined || connection === undefined) {
    throw new Error('the realm has no connection');
  }
  const intent: SignInIntent = { target: { kind: 'launchpad' }, appName: null, ...change.intent };
  return sendAuthnRequest({ clock: () => NOW, random }, realm, intent, { serviceProvider, connection }, 'attempt-1');
};

const xmlOf = ({ departure }: SentAuthnRequest): string =>
  departure.kind === 'post'
    ? departure.message
    : Buffer.from(decodeRedirect(new URL(departure.url).search).octets).toString('utf8');

const BOTH = [
  { binding: 'post', url: 'https://idp.example/post' },
  { binding: 'redirect', url: 'https://idp.example/redirect?tenant=a' },
] as const;

describe('sendAuthnRequest', () => {
  it('remembers the request and who asked, and of the cookie only the hash', async () => {
    const sent = await send({ intent: { target: { kind: 'app', app: 'desktop' }, restarted: true } });
    expect(sent.record).toMatchObject({
      realmId: 'realm-agents',
      serviceProviderId: 'sp-default',
      connectionId: 'connection-okta',
      acsUrl: 'https://sso.example/e/acme/production/agents/saml/default/acs',
      target: { kind: 'app', app: 'desktop' },
      bindingHash: hashSecret(sent.bindingSecret),
      authnNotBefore: null,
      restarted: true,
      attemptId: 'attempt-1',
      createdAt: NOW,
      expiresAt: NOW + REQUEST_LIFETIME_MS,
    });
    expect(JSON.stringify(sent.record)).not.toContain(sent.bindingSecret);
    expect(Buffer.from(sent.bindingSecret, 'base64url')).toHaveLength(32);
    expect(xmlOf(sent)).toContain(`ID="${sent.record.id}"`);
    expect((await send()).record.id).not.toBe(sent.record.id);
  });

  it('asks for nothing that is not configured: no NameIDPolicy, no context, no ForceAuthn', async () => {
    const xml = xmlOf(await send());
    expect(xml).not.toMatch(/NameIDPolicy|RequestedAuthnContext|ForceAuthn|IsPassive/);
    const asking = xmlOf(
      await send({ settings: { nameIdPolicy: 'persistent', requestedAuthnContext: ['urn:a&b'], forceAuthn: true } }),
    );
    expect(asking).toContain('Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"');
    expect(asking).toContain('<saml:AuthnContextClassRef>urn:a&amp;b</saml:AuthnContextClassRef>');
    expect(asking).toContain('ForceAuthn="true"');
  });

  it.each([
    ['nothing', {}, {}, null],
    ['a fresh sign-in by the connection', { forceAuthn: true }, {}, NOW],
    ['a fresh sign-in by the app', {}, { forceAuthn: true }, NOW],
    ['one since an instant', {}, { forceAuthn: true, authnNotBefore: NOW - 60_000 }, NOW - 60_000],
  ])('wants %s', async (_, settings, intent, authnNotBefore) => {
    expect((await send({ settings, intent })).record.authnNotBefore).toBe(authnNotBefore);
  });

  it('goes by redirect where there is a choice, and by the binding that is set', async () => {
    const identityProvider = { singleSignOn: BOTH };
    const byDefault = await send({ identityProvider });
    expect(byDefault.departure.url).toMatch(/^https:\/\/idp\.example\/redirect\?tenant=a&SAMLRequest=/);
    const byPost = await send({ identityProvider, settings: { requestBinding: 'post' } });
    expect(byPost.departure).toMatchObject({ kind: 'post', url: 'https://idp.example/post' });
    expect(xmlOf(byPost)).toContain('Destination="https://idp.example/post"');
    expect((await send({ identityProvider: { singleSignOn: BOTH.slice(0, 1) } })).departure.kind).toBe('post');
  });

  it('refuses when there is no endpoint with the binding', async () => {
    const onlyPost = { singleSignOn: BOTH.slice(0, 1) };
    await expect(send({ identityProvider: onlyPost, settings: { requestBinding: 'redirect' } })).rejects.toMatchObject({
      code: 'sign-in.no_login_endpoint',
      expected: 'redirect',
    });
    await expect(send({ identityProvider: { singleSignOn: [] } })).rejects.toMatchObject({
      code: 'sign-in.no_login_endpoint',
      expected: 'redirect or post',
    });
  });

  it('signs in the query by redirect and in the message by POST, never twice', async () => {
    const identityProvider = { singleSignOn: BOTH };
    const byRedirect = await send({ identityProvider });
    expect(new URL(byRedirect.departure.url).searchParams.has('Signature')).toBe(true);
    expect(xmlOf(byRedirect)).not.toContain('Signature');
    const byPost = await send({ identityProvider, settings: { requestBinding: 'post' } });
    expect(xmlOf(byPost).match(/<ds:Signature /g)).toHaveLength(1);
    expect([byRedirect.signed, byPost.signed]).toEqual([true, true]);
  });

  it.each([
    [undefined, '256'],
    ['RSA-SHA256', '256'],
    ['RSA-SHA384', '384'],
    ['RSA-SHA512', '512'],
  ] as const)('signs with %s: SHA-%s for signature and digest, in both bindings', async (signatureAlgorithm, bits) => {
    const change = { identityProvider: { singleSignOn: BOTH }, ...(signatureAlgorithm && { signatureAlgorithm }) };
    const byRedirect = await send(change);
    const sigAlg = new URL(byRedirect.departure.url).searchParams.get('SigAlg');
    expect(sigAlg).toBe(`http://www.w3.org/2001/04/xmldsig-more#rsa-sha${bits}`);
    const xml = xmlOf(await send({ ...change, settings: { requestBinding: 'post' } }));
    expect(xml).toContain(`SignatureMethod Algorithm="${sigAlg}"`);
    expect(/DigestMethod Algorithm="[^"#]*#sha(\d+)"/.exec(xml)?.[1]).toBe(bits);
  });

  it('leaves the signature out only when neither side wants it', async () => {
    const unsigned = await send({ signRequests: false });
    expect(unsigned.signed).toBe(false);
    expect(new URL(unsigned.departure.url).searchParams.has('Signature')).toBe(false);
    const identityProvider = { wantAuthnRequestsSigned: true };
    expect((await send({ signRequests: false, identityProvider })).signed).toBe(true);
  });

  it('refuses to send unsigned what has to be signed', async () => {
    await expect(send({ key: null })).rejects.toMatchObject({ code: 'sign-in.no_signing_key' });
    expect((await send({ key: null, signRequests: false })).signed).toBe(false);
  });
});
