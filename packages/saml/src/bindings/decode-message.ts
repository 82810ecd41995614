/** A front-channel message as it came in, by either binding, to a document. Nothing of it is trusted yet. */
import { SamlError } from '../errors.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { MESSAGE_LIMITS, type XmlElement, type XmlLimits } from '../xml/xml-node.ts';
import { decodePostMessage, type SamlParameter } from './post-binding.ts';
import { decodeRedirect, type RedirectMessage } from './redirect-binding.ts';

/** The octets of a message, and the query that they came in. */
export interface ReceivedMessage {
  readonly octets: Uint8Array;
  /** Set when it came by the Redirect binding, whose signature covers the query. */
  readonly redirect: RedirectMessage | undefined;
}

/**
 * How a message came in: the form field of a POST, the raw query string of a GET exactly as received, or the octets of
 * the XML.
 */
export type MessageInput = { readonly posted: string } | { readonly rawQuery: string } | { readonly xml: Uint8Array };

/**
 * The octets of a message within the limits.
 *
 * @throws SamlError `message.*`, `signature.structure`
 */
export const receiveMessage = (
  input: MessageInput,
  parameter: SamlParameter,
  limits: XmlLimits = MESSAGE_LIMITS,
): ReceivedMessage => {
  if ('posted' in input) {
    return { octets: decodePostMessage(input.posted, limits), redirect: undefined };
  }
  if ('rawQuery' in input) {
    const redirect = decodeRedirect(input.rawQuery, limits);
    if (redirect.parameter !== parameter) {
      throw new SamlError('message.missing', { expected: parameter, received: redirect.parameter });
    }
    return { octets: redirect.octets, redirect };
  }
  if (input.xml.length === 0) {
    throw new SamlError('message.missing');
  }
  return { octets: input.xml, redirect: undefined };
};

/** A message that was parsed and not verified. */
export interface DecodedMessage {
  readonly element: XmlElement;
  readonly redirect: RedirectMessage | undefined;
}

/**
 * Parses a received message.
 *
 * @throws SamlError `xml.*`, `message.too_large`
 */
export const parseMessage = (
  { octets, redirect }: ReceivedMessage,
  limits: XmlLimits = MESSAGE_LIMITS,
): DecodedMessage => ({ element: parseXml(octets, { limits }).root, redirect });
