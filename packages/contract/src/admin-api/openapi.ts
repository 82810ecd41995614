/** The OpenAPI 3.1 document of the administration API, made from the route definitions. */
import { z } from 'zod';
import { ADMIN_API_PATH, type AdminRoute, noBody } from './admin-route.ts';
import { adminRoutes } from './admin-routes.ts';
import { PROBLEM_MEDIA_TYPE, problem } from './problem.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** OpenAPI 3.1 schemas are JSON Schema 2020-12, which is what zod writes; the dialect is said once, by the document. */
const toSchema = (schema: z.ZodType, io: 'input' | 'output'): JsonObject => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

const parametersOf = (schema: z.ZodType, place: 'path' | 'query'): readonly JsonObject[] => {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
};

const headersOf = ({ change }: AdminRoute): readonly JsonObject[] => {
  if (change === 'create') {
    return [
      {
        name: 'Idempotency-Key',
        in: 'header',
        required: false,
        description: 'The same key within a day gets the same answer, and makes nothing twice.',
        schema: { type: 'string', minLength: 8, maxLength: 200 },
      },
    ];
  }
  return change === 'update' || change === 'delete'
    ? [
        {
          name: 'If-Match',
          in: 'header',
          required: true,
          description: 'The ETag of the version that the change is meant for.',
          schema: { type: 'string' },
        },
      ]
    : [];
};

/** In words, because OpenAPI has none for roles. */
const accessText = ({ access }: AdminRoute): string => {
  switch (access.kind) {
    case 'public':
      return 'Needs no sign-in.';
    case 'signed-in':
      return 'Every administrator who is signed in.';
    case 'set-up-link':
      return 'The holder of a set-up link, which is sent as a bearer token.';
    default:
      return `Needs \`${access.permission}\` at the ${access.at}${access.orBelow === true ? ', or below it' : ''}.`;
  }
};

const successOf = (route: AdminRoute): JsonObject => {
  const status = route.response === noBody ? '204' : route.change === 'create' ? '201' : '200';
  const content = { 'application/json': { schema: toSchema(route.response, 'output') } };
  return { [status]: { description: route.summary, ...(route.response !== noBody && { content }) } };
};

const operationOf = (route: AdminRoute): JsonObject => ({
  operationId: route.id,
  summary: route.summary,
  description: accessText(route),
  tags: [route.id.split('.')[0]],
  security: route.access.kind === 'public' ? [] : [{ session: [] }, { apiKey: [] }],
  parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query'), ...headersOf(route)],
  ...(route.body !== noBody && {
    requestBody: { required: true, content: { 'application/json': { schema: toSchema(route.body, 'input') } } },
  }),
  responses: { ...successOf(route), default: { $ref: '#/components/responses/Problem' } },
});

const pathsOf = (routes: readonly AdminRoute[]): JsonObject => {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:([A-Za-z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return paths;
};

/** Makes the document. `version` is the hub's. */
export const createOpenApiDocument = (version: string, routes: readonly AdminRoute[] = adminRoutes): JsonObject => ({
  openapi: '3.1.0',
  info: {
    title: 'Cordboard administration API',
    version,
    description:
      'Everything that the Administration Portal does. Errors are problem+json with stable codes; lists are paged by cursor; changes carry If-Match.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: ADMIN_API_PATH }],
  paths: pathsOf(routes),
  components: {
    securitySchemes: {
      session: { type: 'apiKey', in: 'cookie', name: '__Host-cordboard-admin' },
      apiKey: { type: 'http', scheme: 'bearer', bearerFormat: 'cbk_…' },
    },
    responses: {
      Problem: {
        description: 'What is wrong, with a stable code.',
        content: { [PROBLEM_MEDIA_TYPE]: { schema: toSchema(problem, 'output') } },
      },
    },
  },
});
