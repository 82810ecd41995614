import { describe, expect, it } from 'vitest';
import { ciscoUcc } from './profile.ts';

const publisher = { host: 'uccx-pub.acme.example', role: 'publisher' };
const subscriber = { host: 'uccx-sub.acme.example', role: 'subscriber' };

const problemsOf = (nodes: unknown): unknown => {
  const result = ciscoUcc.addresses({ nodes });
  return result.ok ? [] : result.problems;
};

describe('the profile of Cisco', () => {
  it('names the three products that it is for, and with what it was tried', () => {
    for (const product of ['UCCX', 'UCCE', 'PCCE']) {
      expect(ciscoUcc.summary).toContain(product);
    }
    expect(ciscoUcc.triedWith).toBe('UCCX 15.0 with Okta');
  });
});

describe('addresses of Cisco nodes', () => {
  it('are one ACS for each node, the publisher the default with index 0', () => {
    expect(ciscoUcc.addresses({ nodes: [publisher, subscriber] })).toMatchObject({
      ok: true,
      addresses: {
        acs: [
          { url: 'https://uccx-pub.acme.example:8553/ids/saml/response/metaAlias/sp', index: 0, isDefault: true },
          { url: 'https://uccx-sub.acme.example:8553/ids/saml/response/metaAlias/sp', index: 1, isDefault: false },
        ],
      },
    });
  });

  it('accept the older form for subscribers and publish it nowhere', () => {
    const result = ciscoUcc.addresses({ nodes: [publisher, subscriber] });
    const addresses = result.ok ? result.addresses : undefined;
    expect(addresses?.acceptedAcsUrls).toEqual(['https://uccx-sub.acme.example:8553/ids/saml/response?metaAlias=/sp']);
    expect(addresses?.acs.some(({ url }) => url.includes('?'))).toBe(false);
  });

  it('need no subscriber', () => {
    expect(ciscoUcc.addresses({ nodes: [publisher] })).toMatchObject({ ok: true, addresses: { acceptedAcsUrls: [] } });
  });

  it.each([
    [[], 'nodes', 'List at least the publisher.'],
    [undefined, 'nodes', 'List the nodes, the publisher first.'],
    [[subscriber, publisher], 'nodes', 'List one publisher, in the first place; the others are subscribers.'],
    [
      [publisher, { ...subscriber, role: 'publisher' }],
      'nodes',
      'List one publisher, in the first place; the others are subscribers.',
    ],
    [[publisher, { ...publisher, role: 'subscriber' }], 'nodes[1].host', 'This node is listed twice.'],
    [[publisher, { host: 'UCCX-PUB.acme.example', role: 'subscriber' }], 'nodes[1].host', 'This node is listed twice.'],
    [[{ ...publisher, role: 'PUB' }], 'nodes[0].role', 'Choose publisher or subscriber.'],
  ])('refuse %j', (nodes, field, message) => {
    expect(problemsOf(nodes)).toEqual([{ field, message }]);
  });

  it('refuse an IP address, because sign-on returns to the name', () => {
    expect(problemsOf([{ host: '192.0.2.10', role: 'publisher' }])).toMatchObject([{ field: 'nodes[0].host' }]);
  });

  it('are at most for 20 nodes', () => {
    const nodes = (count: number): unknown =>
      Array.from({ length: count }, (_node, index) => ({
        host: `n${index}.acme.example`,
        role: index === 0 ? 'publisher' : 'subscriber',
      }));
    expect(problemsOf(nodes(20))).toEqual([]);
    expect(problemsOf(nodes(21))).toEqual([{ field: 'nodes', message: 'List at most 20 nodes.' }]);
  });
});

describe('profile of Cisco', () => {
  it('registers three components on each node', () => {
    expect(ciscoUcc.components).toEqual(['CCX', 'CUIC', 'Finesse Desktop']);
  });

  it('wants the response signed, assertions in the clear and the transient format', () => {
    expect(ciscoUcc.connection.require).toBe('response');
    expect(ciscoUcc.serviceProvider).toMatchObject({ wantEncryptedAssertions: false, nameIdFormats: ['transient'] });
  });
});
