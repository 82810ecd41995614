import { afterEach, describe, expect, it } from 'vitest';
import { createSignInFixture, IDP_ENTITY_ID, type SignInFixture } from '../../test-support/sign-in-fixture.ts';
import type { RealmContext } from '../directory/realm-context.ts';
import { type ReceivedResponse, receiveResponse } from './receive-response.ts';

let hub: SignInFixture;

afterEach(async () => {
  await hub.close();
});

const useHub = async (connection: Parameters<typeof createSignInFixture>[0] = {}): Promise<void> => {
  hub = await createSignInFixture(connection);
};

const receive = (samlResponse: string | undefined, realm: RealmContext = hub.realm): Promise<ReceivedResponse> => {
  const [serviceProvider] = realm.serviceProviders;
  if (serviceProvider === undefined) {
    throw new Error('the realm has no service provider');
  }
  return receiveResponse(hub.dependencies, realm, { serviceProvider, acsUrl: serviceProvider.acsUrl, samlResponse });
};

/** The realm with its service provider changed. */
const changed = (change: Partial<RealmContext['serviceProviders'][number]>): RealmContext => ({
  ...hub.realm,
  serviceProviders: hub.realm.serviceProviders.map((serviceProvider) => ({ ...serviceProvider, ...change })),
});

const encoded = (xml: string): string => Buffer.from(xml).toString('base64');

describe('receiveResponse', () => {
  it('finds the request and its connection, whatever issuer the answer names', async () => {
    await useHub();
    const { requestId } = await hub.start();
    const issuer = 'https://another.example';
    const received = await receive(await hub.issue(requestId, { issuer }));
    expect(received).toMatchObject({ issuer, request: { id: requestId } });
    expect(received.connection.record.identityProvider.entityId).toBe(IDP_ENTITY_ID);
  });

  it('finds the connection of an unsolicited answer by its issuer', async () => {
    await useHub({ connection: { idpInitiated: 'accept' } });
    const received = await receive(await hub.issue(undefined));
    expect(received.request).toBeNull();
    expect(received.connection.record.slug).toBe('okta');
  });

  it.each([
    ['', 'sign-in.response_missing'],
    [undefined, 'sign-in.response_missing'],
    ['AAA', 'sign-in.response_unreadable'],
    [encoded('<a>'), 'sign-in.response_unreadable'],
    [encoded('<!DOCTYPE a><a/>'), 'sign-in.response_unreadable'],
    [encoded(`${'<a>'.repeat(100)}${'</a>'.repeat(100)}`), 'sign-in.response_unreadable'],
    ['A'.repeat(400 * 1024), 'sign-in.response_unreadable'],
  ])('refuses %.20j with %s', async (samlResponse, code) => {
    await useHub();
    await expect(receive(samlResponse)).rejects.toMatchObject({ code });
  });

  it('says which rule of the message was broken', async () => {
    await useHub();
    await expect(receive(encoded('<!DOCTYPE a><a/>'))).rejects.toMatchObject({
      received: expect.stringMatching(/^xml\.\w+/),
    });
    await expect(receive('A'.repeat(400 * 1024))).rejects.toMatchObject({
      expected: 'at most 262144 octets',
      received: expect.stringMatching(/^message\.too_large: \d+ characters of base64$/),
    });
  });

  it('refuses an answer to a request that nobody sent, that was used, or of another realm', async () => {
    await useHub();
    const { requestId } = await hub.start();
    const { view } = hub.realm;
    const elsewhere = { ...hub.realm, view: { ...view, realm: { ...view.realm, id: 'realm-customers' } } };
    const response = await hub.issue(requestId);
    await expect(receive(response, elsewhere)).rejects.toMatchObject({ code: 'sign-in.request_unknown' });
    await expect(receive(await hub.issue('_nobody'))).rejects.toMatchObject({
      code: 'sign-in.request_unknown',
      received: '_nobody',
    });
    await hub.answer(response);
    await expect(receive(response)).rejects.toMatchObject({ code: 'sign-in.replayed' });
  });

  it('refuses an answer at another service provider than the one that asked, or when the connection is gone', async () => {
    await useHub();
    const { requestId } = await hub.start();
    const response = await hub.issue(requestId);
    const [own] = hub.realm.serviceProviders;
    const another = own === undefined ? {} : { record: { ...own.record, id: 'sp-other' } };
    await expect(receive(response, changed(another))).rejects.toMatchObject({ code: 'sign-in.connection_unknown' });
    await expect(receive(response, changed({ connections: [] }))).rejects.toMatchObject({
      code: 'sign-in.connection_unknown',
    });
    expect((await receive(response)).request?.id).toBe(requestId);
  });

  it('refuses an unsolicited answer where the connection does, or where no single one trusts the issuer', async () => {
    await useHub({ connection: { idpInitiated: 'refuse' } });
    const response = await hub.issue(undefined);
    await expect(receive(response)).rejects.toMatchObject({
      code: 'sign-in.unsolicited_refused',
      expected: 'InResponseTo',
      received: 'none',
    });
    await expect(receive(await hub.issue(undefined, { issuer: 'https://evil.example' }))).rejects.toMatchObject({
      code: 'sign-in.issuer_unknown',
      expected: IDP_ENTITY_ID,
      received: 'https://evil.example',
    });
    const [own] = hub.realm.serviceProviders;
    const twice = changed({ connections: [...(own?.connections ?? []), ...(own?.connections ?? [])] });
    await expect(receive(response, twice)).rejects.toMatchObject({ code: 'sign-in.issuer_unknown' });
    await expect(receive(encoded('<Response/>'))).rejects.toMatchObject({ received: 'no Issuer' });
  });
});
