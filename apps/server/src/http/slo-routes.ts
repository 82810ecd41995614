/**
 * The single logout service of a service provider, by HTTP-POST and HTTP-Redirect: requests of the identity provider to end
 * sessions, and its answers to ours. Both come to one address (SAML profiles §4.4).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RealmContext, ServiceProviderContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import { refuseSignIn } from '../sign-in/refuse-sign-in.ts';
import { receiveLogoutRequest, receiveLogoutResponse } from '../sign-out/flow.ts';
import type { ReceivedLogout } from '../sign-out/receive-logout.ts';
import { type Hub, realmOf, seeOther } from './hub.ts';
import { pageRealm, sendRefusal } from './page-data.ts';
import { readForm, readRelayState } from './posted-form.ts';
import { sendDeparture } from './send-departure.ts';
import { serviceProviderOf } from './service-provider-of.ts';
import { signedOutUrl } from './sign-out-tickets.ts';
import { SIGNING_OUT } from './sign-out-words.ts';

interface ArrivedMessage extends Omit<ReceivedLogout, 'serviceProvider'> {
  readonly parameter: 'SAMLRequest' | 'SAMLResponse';
}

const missing = (received: string): CordboardError =>
  new CordboardError('sign-out.message_missing', { expected: 'one SAMLRequest or one SAMLResponse', received });

const readPosted = (request: FastifyRequest): ArrivedMessage => {
  const form = readForm(request, 'sign-out.message_missing');
  const fields = (['SAMLRequest', 'SAMLResponse'] as const).filter((name) => (form[name] ?? '') !== '');
  const [parameter, another] = fields;
  const posted = parameter === undefined ? undefined : form[parameter];
  if (parameter === undefined || another !== undefined || typeof posted !== 'string') {
    throw missing(
      another === undefined && parameter !== undefined
        ? `${parameter} more than once`
        : fields.join(' and ') || 'neither',
    );
  }
  return { parameter, input: { posted }, relayState: readRelayState(form.RelayState, 'sign-out.message_unreadable') };
};

/** The query exactly as it was sent: the signature covers its octets. */
const rawQueryOf = (request: FastifyRequest): string => {
  const { originalUrl } = request;
  const at = originalUrl.indexOf('?');
  return at === -1 ? '' : originalUrl.slice(at + 1);
};

const readQuery = (request: FastifyRequest): ArrivedMessage => {
  const rawQuery = rawQueryOf(request);
  // The kernel refuses a parameter that occurs twice; here only the kind of the message is wanted.
  const parameter = /(^|&)SAMLResponse=/.test(rawQuery) ? 'SAMLResponse' : 'SAMLRequest';
  return { parameter, input: { rawQuery }, relayState: undefined };
};

const read = (request: FastifyRequest): ArrivedMessage =>
  request.method === 'POST' ? readPosted(request) : readQuery(request);

const answerRequest = async (
  hub: Hub,
  realm: RealmContext,
  reply: FastifyReply,
  received: ReceivedLogout,
): Promise<FastifyReply> => {
  const result = await receiveLogoutRequest(hub, realm, received);
  switch (result.kind) {
    case 'answer':
      return sendDeparture(hub, reply, result.departure, {
        texts: SIGNING_OUT,
        framedBy: result.departure.url,
      });
    case 'ended':
      return seeOther(reply, `${realm.baseUrl}/signed-out`);
    case 'refused':
      return sendRefusal(hub, realm, reply, result, 'sign-out');
  }
};

const receive = async (
  hub: Hub,
  realm: RealmContext,
  serviceProvider: ServiceProviderContext,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<FastifyReply> => {
  reply.header('cache-control', 'no-store');
  let arrived: ArrivedMessage;
  try {
    arrived = read(request);
  } catch (error) {
    if (!(error instanceof CordboardError)) {
      throw error;
    }
    const refused = await refuseSignIn(hub, realm, 'receive-logout-request', error, 'sign-out');
    return sendRefusal(hub, realm, reply, refused, 'sign-out');
  }
  const { parameter, ...message } = arrived;
  const received = { ...message, serviceProvider };
  if (parameter === 'SAMLRequest') {
    return answerRequest(hub, realm, reply, received);
  }
  const left = await receiveLogoutResponse(hub, realm, received);
  return left.landing !== null && left.outcome === 'signed-out'
    ? seeOther(reply, left.landing)
    : seeOther(reply, signedOutUrl(hub, realm, left));
};

/** Somebody opened the address by hand. */
const isVisit = (request: FastifyRequest): boolean =>
  request.method === 'GET' && !/(^|&)SAML(Request|Response)=/.test(rawQueryOf(request));

export const isSloRequest = (request: FastifyRequest): boolean => request.routeOptions.url?.endsWith('/slo') === true;

/** @param prefix of the service provider's routes */
export const registerSloRoutes = (scope: FastifyInstance, hub: Hub, prefix: string): void => {
  scope.route({
    method: ['GET', 'POST'],
    url: `${prefix}/slo`,
    // A scanner of links must not use a message up.
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const realm = await realmOf(hub, request);
      const serviceProvider = serviceProviderOf(realm, request);
      if (isVisit(request)) {
        reply.header('cache-control', 'no-store');
        return hub.pages.send(
          reply,
          {
            kind: 'error',
            realm: pageRealm(realm),
            problem: 'not-by-hand',
            reference: null,
            at: hub.clock(),
            retryHref: `${realm.basePath}/`,
          },
          400,
        );
      }
      return receive(hub, realm, serviceProvider, { request, reply });
    },
  });
};
