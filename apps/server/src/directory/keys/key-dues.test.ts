import { serviceProviderSettings } from '@cordboard/contract/tenant-settings';
import { describe, expect, it } from 'vitest';
import { connectionRecord, realmContext, serviceProviderRecord } from '../../../test-support/realm-fixture.ts';
import { CordboardError } from '../../errors.ts';
import type { KeyRecord, KnownKeyRecord, RealmView } from '../../storage/ports/directory-store.ts';
import { assertTested, keyDues, recordKeyNews } from './key-dues.ts';

const key = (id: string, part: Partial<KeyRecord> = {}): KeyRecord => ({
  id,
  ownerId: 'sp-default',
  purpose: 'request-signing',
  state: 'current',
  origin: 'generated',
  algorithm: 'RSA-2048',
  certificate: 'PEM',
  publicJwk: null,
  sealedPrivateKey: '',
  createdAt: 1,
  promotedAt: 1,
  retiredAt: null,
  ...part,
});

const KEYS = [
  key('signs'),
  key('signs-next', { state: 'next' }),
  key('signed', { state: 'retired', retiredAt: 1 }),
  key('opens', { purpose: 'assertion-decryption' }),
  key('opens-next', { purpose: 'assertion-decryption', state: 'next' }),
];

const known = (keyId: string, part: Partial<KnownKeyRecord> = {}): KnownKeyRecord => ({
  connectionId: 'connection-okta',
  keyId,
  exchangedAt: null,
  testedAt: null,
  ...part,
});

const viewOf = (keys: readonly KeyRecord[], change: Partial<RealmView> = {}): RealmView => ({
  ...realmContext([connectionRecord('okta')]).view,
  keys,
  ...change,
});

const serviceProvider = (settings: Parameters<typeof serviceProviderSettings.parse>[0] = {}) =>
  serviceProviderRecord({ settings: serviceProviderSettings.parse(settings) });

const ENCRYPTS = serviceProvider({ wantEncryptedAssertions: true });

const duesOf = (
  view: RealmView,
  provider = serviceProvider(),
  knowledge: readonly KnownKeyRecord[] = [],
): readonly (readonly [string, readonly string[], readonly string[]])[] =>
  keyDues(view, provider, knowledge).map(({ connection, exchange, test }) => [
    connection.slug,
    exchange.map(({ id }) => id),
    test.map(({ id }) => id),
  ]);

describe('what is open after a change of keys', () => {
  it('is an exchange of every announced key, and a test of the one to come', () => {
    expect(duesOf(viewOf(KEYS))).toEqual([['okta', ['signs', 'signs-next'], ['signs-next']]]);
    expect(duesOf(viewOf(KEYS), ENCRYPTS)).toEqual([
      ['okta', ['signs', 'signs-next', 'opens-next'], ['signs-next', 'opens-next']],
    ]);
    expect(duesOf(viewOf([key('signs')]))).toEqual([['okta', ['signs'], ['signs']]]);
  });

  it('is nothing of an exchange that was confirmed, and nothing at all of a key that was tested', () => {
    const exchanged = [known('signs', { exchangedAt: 5 }), known('signs-next', { exchangedAt: 5 })];
    expect(duesOf(viewOf(KEYS), undefined, exchanged)).toEqual([['okta', [], ['signs-next']]]);
    const tested = [known('signs', { testedAt: 5 }), known('signs-next', { testedAt: 5 })];
    expect(duesOf(viewOf(KEYS), undefined, tested)).toEqual([['okta', [], []]]);
  });

  it('is told apart by connection, and disabled ones are left out', () => {
    const view = viewOf([key('signs')], {
      connections: [
        connectionRecord('okta'),
        connectionRecord('adfs'),
        connectionRecord('off', {}, { enabled: false }),
        connectionRecord('elsewhere', {}, { serviceProviderId: 'sp-other' }),
      ],
    });
    expect(duesOf(view, undefined, [known('signs', { testedAt: 1 })])).toEqual([
      ['okta', [], []],
      ['adfs', ['signs'], ['signs']],
    ]);
  });

  it('is nothing for keys that nobody uses', () => {
    const unsigned = serviceProvider({ signRequests: false });
    expect(duesOf(viewOf(KEYS), unsigned)).toEqual([['okta', [], []]]);
    const plain = connectionRecord('okta');
    const wants = { ...plain, identityProvider: { ...plain.identityProvider, wantAuthnRequestsSigned: true } };
    expect(duesOf(viewOf([key('signs')], { connections: [wants] }), unsigned)).toEqual([
      ['okta', ['signs'], ['signs']],
    ]);
  });
});

describe('a key that signs messages about sign-out alone', () => {
  it('is due to be given to the identity provider, and not to be tested: a test ends with the sign-in', () => {
    const plain = connectionRecord('okta');
    const singleLogout = [{ binding: 'post' as const, url: 'https://idp.example/slo', responseUrl: null }];
    const takes = { ...plain, identityProvider: { ...plain.identityProvider, singleLogout } };
    const view = viewOf([key('signs')], { connections: [takes] });
    const unsigned = serviceProvider({ signRequests: false });
    expect(duesOf(view, unsigned)).toEqual([['okta', ['signs'], []]]);
    expect(duesOf(view, unsigned, [known('signs', { exchangedAt: 1 })])).toEqual([['okta', [], []]]);
    expect(duesOf(view, serviceProvider())).toEqual([['okta', ['signs'], ['signs']]]);
  });
});

describe('keys that no test has passed with', () => {
  const untestedOf = (provider: typeof ENCRYPTS, knowledge: readonly KnownKeyRecord[]): readonly string[] =>
    keyDues(viewOf(KEYS), provider, knowledge).flatMap(({ untested }) => untested.map(({ id }) => id));

  it('are told apart by their purpose: a test with one of them says nothing of another', () => {
    expect(untestedOf(ENCRYPTS, [])).toEqual(['signs-next', 'signed', 'opens-next']);
    expect(untestedOf(ENCRYPTS, [known('signs-next', { testedAt: 1 })])).toEqual(['signed', 'opens-next']);
    expect(untestedOf(ENCRYPTS, [known('opens-next', { exchangedAt: 1 })])).toEqual([
      'signs-next',
      'signed',
      'opens-next',
    ]);
  });

  it('are those that are used, of this service provider, and not in use yet or any more', () => {
    expect(untestedOf(serviceProvider(), [])).toEqual(['signs-next', 'signed']);
    expect(untestedOf(serviceProvider({ signRequests: false }), [])).toEqual([]);
    const elsewhere = [
      key('other', { state: 'next', ownerId: 'sp-other' }),
      key('token', { purpose: 'token-signing' }),
    ];
    expect(keyDues(viewOf(elsewhere), ENCRYPTS, []).flatMap(({ untested }) => untested)).toEqual([]);
  });
});

describe('what is known of a key', () => {
  const writerWith = (records: readonly KnownKeyRecord[]) => {
    const put: KnownKeyRecord[] = [];
    return {
      put,
      listKnownKeys: async () => records,
      putKnownKey: async (record: KnownKeyRecord) => {
        put.push(record);
      },
    };
  };

  it('keeps an exchange when a test passes, and the other way round', async () => {
    const writer = writerWith([known('a', { exchangedAt: 3 }), known('b', { testedAt: 4 })]);
    const news = { connectionId: 'connection-okta', at: 9 } as const;
    await recordKeyNews(writer, 'sp-default', { ...news, keyIds: ['a', 'c'], what: 'tested' });
    await recordKeyNews(writer, 'sp-default', { ...news, keyIds: ['b'], what: 'exchanged' });
    expect(writer.put).toEqual([
      known('a', { exchangedAt: 3, testedAt: 9 }),
      known('c', { testedAt: 9 }),
      known('b', { exchangedAt: 9, testedAt: 4 }),
    ]);
  });
});

describe('a key that is to be promoted', () => {
  const codeOf = (provider: typeof ENCRYPTS, which: KeyRecord, knowledge: readonly KnownKeyRecord[]): string => {
    const view = viewOf(KEYS, { connections: [connectionRecord('okta'), connectionRecord('adfs')] });
    try {
      assertTested(view, provider, knowledge, which);
    } catch (error) {
      return error instanceof CordboardError ? `${error.code}: ${error.received}` : String(error);
    }
    return 'ready';
  };
  const [, signsNext = key('x'), , , opensNext = key('x')] = KEYS;
  const tested = (keyId: string) => [
    known(keyId, { testedAt: 1 }),
    known(keyId, { testedAt: 1, connectionId: 'connection-adfs' }),
  ];

  it('has to have passed a test at every connection that uses it', () => {
    expect(codeOf(serviceProvider(), signsNext, [])).toBe('key.untested: none at okta, adfs');
    expect(codeOf(serviceProvider(), signsNext, tested('signs-next').slice(0, 1))).toBe('key.untested: none at adfs');
    expect(codeOf(serviceProvider(), signsNext, tested('signs'))).toBe('key.untested: none at okta, adfs');
    expect(codeOf(serviceProvider(), signsNext, tested('signs-next'))).toBe('ready');
    expect(codeOf(ENCRYPTS, opensNext, tested('signs-next'))).toBe('key.untested: none at okta, adfs');
    expect(codeOf(ENCRYPTS, opensNext, tested('opens-next'))).toBe('ready');
  });

  it('needs no test where nobody uses it', () => {
    expect(codeOf(serviceProvider(), opensNext, [])).toBe('ready');
    expect(codeOf(serviceProvider({ signRequests: false }), signsNext, [])).toBe('ready');
    expect(codeOf(ENCRYPTS, key('token', { purpose: 'token-signing', ownerId: 'realm' }), [])).toBe('ready');
  });
});
