/**
 * The form that an identity provider's page posts (SAML bindings §3.5.4): one SAMLResponse, at most one RelayState.
 * Anything else is a refusal that says what came instead.
 */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CordboardError } from '../errors.ts';

export interface PostedResponse {
  /** Base64, not yet decoded. */
  readonly samlResponse: string;
  /** Unverified text. */
  readonly relayState: string | undefined;
}

const FORM = 'application/x-www-form-urlencoded';

/** Longer ones than any identity provider sends; 80 bytes is the limit for those who keep to SAML bindings §3.4.3. */
const MAX_RELAY_STATE = 2048;

// A field that occurs twice arrives as an array.
const field = z.union([z.string(), z.array(z.string())]).optional();
const posted = z.object({ SAMLResponse: field, RelayState: field });

const readForm = (request: FastifyRequest): z.infer<typeof posted> => {
  const type = request.headers['content-type'];
  const form = posted.safeParse(request.body);
  // Bodies of another type were not read, see the routes.
  if (!form.success) {
    throw new CordboardError('sign-in.response_missing', {
      expected: FORM,
      received: type?.slice(0, 100) ?? 'no content type',
    });
  }
  return form.data;
};

const readRelayState = (value: string | readonly string[] | undefined): string | undefined => {
  if (value !== undefined && typeof value !== 'string') {
    throw new CordboardError('sign-in.response_unreadable', {
      expected: 'RelayState at most once',
      received: `RelayState ${value.length} times`,
    });
  }
  // No registered target is so long; the answer may be genuine all the same.
  return value === undefined || value.length > MAX_RELAY_STATE ? undefined : value;
};

/** @throws CordboardError `sign-in.response_missing`, `sign-in.response_unreadable` for an unusable RelayState. */
export const readPostedResponse = (request: FastifyRequest): PostedResponse => {
  const { SAMLResponse: samlResponse, RelayState: relayState } = readForm(request);
  if (typeof samlResponse !== 'string' || samlResponse === '') {
    const received = samlResponse === undefined ? 'no SAMLResponse' : 'an empty SAMLResponse';
    throw new CordboardError('sign-in.response_missing', {
      expected: 'SAMLResponse once',
      received: Array.isArray(samlResponse) ? 'SAMLResponse more than once' : received,
    });
  }
  return { samlResponse, relayState: readRelayState(relayState) };
};
