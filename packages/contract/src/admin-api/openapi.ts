/** The OpenAPI 3.1 document of the administration API, made from the route definitions. */
import { z } from 'zod';
import { ADMIN_API_PATH, type AdminRoute, noBody, noParams, noQuery } from './admin-route.ts';
import { apiKeyScopes } from './permissions.ts';
import { PROBLEM_MEDIA_TYPE, problem } from './problem.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** An error that the API answers with. */
export interface ApiError {
  readonly code: string;
  readonly status: number;
  /** What was found, in one line. */
  readonly title: string;
}

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

/** What a caller can show; API keys only where one can have the scope. */
const securityOf = ({ access }: AdminRoute): readonly JsonObject[] => {
  switch (access.kind) {
    case 'public':
      return [];
    case 'signed-in':
      return [{ session: [] }];
    case 'set-up-link':
      return [{ setUpLink: [] }];
    default:
      return apiKeyScopes.some((scope) => scope === access.permission)
        ? [{ session: [] }, { apiKey: [] }]
        : [{ session: [] }];
  }
};

const successOf = (route: AdminRoute): JsonObject => {
  const status = route.response === noBody ? '204' : route.change === 'create' ? '201' : '200';
  const content =
    route.produces === undefined
      ? { 'application/json': { schema: toSchema(route.response, 'output') } }
      : Object.fromEntries(route.produces.map((type) => [type, { schema: { type: 'string' } }]));
  return { [status]: { description: route.summary, ...(route.response !== noBody && { content }) } };
};

const hasBody = ({ body }: AdminRoute): boolean => body !== noBody;
const isVersioned = ({ change }: AdminRoute): boolean => change === 'update' || change === 'delete';

/** Which errors a route can answer with. */
const errorRules: readonly (readonly [status: number, applies: (route: AdminRoute) => boolean])[] = [
  [400, (route) => hasBody(route) || route.query !== noQuery || route.change === 'create'],
  [401, ({ access }) => access.kind !== 'public'],
  [403, ({ access, change }) => access.kind !== 'public' || change !== 'none'],
  [404, ({ params }) => params !== noParams],
  [409, ({ change }) => change !== 'none'],
  [412, isVersioned],
  [413, hasBody],
  [422, (route) => hasBody(route)],
  [428, isVersioned],
  [429, () => true],
];

const errorsOf = (route: AdminRoute, errors: readonly ApiError[]): JsonObject =>
  Object.fromEntries(
    errorRules
      .filter(([status, applies]) => applies(route) && errors.some((error) => error.status === status))
      .map(([status]) => [String(status), { $ref: `#/components/responses/Problem${status}` }]),
  );

const problemResponse = (description: string): JsonObject => ({
  description,
  content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** One response for each status, which names every code that comes with it. */
const problemResponses = (errors: readonly ApiError[]): JsonObject =>
  Object.fromEntries(
    [...new Set(errors.map(({ status }) => status))].toSorted().map((status) => {
      const codes = errors.filter((error) => error.status === status);
      return [
        `Problem${status}`,
        problemResponse(codes.map(({ code, title }) => `- \`${code}\`: ${title}`).join('\n')),
      ];
    }),
  );

const operationOf = (route: AdminRoute, errors: readonly ApiError[]): JsonObject => ({
  operationId: route.id,
  summary: route.summary,
  description: accessText(route),
  tags: [route.id.split('.')[0]],
  security: securityOf(route),
  parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query'), ...headersOf(route)],
  ...(route.body !== noBody && {
    requestBody: { required: true, content: { 'application/json': { schema: toSchema(route.body, 'input') } } },
  }),
  responses: {
    ...successOf(route),
    ...errorsOf(route, errors),
    default: { $ref: '#/components/responses/Problem' },
  },
});

const pathsOf = (routes: readonly AdminRoute[], errors: readonly ApiError[]): JsonObject => {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:([A-Za-z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, errors) };
  }
  return paths;
};

export interface OpenApiOptions {
  /** Of the hub. */
  readonly version: string;
  readonly routes: readonly AdminRoute[];
  /** What the API can answer with when it refuses. */
  readonly errors: readonly ApiError[];
}

/** Makes the document. */
export const createOpenApiDocument = ({ version, routes, errors }: OpenApiOptions): JsonObject => ({
  openapi: '3.1.0',
  info: {
    title: 'Cordboard administration API',
    version,
    description:
      'Everything that the Administration Portal does. Errors are problem+json with stable codes; lists are paged by cursor; changes carry If-Match.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: ADMIN_API_PATH }],
  paths: pathsOf(routes, errors),
  components: {
    securitySchemes: {
      session: { type: 'apiKey', in: 'cookie', name: '__Host-cordboard-admin' },
      apiKey: { type: 'http', scheme: 'bearer', bearerFormat: 'cbk_…' },
      setUpLink: { type: 'http', scheme: 'bearer', bearerFormat: 'csl_…' },
    },
    schemas: { Problem: toSchema(problem, 'output') },
    responses: {
      Problem: problemResponse('Anything else; every code is explained in docs/errors.md.'),
      ...problemResponses(errors),
    },
  },
});
