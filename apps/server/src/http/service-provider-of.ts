/** The service provider that an address names. */
import type { FastifyRequest } from 'fastify';
import { findServiceProvider, type RealmContext, type ServiceProviderContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import { pathParameter } from './hub.ts';

/** @throws CordboardError `http.not_found` */
export const serviceProviderOf = (realm: RealmContext, request: FastifyRequest): ServiceProviderContext => {
  const slug = pathParameter(request, 'serviceProvider');
  const found = findServiceProvider(realm, slug);
  if (found === null) {
    throw new CordboardError('http.not_found', { received: slug });
  }
  return found;
};
