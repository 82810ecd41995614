/** Sends the browser to an identity provider with a message: by redirect, or by a page that posts itself. */
import { type PostFormTexts, postForm } from '@cordboard/saml';
import type { FastifyReply } from 'fastify';
import type { Departure } from '../sign-in/departure.ts';
import { type Hub, seeOther } from './hub.ts';
import { applyAutoPostHeaders } from './security-headers.ts';

export interface DepartureOptions {
  readonly texts?: Partial<PostFormTexts>;
  /** An address whose origin may show the page in a frame; nobody by default. */
  readonly framedBy?: string;
}

export const sendDeparture = (
  hub: Pick<Hub, 'random'>,
  reply: FastifyReply,
  departure: Departure,
  { texts, framedBy }: DepartureOptions = {},
): FastifyReply => {
  if (departure.kind === 'redirect') {
    return seeOther(reply, departure.url);
  }
  const nonce = Buffer.from(hub.random(16)).toString('base64');
  applyAutoPostHeaders(reply, nonce, framedBy);
  const { url: destination, parameter, message, relayState } = departure;
  return reply
    .type('text/html; charset=utf-8')
    .send(postForm({ destination, parameter, message, relayState, nonce, ...(texts !== undefined && { texts }) }));
};
