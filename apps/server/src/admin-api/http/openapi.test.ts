import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { adminRoutes } from '@cordboard/contract/admin-api/admin-routes';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AdminApiFixture, createAdminApiFixture } from '../../../test-support/admin-api-fixture.ts';
import { errorCatalogue } from '../../errors.ts';
import { boundRoutes } from '../bound-routes.ts';

const parameter = z.object({ name: z.string(), in: z.string(), required: z.boolean(), schema: z.looseObject({}) });
const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(parameter),
  requestBody: z.looseObject({}).optional(),
  responses: z.record(z.string(), z.looseObject({ $ref: z.string().optional() })),
});
const openApi = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({
    securitySchemes: z.record(z.string(), z.unknown()),
    responses: z.record(z.string(), z.object({ description: z.string() })),
  }),
});

let api: AdminApiFixture;
let served: unknown;
let document: z.infer<typeof openApi>;

beforeAll(async () => {
  api = await createAdminApiFixture({ routes: adminRoutes, bound: boundRoutes });
  served = (await api.send('GET /openapi.json')).body;
  document = openApi.parse(served);
});

afterAll(() => api.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, value]) => ({ path, method, ...value })),
  );

const inPath = (path: string): readonly string[] => [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '');

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1, whose references all lead somewhere', async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(served) as Record<string, unknown>);
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
    expect(() => validator.resolveRefs()).not.toThrow();
  });

  it('is held to that by a validator that finds faults', async () => {
    const broken = structuredClone(served) as { paths: Record<string, Record<string, { responses?: unknown }>> };
    const [methods] = Object.values(broken.paths);
    for (const value of Object.values(methods ?? {})) {
      value.responses = { 'not-a-status': { nothing: true } };
    }
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  it('has every route, under an operationId of its own', () => {
    const ids = operations().map(({ operationId }) => operationId);
    expect(ids.toSorted()).toEqual(adminRoutes.map(({ id }) => id).toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('declares every parameter of every path, and no other', () => {
    for (const { path, parameters } of operations()) {
      const declared = parameters.filter((each) => each.in === 'path');
      expect(declared.map(({ name }) => name).toSorted(), path).toEqual(inPath(path).toSorted());
      expect(declared.every(({ required }) => required)).toBe(true);
      const places = parameters.map((each) => `${each.in} ${each.name}`);
      expect(new Set(places).size).toBe(places.length);
    }
  });

  it('asks for security schemes that it describes', () => {
    const known = Object.keys(document.components.securitySchemes);
    for (const { security } of operations()) {
      expect(security.flatMap((each) => Object.keys(each)).filter((name) => !known.includes(name))).toEqual([]);
    }
  });

  it('says what a caller has to show', () => {
    const schemesOf = (id: string) =>
      operations()
        .find(({ operationId }) => operationId === id)
        ?.security.flatMap((each) => Object.keys(each));
    expect(schemesOf('auditEvents.list')).toEqual(['session', 'apiKey']);
    expect(schemesOf('apiKeys.list')).toEqual(['session']);
    expect(schemesOf('linkedSetUp.read')).toEqual(['setUpLink']);
  });

  it('says how versions and repeated creations work, where they do', () => {
    const headersOf = (id: string) =>
      operations()
        .find(({ operationId }) => operationId === id)
        ?.parameters.filter((each) => each.in === 'header')
        .map(({ name, required }) => [name, required]);
    expect(headersOf('apiKeys.update')).toEqual([['If-Match', true]]);
    expect(headersOf('apiKeys.create')).toEqual([['Idempotency-Key', false]]);
    expect(headersOf('apiKeys.list')).toEqual([]);
  });
});

describe('the errors of the OpenAPI document', () => {
  const codesOf = (description: string): readonly string[] =>
    [...description.matchAll(/^- `([^`]+)`: /gm)].map(([, code]) => code ?? '');

  it('name every code of the API once, each explained in docs/errors.md', () => {
    const documented = Object.values(document.components.responses).flatMap(({ description }) => codesOf(description));
    const codes = Object.keys(errorCatalogue).filter((code) => /^(admin|http)\./.test(code));
    expect(documented.toSorted()).toEqual(codes.toSorted());
    const page = readFileSync(fileURLToPath(new URL('../../../../../docs/errors.md', import.meta.url)), 'utf8');
    expect(codes.filter((code) => !page.includes(`| \`${code}\` |`))).toEqual([]);
  });

  it('stand at every operation that can answer with them, by status', () => {
    const statusesOf = (id: string) =>
      Object.keys(operations().find(({ operationId }) => operationId === id)?.responses ?? {});
    expect(statusesOf('apiKeys.update')).toEqual(
      expect.arrayContaining(['200', '400', '401', '403', '404', '412', '428', 'default']),
    );
    expect(statusesOf('apiKeys.create')).toEqual(expect.arrayContaining(['201', '409', '422']));
    expect(statusesOf('apiKeys.list')).not.toContain('412');
    const responses = Object.keys(document.components.responses);
    for (const { responses: answered } of operations()) {
      const names = Object.values(answered).flatMap(({ $ref }) => ($ref === undefined ? [] : [$ref.split('/').at(-1)]));
      expect(names.filter((name) => !responses.includes(name ?? ''))).toEqual([]);
    }
  });
});
