/**
 * HTTP POST binding, SAML bindings §3.5: the value of a form field to octets on receipt, and the page
 * that sends a message on its way. What a message says is none of its business.
 */
import { SamlError } from '../errors.ts';
import { decodeBase64, decodePassingBase64 } from '../xml/base64.ts';
import { MESSAGE_LIMITS, type XmlLimits } from '../xml/xml-node.ts';
import { assertDestination } from './destination.ts';

/** The parameter that carries a message in both bindings. */
export type SamlParameter = 'SAMLRequest' | 'SAMLResponse';

/**
 * Room for white space between the characters of base64. The most that is seen breaks lines at 64 or 76 characters
 * and writes each break as two characters.
 */
const WHITE_SPACE_ALLOWANCE = 1.1;

/**
 * Decodes the value of SAMLRequest or SAMLResponse of a posted form. The size is judged before anything is decoded.
 *
 * @param value The field after form decoding; XML white space is allowed anywhere.
 * @throws SamlError `message.missing`, `message.too_large`, `message.base64`.
 */
export function decodePostMessage(value: string | undefined, limits: XmlLimits = MESSAGE_LIMITS): Uint8Array {
  return decodeWithin(value, limits, decodeBase64);
}

/** The same for octets that are parsed at once: they are there only until the next call. */
export function decodePassingMessage(value: string, limits: XmlLimits): Uint8Array {
  return decodeWithin(value, limits, decodePassingBase64);
}

const decodeWithin = (value: string | undefined, limits: XmlLimits, decode: typeof decodeBase64): Uint8Array => {
  if (value === undefined || value === '') {
    throw new SamlError('message.missing');
  }
  const tooLarge = (received: string): SamlError =>
    new SamlError('message.too_large', { expected: `at most ${limits.maxBytes} octets`, received });
  if (value.length > Math.ceil(limits.maxBytes / 3) * 4 * WHITE_SPACE_ALLOWANCE) {
    throw tooLarge(`${value.length} characters of base64`);
  }
  const octets = decode(value, 'message.base64');
  if (octets.length > limits.maxBytes) {
    throw tooLarge(`${octets.length} octets`);
  }
  return octets;
};

/** What {@link postForm} shows; the defaults are English. */
export interface PostFormTexts {
  /** BCP 47 tag for the page. */
  readonly language: string;
  readonly title: string;
  /** Stands above the button, which is there for slow pages and for browsers without scripts. */
  readonly explanation: string;
  readonly button: string;
}

export interface PostFormOptions {
  /** Where the form goes: an http or https URL. */
  readonly destination: string;
  readonly parameter: SamlParameter;
  /** The XML of the message. */
  readonly message: string | Uint8Array;
  /** Sent as it is: its length is the caller's affair. */
  readonly relayState?: string | undefined;
  /** The nonce of the page's Content-Security-Policy. */
  readonly nonce: string;
  readonly texts?: Partial<PostFormTexts> | undefined;
}

const ENGLISH: PostFormTexts = {
  language: 'en',
  title: 'Signing you in',
  explanation: 'You are being taken to the next step. If nothing happens, use the button.',
  button: 'Continue',
};

const HTML_ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // A form field holds line breaks only as references: the HTML parser rewrites bare ones.
  '\r': '&#13;',
  '\n': '&#10;',
};

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"'\r\n]/g, (character) => HTML_ESCAPES[character] ?? character);

/**
 * The complete page that posts a message by itself, SAML bindings §3.5.4. Its script runs under a nonce; the button
 * is always there, so the page works without scripts too. Send it with `Cache-Control: no-store` and a policy that
 * allows this nonce and a `form-action` of the destination.
 *
 * @throws SamlError `metadata.endpoint` when the destination is no http or https URL.
 * @throws TypeError when the nonce is not base64 or base64url, which is a defect of the caller.
 */
export function postForm(options: PostFormOptions): string {
  assertDestination(options.destination);
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(options.nonce)) {
    throw new TypeError('the nonce is not base64');
  }
  const texts = { ...ENGLISH, ...options.texts };
  const octets = typeof options.message === 'string' ? Buffer.from(options.message, 'utf8') : options.message;
  const field = (name: string, value: string): string =>
    `<input type="hidden" name="${name}" value="${escapeHtml(value)}">\n`;
  const relayState = options.relayState === undefined ? '' : field('RelayState', options.relayState);
  // submit() is called on the prototype, so that no field name can ever stand in its place.
  return `<!doctype html>
<html lang="${escapeHtml(texts.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(texts.title)}</title>
</head>
<body>
<form method="post" action="${escapeHtml(options.destination)}">
${field(options.parameter, Buffer.from(octets).toString('base64'))}${relayState}<p>${escapeHtml(texts.explanation)}</p>
<button type="submit">${escapeHtml(texts.button)}</button>
</form>
<script nonce="${options.nonce}">HTMLFormElement.prototype.submit.call(document.forms[0]);</script>
</body>
</html>
`;
}
