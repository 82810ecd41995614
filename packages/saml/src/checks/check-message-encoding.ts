/** The octets of the message: present, base64, within the size limit. */
import { decodePassingMessage } from '../bindings/post-binding.ts';
import { SamlError } from '../errors.ts';
import type { XmlLimits } from '../xml/xml-node.ts';

/**
 * SAML bindings §3.5.4: the form control carries the base64 encoding of the XML.
 *
 * @returns octets that have to be parsed at once: the next message takes their place.
 * @throws SamlError `message.missing`, `message.base64`, `message.too_large`
 */
export const checkMessageEncoding = (message: string | Uint8Array, limits: XmlLimits): Uint8Array => {
  if (typeof message === 'string') {
    return decodePassingMessage(message, limits);
  }
  if (message.length === 0) {
    throw new SamlError('message.missing');
  }
  if (message.length > limits.maxBytes) {
    throw new SamlError('message.too_large', {
      expected: `at most ${limits.maxBytes} octets`,
      received: `${message.length} octets`,
    });
  }
  return message;
};
