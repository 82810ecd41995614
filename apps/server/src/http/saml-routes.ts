/** The SAML face of a realm: metadata, the assertion consumer services that receive answers, and where messages about sign-out arrive. */
import { writeSpMetadata } from '@cordboard/saml';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { certificateText } from '../directory/keys/describe-certificate.ts';
import { publishedKeys, type SamlKeyPurpose } from '../directory/published-keys.ts';
import type { RealmContext, ServiceProviderContext } from '../directory/realm-context.ts';
import type { AcsEndpoint } from '../directory/service-provider-urls.ts';
import { spMetadata } from '../directory/sp-metadata.ts';
import { CordboardError } from '../errors.ts';
import { type AnswerResult, receiveAnswer } from '../sign-in/flow.ts';
import { refuseSignIn } from '../sign-in/refuse-sign-in.ts';
import { sealContinuation } from './continuation.ts';
import { httpProblem } from './error-map.ts';
import { type Hub, pathParameter, REALM_PREFIX, realmOf, seeOther } from './hub.ts';
import { pageRealm, sendRefusal } from './page-data.ts';
import { type PostedResponse, readPostedResponse } from './posted-response.ts';
import { serviceProviderOf } from './service-provider-of.ts';
import { isSloRequest, registerSloRoutes } from './slo-routes.ts';

/** The answer to a form; one that is none leaves an attempt as well, so that its page has a reference. */
const receivePosted = async (
  hub: Hub,
  realm: RealmContext,
  endpoint: { readonly serviceProvider: ServiceProviderContext; readonly acsUrl: string },
  request: FastifyRequest,
): Promise<AnswerResult> => {
  let posted: PostedResponse;
  try {
    posted = readPostedResponse(request);
  } catch (error) {
    if (!(error instanceof CordboardError)) {
      throw error;
    }
    return refuseSignIn(hub, realm, 'receive-response', error);
  }
  return receiveAnswer(hub, realm, { ...endpoint, ...posted });
};

/** HEAD comes with GET. */
const NOT_POST = ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** @param node null for the endpoint of the service provider itself */
const findEndpoint = async (
  hub: Hub,
  request: FastifyRequest,
  node: string | null,
): Promise<{
  readonly realm: RealmContext;
  readonly serviceProvider: ServiceProviderContext;
  readonly endpoint: AcsEndpoint;
}> => {
  const realm = await realmOf(hub, request);
  const serviceProvider = serviceProviderOf(realm, request);
  const endpoint = serviceProvider.acs.find((candidate) => candidate.node === node);
  if (endpoint === undefined) {
    throw new CordboardError('http.not_found', { received: node ?? 'acs' });
  }
  return { realm, serviceProvider, endpoint };
};

/** Every method but POST: whoever pastes the address into a browser is told where to begin, and nothing sent is read. */
const refuseVisit = async (
  hub: Hub,
  request: FastifyRequest,
  reply: FastifyReply,
  node: string | null,
): Promise<FastifyReply> => {
  const { realm } = await findEndpoint(hub, request, node);
  const { status, problem } = httpProblem('http.post_only');
  reply.header('allow', 'POST').header('cache-control', 'no-store');
  return hub.pages.send(
    reply,
    {
      kind: 'error',
      realm: pageRealm(realm),
      problem,
      reference: null,
      at: hub.clock(),
      retryHref: `${realm.basePath}/`,
    },
    status,
  );
};

const receive = async (
  hub: Hub,
  request: FastifyRequest,
  reply: FastifyReply,
  node: string | null,
): Promise<FastifyReply> => {
  const { realm, serviceProvider, endpoint } = await findEndpoint(hub, request, node);
  const result = await receivePosted(hub, realm, { serviceProvider, acsUrl: endpoint.url }, request);
  switch (result.kind) {
    case 'parked':
      return seeOther(reply, `${realm.baseUrl}/sign-in/complete/${result.handle}`);
    case 'restart': {
      const continuation = sealContinuation(hub, realm, result.input);
      return seeOther(reply, `${realm.baseUrl}/sign-in/restart?continue=${encodeURIComponent(continuation)}`);
    }
    case 'refused':
      return sendRefusal(hub, realm, reply, result);
  }
};

const isTooLarge = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'statusCode' in error && error.statusCode === 413;

/** A body past the limit is never read, but its refusal is an attempt like any other. */
const refuseTooLarge = async (hub: Hub, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const realm = await realmOf(hub, request);
  const error = new CordboardError('http.too_large', {
    expected: `at most ${request.routeOptions.bodyLimit ?? 'the limit of the server'} octets`,
    received: `${request.headers['content-length'] ?? 'more'} octets`,
  });
  return isSloRequest(request)
    ? sendRefusal(
        hub,
        realm,
        reply,
        await refuseSignIn(hub, realm, 'receive-logout-request', error, 'sign-out'),
        'sign-out',
      )
    : sendRefusal(hub, realm, reply, await refuseSignIn(hub, realm, 'receive-response', error));
};

/** The certificate that the metadata announces, as a file for identity providers that read no metadata. */
const certificateOf = (
  realm: RealmContext,
  { record }: ServiceProviderContext,
  purpose: SamlKeyPurpose,
): { readonly name: string; readonly text: string } => {
  // Of two that sign, the first signs now.
  const [key] = publishedKeys(realm.view.keys, record, purpose);
  const certificate = key?.certificate ?? null;
  if (certificate === null) {
    throw new CordboardError('http.not_found', { received: purpose });
  }
  const name = `${record.slug}-${purpose === 'request-signing' ? 'signing' : 'encryption'}.cer`;
  return { name, text: certificateText(certificate) };
};

const registerCertificateRoutes = (app: FastifyInstance, hub: Hub, prefix: string): void => {
  const routes = [
    ['signing.cer', 'request-signing'],
    ['encryption.cer', 'assertion-decryption'],
  ] as const;
  for (const [file, purpose] of routes) {
    app.get(`${prefix}/${file}`, async (request, reply) => {
      const realm = await realmOf(hub, request);
      const { name, text } = certificateOf(realm, serviceProviderOf(realm, request), purpose);
      return reply
        .type('application/x-pem-file')
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'public, max-age=300')
        .send(text);
    });
  }
};

export const registerSamlRoutes = async (app: FastifyInstance, hub: Hub): Promise<void> => {
  const prefix = `${REALM_PREFIX}/saml/:serviceProvider`;
  app.get(`${prefix}/metadata`, async (request, reply) => {
    const realm = await realmOf(hub, request);
    const serviceProvider = serviceProviderOf(realm, request);
    // Browsers save it, and consoles that take a file want this ending.
    const fileName = `${serviceProvider.record.slug}-metadata.xml`;
    return reply
      .type('application/samlmetadata+xml; charset=utf-8')
      .header('content-disposition', `inline; filename="${fileName}"`)
      .header('cache-control', 'public, max-age=300')
      .send(writeSpMetadata(spMetadata(realm, serviceProvider)));
  });
  registerCertificateRoutes(app, hub, prefix);
  await app.register(async (scope) => {
    // Bodies that are no forms stay unread, and the person gets a page with a reference all the same.
    scope.removeContentTypeParser(['application/json', 'text/plain']);
    scope.addContentTypeParser('*', (_request, _payload, done) => {
      done(null);
    });
    scope.setErrorHandler(async (error, request, reply) => {
      if (!isTooLarge(error)) {
        // The server's own handler answers it.
        throw error;
      }
      return refuseTooLarge(hub, request, reply);
    });
    registerSloRoutes(scope, hub, prefix);
    for (const [url, nodeOf] of [
      [`${prefix}/acs`, () => null],
      [`${prefix}/acs/:node`, (request: FastifyRequest) => pathParameter(request, 'node')],
    ] as const) {
      scope.post(url, async (request, reply) => receive(hub, request, reply, nodeOf(request)));
      const refuse = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
        refuseVisit(hub, request, reply, nodeOf(request));
      // Answered before any body is read; the handler is never reached.
      scope.route({ method: NOT_POST, url, onRequest: refuse, handler: refuse });
    }
  });
};
