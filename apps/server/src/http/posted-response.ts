/** What arrives at an assertion consumer service: one SAMLResponse, at most one RelayState. Anything else is refused in words. */
import type { FastifyRequest } from 'fastify';
import { CordboardError } from '../errors.ts';
import { readForm, readRelayState } from './posted-form.ts';

/** Longer ones than any identity provider sends; 80 bytes is the limit for those who keep to SAML bindings §3.4.3. */
const MAX_RELAY_STATE = 2048;

export interface PostedResponse {
  /** Base64, not yet decoded. */
  readonly samlResponse: string;
  /** Unverified text. */
  readonly relayState: string | undefined;
}

/** @throws CordboardError `sign-in.response_missing`, `sign-in.response_unreadable` for an unusable RelayState. */
export const readPostedResponse = (request: FastifyRequest): PostedResponse => {
  const { SAMLResponse: samlResponse, RelayState } = readForm(request, 'sign-in.response_missing');
  if (typeof samlResponse !== 'string' || samlResponse === '') {
    const received = samlResponse === undefined ? 'no SAMLResponse' : 'an empty SAMLResponse';
    throw new CordboardError('sign-in.response_missing', {
      expected: 'SAMLResponse once',
      received: Array.isArray(samlResponse) ? 'SAMLResponse more than once' : received,
    });
  }
  const relayState = readRelayState(RelayState, 'sign-in.response_unreadable');
  // No registered target is so long; the message may be genuine all the same.
  const isTooLong = relayState !== undefined && relayState.length > MAX_RELAY_STATE;
  return { samlResponse, relayState: isTooLong ? undefined : relayState };
};
