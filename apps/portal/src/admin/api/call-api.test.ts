import { defineRoute, pageOf, pageQuery } from '@cordboard/contract/admin-api/admin-route';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { apiPath, createApiClient, routeUrl } from './call-api.ts';

const thing = z.object({ slug: z.string() });

const listThings = defineRoute({
  id: 'things.list',
  method: 'GET',
  path: '/companies/:company/things',
  summary: 'Things',
  access: { kind: 'signed-in' },
  change: 'none',
  params: z.strictObject({ company: z.string() }),
  query: pageQuery,
  response: pageOf(thing),
});

const changeThing = defineRoute({
  id: 'things.change',
  method: 'PATCH',
  path: '/things/:thing',
  summary: 'A thing',
  access: { kind: 'signed-in' },
  change: 'update',
  params: z.strictObject({ thing: z.string() }),
  body: z.strictObject({ name: z.string() }),
  response: thing,
});

const endThing = defineRoute({
  id: 'things.end',
  method: 'DELETE',
  path: '/thing',
  summary: 'No answer',
  access: { kind: 'signed-in' },
  change: 'action',
});

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/** A hub that gives this answer; what it was asked is kept. */
const hubThatAnswers = (answer: Response | Error): readonly Sent[] => {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    sent.push({ url, init });
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  });
  return sent;
};

const callApi = createApiClient('/admin/api/v1');

afterEach(() => vi.unstubAllGlobals());

describe('routeUrl', () => {
  it('fills the parameters in, each escaped, and leaves empty parts of the query out', () => {
    const query = { search: 'a b&c', cursor: undefined, limit: 5, code: '' };
    expect(routeUrl('/api', listThings, { company: 'a/b' }, query)).toBe(
      '/api/companies/a%2Fb/things?search=a+b%26c&limit=5',
    );
  });

  it('adds no question mark without a query', () => {
    expect(routeUrl('/api', endThing)).toBe('/api/thing');
  });
});

describe('apiPath', () => {
  it.each([
    ['/admin', '/admin/api/v1'],
    ['/sso/admin', '/sso/admin/api/v1'],
  ])('is below %s', (base, path) => {
    expect(apiPath(base)).toBe(path);
  });
});

describe('a call', () => {
  it('gives the body by the shape of the route, and the version', async () => {
    hubThatAnswers(Response.json({ items: [{ slug: 'a', more: 1 }], next: null }, { headers: { etag: '"7"' } }));
    await expect(callApi(listThings, { params: { company: 'acme' } })).resolves.toEqual({
      body: { items: [{ slug: 'a' }], next: null },
      etag: '"7"',
    });
  });

  it('sends body, version and key, with the cookie of our own site only', async () => {
    const sent = hubThatAnswers(Response.json({ slug: 'a' }));
    await callApi(changeThing, { params: { thing: 'a' }, body: { name: 'A' }, ifMatch: '"7"', idempotencyKey: 'key' });
    expect(sent[0]?.init).toMatchObject({
      method: 'PATCH',
      body: '{"name":"A"}',
      credentials: 'same-origin',
      redirect: 'error',
      headers: { 'content-type': 'application/json', 'if-match': '"7"', 'idempotency-key': 'key' },
    });
  });

  it('takes no body for a route without an answer', async () => {
    hubThatAnswers(new Response(null, { status: 204 }));
    await expect(callApi(endThing)).resolves.toEqual({ body: undefined, etag: undefined });
  });

  it('rejects with the problem that the hub describes, its fields included', async () => {
    const problem = {
      type: 'urn:cordboard:problem:admin.invalid',
      title: 'The request does not have the shape that is expected.',
      status: 400,
      code: 'admin.invalid',
      errors: [{ path: 'redirectUris[0]', message: 'an absolute http or https URL' }],
    };
    hubThatAnswers(Response.json(problem, { status: 400 }));
    await expect(callApi(endThing)).rejects.toMatchObject({
      name: 'ApiProblem',
      status: 400,
      code: 'admin.invalid',
      fields: problem.errors,
    });
  });

  it.each([
    ['no JSON', new Response('<html>', { status: 502 }), 'portal.unreadable'],
    ['another document', Response.json({ error: 'x' }, { status: 500 }), 'portal.unreadable'],
    ['an answer of another shape', Response.json({ slugs: [] }), 'portal.unreadable'],
    ['an answer that is cut off', new Response('{"slug":'), 'portal.unreadable'],
    ['no answer', new TypeError('Failed to fetch'), 'portal.offline'],
  ])('rejects with a code of its own for %s', async (_, answer, code) => {
    hubThatAnswers(answer);
    await expect(callApi(changeThing, { params: { thing: 'a' }, body: { name: 'A' } })).rejects.toMatchObject({ code });
  });

  it('is no problem when nobody waits for it any more', async () => {
    hubThatAnswers(new DOMException('aborted', 'AbortError'));
    await expect(callApi(endThing)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
