/**
 * A small OpenID Connect issuer for the tests of applications: it signs everybody in as one person, keeps what it was
 * asked, and can be told to misbehave. It checks what an application must send (client secret, PKCE, redirect URI), so
 * that an application that forgets one of them fails its tests.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { openServer } from '@cordboard/page-server/open-server';
import formBody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface TestIssuerClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What a test may change while the issuer runs. */
export interface TestIssuerBehaviour {
  /** `sub` and other claims of the person. */
  claims: Record<string, unknown> & { sub: string };
  /** Seconds. */
  accessTokenLifetime: number;
  issueRefreshToken: boolean;
  /** Replaces the nonce of the ID Token. */
  nonce: string | undefined;
  /** Answers the authorization request with this error code. */
  authorizationError: string | undefined;
  /** Answers the refresh with this error code of RFC 6749 §5.2, or with HTTP status 503. */
  refreshError: 'invalid_grant' | 'invalid_client' | 'unavailable' | undefined;
}

/** What was asked of the issuer. */
export interface TestIssuerRecord {
  readonly authorizations: URLSearchParams[];
  readonly grants: string[];
  readonly revoked: string[];
}

export interface TestIssuer {
  readonly issuer: string;
  readonly behaviour: TestIssuerBehaviour;
  readonly record: TestIssuerRecord;
  close(): Promise<void>;
}

interface Code {
  readonly challenge: string;
  readonly nonce: string | undefined;
  readonly redirectUri: string;
  readonly clientId: string;
}

interface IssuerState {
  readonly issuer: string;
  readonly clients: readonly TestIssuerClient[];
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly behaviour: TestIssuerBehaviour;
  readonly record: TestIssuerRecord;
  readonly codes: Map<string, Code>;
  readonly refreshTokens: Set<string>;
}

const KEY_ID = 'test';

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const signToken = (state: IssuerState, claims: Record<string, unknown>): string => {
  const input = `${base64url({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })}.${base64url(claims)}`;
  return `${input}.${sign('sha256', Buffer.from(input), state.privateKey).toString('base64url')}`;
};

const formOf = (request: FastifyRequest): URLSearchParams =>
  new URLSearchParams(request.body as Record<string, string>);

/** Both parts are form-encoded, so a space is a plus sign. */
const decodeCredential = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));

/** client_secret_basic only (RFC 6749 §2.3.1). */
const clientOf = (state: IssuerState, request: FastifyRequest): TestIssuerClient | undefined => {
  const [scheme, credentials] = (request.headers.authorization ?? '').split(' ');
  const [id, secret] = Buffer.from(credentials ?? '', 'base64')
    .toString()
    .split(':')
    .map(decodeCredential);
  return scheme === 'Basic'
    ? state.clients.find((client) => client.clientId === id && client.clientSecret === secret)
    : undefined;
};

const refuse = (reply: FastifyReply, error: string): FastifyReply =>
  reply.code(error === 'invalid_client' ? 401 : 400).send({ error });

const tokensFor = (state: IssuerState, clientId: string, nonce: string | undefined): Record<string, unknown> => {
  const { behaviour } = state;
  const now = Math.floor(Date.now() / 1000);
  const refreshToken = randomBytes(16).toString('hex');
  if (behaviour.issueRefreshToken) {
    state.refreshTokens.add(refreshToken);
  }
  return {
    access_token: randomBytes(16).toString('hex'),
    token_type: 'Bearer',
    expires_in: behaviour.accessTokenLifetime,
    ...(behaviour.issueRefreshToken ? { refresh_token: refreshToken } : {}),
    id_token: signToken(state, {
      iss: state.issuer,
      sub: behaviour.claims.sub,
      aud: clientId,
      iat: now,
      exp: now + 300,
      ...(nonce === undefined ? {} : { nonce: behaviour.nonce ?? nonce }),
    }),
  };
};

const authorize = (state: IssuerState, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const query = new URL(request.url, state.issuer).searchParams;
  state.record.authorizations.push(query);
  const redirectUri = new URL(query.get('redirect_uri') ?? '');
  redirectUri.searchParams.set('state', query.get('state') ?? '');
  redirectUri.searchParams.set('iss', state.issuer);
  if (state.behaviour.authorizationError !== undefined) {
    redirectUri.searchParams.set('error', state.behaviour.authorizationError);
    return reply.redirect(redirectUri.href, 303);
  }
  if (query.get('code_challenge_method') !== 'S256') {
    return reply.code(400).send('PKCE is required');
  }
  const code = randomBytes(16).toString('hex');
  state.codes.set(code, {
    challenge: query.get('code_challenge') ?? '',
    nonce: query.get('nonce') ?? undefined,
    redirectUri: query.get('redirect_uri') ?? '',
    clientId: query.get('client_id') ?? '',
  });
  redirectUri.searchParams.set('code', code);
  return reply.redirect(redirectUri.href, 303);
};

const redeem = (
  state: IssuerState,
  form: URLSearchParams,
  client: TestIssuerClient,
): Record<string, unknown> | undefined => {
  const code = state.codes.get(form.get('code') ?? '');
  state.codes.delete(form.get('code') ?? '');
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  const fits =
    code !== undefined &&
    code.challenge === challenge &&
    code.redirectUri === form.get('redirect_uri') &&
    code.clientId === client.clientId;
  return fits ? tokensFor(state, client.clientId, code.nonce) : undefined;
};

const refresh = (
  state: IssuerState,
  form: URLSearchParams,
  client: TestIssuerClient,
): Record<string, unknown> | undefined =>
  state.refreshTokens.delete(form.get('refresh_token') ?? '')
    ? tokensFor(state, client.clientId, undefined)
    : undefined;

const token = (state: IssuerState, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const form = formOf(request);
  const client = clientOf(state, request);
  const grant = form.get('grant_type') ?? '';
  state.record.grants.push(grant);
  if (client === undefined) {
    return refuse(reply, 'invalid_client');
  }
  const { refreshError } = state.behaviour;
  if (grant === 'refresh_token' && refreshError !== undefined) {
    return refreshError === 'unavailable' ? reply.code(503).send('unavailable') : refuse(reply, refreshError);
  }
  const tokens = grant === 'refresh_token' ? refresh(state, form, client) : redeem(state, form, client);
  return tokens === undefined ? refuse(reply, 'invalid_grant') : reply.header('cache-control', 'no-store').send(tokens);
};

const revoke = (state: IssuerState, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const value = formOf(request).get('token') ?? '';
  if (clientOf(state, request) === undefined) {
    return refuse(reply, 'invalid_client');
  }
  state.record.revoked.push(value);
  state.refreshTokens.delete(value);
  return reply.send();
};

const registerRoutes = (server: FastifyInstance, state: IssuerState): void => {
  const { issuer } = state;
  server.get('/.well-known/openid-configuration', (_request, reply) =>
    reply.send({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
      revocation_endpoint: `${issuer}/revoke`,
      end_session_endpoint: `${issuer}/end-session`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      authorization_response_iss_parameter_supported: true,
      code_challenge_methods_supported: ['S256'],
    }),
  );
  server.get('/jwks', (_request, reply) =>
    reply.send({ keys: [{ ...state.publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'RS256', use: 'sig' }] }),
  );
  server.get('/authorize', (request, reply) => authorize(state, request, reply));
  server.post('/token', (request, reply) => token(state, request, reply));
  server.get('/userinfo', (_request, reply) => reply.send(state.behaviour.claims));
  server.post('/revoke', (request, reply) => revoke(state, request, reply));
};

/** Listens on 127.0.0.1 at a free port. */
export async function startTestIssuer(clients: readonly TestIssuerClient[]): Promise<TestIssuer> {
  const { server, port, close } = await openServer({ host: '127.0.0.1', port: 0 }, {});
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const state: IssuerState = {
    issuer: `http://127.0.0.1:${port}`,
    clients,
    privateKey,
    publicKey,
    behaviour: {
      claims: { sub: 'agent-1', name: 'Amina Haddad', given_name: 'Amina', preferred_username: 'amina' },
      accessTokenLifetime: 300,
      issueRefreshToken: true,
      nonce: undefined,
      authorizationError: undefined,
      refreshError: undefined,
    },
    record: { authorizations: [], grants: [], revoked: [] },
    codes: new Map(),
    refreshTokens: new Set(),
  };
  await server.register(formBody);
  registerRoutes(server, state);
  await server.ready();
  return { issuer: state.issuer, behaviour: state.behaviour, record: state.record, close };
}
