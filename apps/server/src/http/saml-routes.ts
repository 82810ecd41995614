/** The SAML face of a realm: metadata, and the assertion consumer services that receive answers. */
import { writeSpMetadata } from '@cordboard/saml';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findServiceProvider, type RealmContext, type ServiceProviderContext } from '../directory/realm-context.ts';
import { spMetadata } from '../directory/sp-metadata.ts';
import { CordboardError } from '../errors.ts';
import { receiveAnswer } from '../sign-in/flow.ts';
import { sealContinuation } from './continuation.ts';
import { type Hub, pathParameter, REALM_PREFIX, realmOf, seeOther } from './hub.ts';
import { sendRefusal } from './page-data.ts';

const posted = z.object({
  // A parameter that occurs twice arrives as an array and counts as unreadable.
  SAMLResponse: z.string().optional(),
  RelayState: z.string().max(2048).optional(),
});

const serviceProviderOf = (realm: RealmContext, request: FastifyRequest): ServiceProviderContext => {
  const slug = pathParameter(request, 'serviceProvider');
  const found = findServiceProvider(realm, slug);
  if (found === null) {
    throw new CordboardError('http.not_found', { received: slug });
  }
  return found;
};

const receive = async (
  hub: Hub,
  request: FastifyRequest,
  reply: FastifyReply,
  node: string | null,
): Promise<FastifyReply> => {
  const realm = await realmOf(hub, request);
  const serviceProvider = serviceProviderOf(realm, request);
  const acsUrl = node === null ? serviceProvider.acsUrl : `${serviceProvider.acsUrl}/${node}`;
  if (!serviceProvider.acsUrls.includes(acsUrl)) {
    throw new CordboardError('http.not_found', { received: node ?? 'acs' });
  }
  const form = posted.safeParse(request.body ?? {});
  const result = await receiveAnswer(hub, realm, {
    serviceProvider,
    acsUrl,
    samlResponse: form.success ? form.data.SAMLResponse : undefined,
    relayState: form.success ? form.data.RelayState : undefined,
  });
  switch (result.kind) {
    case 'parked':
      return seeOther(reply, `${realm.baseUrl}/sign-in/complete/${result.handle}`);
    case 'restart': {
      const continuation = sealContinuation(hub.sealer, realm, result.input);
      return seeOther(reply, `${realm.baseUrl}/sign-in/restart?continue=${encodeURIComponent(continuation)}`);
    }
    case 'refused':
      return sendRefusal(hub, realm, reply, result);
  }
};

export const registerSamlRoutes = (app: FastifyInstance, hub: Hub): void => {
  const prefix = `${REALM_PREFIX}/saml/:serviceProvider`;
  app.get(`${prefix}/metadata`, async (request, reply) => {
    const realm = await realmOf(hub, request);
    const serviceProvider = serviceProviderOf(realm, request);
    return reply
      .type('application/samlmetadata+xml; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .send(writeSpMetadata(spMetadata(realm, serviceProvider)));
  });
  app.post(`${prefix}/acs`, async (request, reply) => receive(hub, request, reply, null));
  app.post(`${prefix}/acs/:node`, async (request, reply) =>
    receive(hub, request, reply, pathParameter(request, 'node')),
  );
};
