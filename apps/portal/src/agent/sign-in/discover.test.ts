import { describe, expect, it } from 'vitest';
import { type DiscoverOptions, discover } from './discover.ts';

function options(answer: () => Response | Promise<Response>, seen: RequestInit[] = []): DiscoverOptions {
  return {
    discoverHref: '/e/acme/production/agents/discover',
    email: 'priya@acme.example',
    continue: 'opaque',
    pageHref: 'https://sso.acme.example/e/acme/production/agents/',
    fetch: async (_, init) => {
      seen.push(init);
      return answer();
    },
    signal: new AbortController().signal,
  };
}

describe('discover', () => {
  it('sends the address and the opaque value as JSON', async () => {
    const seen: RequestInit[] = [];
    await discover(options(() => Response.json({ found: false }), seen));
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } });
    expect(JSON.parse(String(seen[0]?.body))).toEqual({ email: 'priya@acme.example', continue: 'opaque' });
  });

  it('gives the absolute address of the sign-in that was found', async () => {
    expect(await discover(options(() => Response.json({ found: true, href: 'start?c=1' })))).toEqual({
      kind: 'found',
      href: 'https://sso.acme.example/e/acme/production/agents/start?c=1',
    });
  });

  it('says that a domain is unknown', async () => {
    expect(await discover(options(() => Response.json({ found: false })))).toEqual({ kind: 'unknown' });
  });

  it.each([
    [400, 'malformed'],
    [422, 'malformed'],
    [403, 'stale'],
    [410, 'stale'],
    [429, 'busy'],
    [500, 'offline'],
    [503, 'offline'],
  ])('takes status %i as %s', async (status, kind) => {
    expect(await discover(options(() => Response.json({ found: true, href: '/x' }, { status })))).toEqual({ kind });
  });

  it.each([
    ['no network', () => Promise.reject(new TypeError('failed to fetch'))],
    ['a page instead of JSON', () => new Response('<!doctype html>')],
    ['null', () => Response.json(null)],
    ['another shape', () => Response.json({ found: 'yes', href: '/x' })],
    ['no address', () => Response.json({ found: true })],
    ['an address that runs script', () => Response.json({ found: true, href: 'javascript:alert(1)' })],
    ['an address that cannot be read', () => Response.json({ found: true, href: 'https://' })],
  ])('takes %s as a failure', async (_, answer) => {
    expect(await discover(options(answer))).toEqual({ kind: 'offline' });
  });
});
