import { serviceProviderSettings } from '@cordboard/contract/tenant-settings';
import { beforeAll, describe, expect, it } from 'vitest';
import { testKeyPair } from '../../../../../packages/saml/test-support/keys.ts';
import { testCertificate } from '../../../test-support/apply-fixture.ts';
import { connectionRecord, realmContext, serviceProviderRecord } from '../../../test-support/realm-fixture.ts';
import type { ConnectionRecord, KeyRecord } from '../../storage/ports/directory-store.ts';
import { certificateForecast } from './certificate-forecast.ts';

const NOW = Date.UTC(2030, 0, 15);

let own: string;
let early: string;
let late: string;

beforeAll(async () => {
  own = (await testKeyPair('forecast')).certificatePem;
  early = await testCertificate(2, new Date(NOW));
  late = await testCertificate(4, new Date(NOW));
});

const key = (id: string, part: Partial<KeyRecord> = {}): KeyRecord => ({
  id,
  ownerId: 'sp-default',
  purpose: 'request-signing',
  state: 'current',
  origin: 'generated',
  algorithm: 'RSA-2048',
  certificate: own,
  publicJwk: null,
  sealedPrivateKey: '',
  createdAt: 1,
  promotedAt: 1,
  retiredAt: null,
  ...part,
});
const opens = (id: string, part: Partial<KeyRecord> = {}): KeyRecord =>
  key(id, { purpose: 'assertion-decryption', ...part });

interface Given {
  readonly keys?: readonly KeyRecord[];
  readonly settings?: Parameters<typeof serviceProviderSettings.parse>[0];
  readonly connections?: readonly ConnectionRecord[];
}

const forecast = ({ keys = [], settings = {}, connections = [] }: Given) => {
  const { view } = realmContext([]);
  const serviceProviders = [serviceProviderRecord({ settings: serviceProviderSettings.parse(settings) })];
  return certificateForecast({ ...view, serviceProviders, keys, connections }, NOW);
};

const trusting = (certificates: readonly string[], part: Partial<ConnectionRecord> = {}): ConnectionRecord => {
  const plain = connectionRecord('okta');
  return { ...plain, identityProvider: { ...plain.identityProvider, signingCertificates: certificates }, ...part };
};

const effects = (given: Given) => forecast(given).map(({ effect, actBy }) => [effect, actBy]);

describe('the forecast of our certificates', () => {
  it('says what depends on each and where it is', () => {
    const [item] = forecast({ keys: [key('a', { origin: 'uploaded' })] });
    expect(item).toMatchObject({
      environment: 'production',
      realm: 'agents',
      serviceProvider: 'default',
      connection: null,
      use: 'request-signing',
      state: 'current',
      origin: 'uploaded',
      effect: 'requests-refused',
      actBy: 'administrator',
      certificate: { subject: 'CN=forecast' },
      warning: null,
    });
    expect(item?.action).toMatch(/^Upload the next key/);
    expect(forecast({ keys: [key('a')] })[0]?.action).toMatch(/^Make the next key/);
  });

  it('fears nothing where requests are not signed, unless an identity provider wants them to be', () => {
    const settings = { signRequests: false };
    expect(effects({ keys: [key('a')], settings })).toEqual([['none', 'nobody']]);
    const plain = trusting([]);
    const wanting = { ...plain, identityProvider: { ...plain.identityProvider, wantAuthnRequestsSigned: true } };
    expect(effects({ keys: [key('a')], settings, connections: [wanting] })).toEqual([
      ['requests-refused', 'administrator'],
    ]);
    expect(effects({ keys: [key('a')], settings, connections: [{ ...wanting, enabled: false }] })).toEqual([
      ['none', 'nobody'],
    ]);
  });

  it('fears for sign-outs where requests to sign in are not signed and an identity provider takes requests to sign out', () => {
    const settings = { signRequests: false };
    const plain = trusting([]);
    const singleLogout = [{ binding: 'redirect' as const, url: 'https://idp.example/slo', responseUrl: null }];
    const takes = { ...plain, identityProvider: { ...plain.identityProvider, singleLogout } };
    const [item] = forecast({ keys: [key('a')], settings, connections: [takes] });
    expect(item).toMatchObject({ effect: 'requests-refused', actBy: 'administrator' });
    expect(item?.explanation).toContain('messages about sign-out');
    expect(effects({ keys: [key('a')], settings, connections: [{ ...takes, enabled: false }] })).toEqual([
      ['none', 'nobody'],
    ]);
  });

  it('fears for encryption only while it is on, and for the key that is announced', () => {
    expect(effects({ keys: [opens('a')] })).toEqual([['none', 'nobody']]);
    const settings = { wantEncryptedAssertions: true };
    expect(effects({ keys: [opens('a')], settings })).toEqual([['encryption-refused', 'administrator']]);
    expect(effects({ keys: [opens('a'), opens('b', { state: 'next' })], settings })).toEqual([
      ['none', 'nobody'],
      ['encryption-refused', 'administrator'],
    ]);
  });

  it('leaves out retired keys, those of others, and those that sign tokens', () => {
    const keys = [
      key('old', { state: 'retired' }),
      key('other', { ownerId: 'sp-other' }),
      key('token', { purpose: 'token-signing', certificate: null, ownerId: 'realm-agents' }),
    ];
    expect(forecast({ keys })).toEqual([]);
  });
});

describe('the forecast of certificates that are trusted', () => {
  it('fears for the last one, not for those before it', () => {
    expect(effects({ connections: [trusting([early])] })).toEqual([['sign-ins-refused', 'identity-provider']]);
    expect(effects({ connections: [trusting([early, late])] })).toEqual([
      ['none', 'nobody'],
      ['sign-ins-refused', 'identity-provider'],
    ]);
  });

  it('names where it came from, and what to ask for', () => {
    const url = 'https://idp.example/metadata';
    const [byUrl] = forecast({ connections: [trusting([early], { source: { kind: 'url', url, fetchedAt: 1 } })] });
    expect(byUrl).toMatchObject({ connection: 'okta', source: url, state: null, origin: null });
    expect(byUrl?.action).toContain('read the metadata again');
    const [byHand] = forecast({ connections: [trusting([early])] });
    expect(byHand).toMatchObject({ source: 'by hand', use: 'identity-provider-signing' });
    const [byFile] = forecast({ connections: [trusting([early], { source: { kind: 'file', sha256: 'x' } })] });
    expect(byFile?.source).toBe('metadata file');
  });

  it('fears nothing for a disabled connection', () => {
    expect(effects({ connections: [trusting([early], { enabled: false })] })).toEqual([['none', 'nobody']]);
  });
});
