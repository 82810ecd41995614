/** The answer to an AuthnRequest goes to a registered endpoint, whatever the request asks for. */
import { SamlError } from '../errors.ts';
import type { AuthnRequest } from '../messages/authn-request.ts';
import { BINDING_HTTP_POST } from '../messages/saml-constants.ts';
import { defaultAcs } from '../metadata/default-acs.ts';
import { nearMiss } from './near-miss.ts';

/** One registered AssertionConsumerService. */
export interface RegisteredAcs {
  readonly url: string;
  readonly index?: number | undefined;
  readonly isDefault?: boolean | undefined;
  /** Default HTTP-POST. */
  readonly binding?: string | undefined;
}

/**
 * SAML core §3.4.1, profiles §4.1.4.1: by URL, by index, or the default; with the POST binding.
 *
 * @returns The URL.
 * @throws SamlError `request.acs`
 */
export const checkRequestedAcs = (request: AuthnRequest, acs: readonly RegisteredAcs[]): string => {
  const post = acs.filter(({ binding }) => (binding ?? BINDING_HTTP_POST) === BINDING_HTTP_POST);
  const registered = post.map(({ url }) => url);
  const refuse = (received: string): SamlError =>
    new SamlError('request.acs', {
      expected: registered.join(' or '),
      received,
      hint: nearMiss(registered, received),
    });
  if (request.protocolBinding !== undefined && request.protocolBinding !== BINDING_HTTP_POST) {
    throw refuse(`the binding ${request.protocolBinding}`);
  }
  if (request.acsUrl !== undefined) {
    if (!registered.includes(request.acsUrl)) {
      throw refuse(request.acsUrl);
    }
    return request.acsUrl;
  }
  const chosen =
    request.acsIndex === undefined ? defaultAcs(post) : post.find(({ index }) => index === request.acsIndex);
  if (chosen === undefined) {
    throw refuse(request.acsIndex === undefined ? 'no endpoint at all' : `index ${request.acsIndex}`);
  }
  return chosen.url;
};
