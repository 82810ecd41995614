/**
 * HTTP Redirect binding, SAML bindings §3.4: a message to a URL on its way, and the raw query string to
 * octets on receipt. The signature of this binding covers the query itself, not the XML.
 */
import { type InflateRaw, inflateRawSync } from 'node:zlib';
import type { AlgorithmOptions } from '../dsig/algorithms.ts';
import { signDetached, verifyDetached } from '../dsig/detached-signature.ts';
import { defaultSignatureMethod, type SigningKey } from '../dsig/signing-key.ts';
import type { VerificationKey } from '../dsig/verification-key.ts';
import { SamlError } from '../errors.ts';
import { decodeBase64 } from '../xml/base64.ts';
import { MESSAGE_LIMITS, type XmlLimits } from '../xml/xml-node.ts';
import { deflateMessage } from './deflate-message.ts';
import { assertDestination } from './destination.ts';
import type { SamlParameter } from './post-binding.ts';
import { type QueryParameter, type QueryParameterName, readQueryParameters } from './query-parameters.ts';
import { readRelayState } from './relay-state.ts';

/** The one encoding of this binding, SAML bindings §3.4.4.1. */
export const DEFLATE_ENCODING = 'urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE';

export interface EncodeRedirectOptions {
  /** An http or https URL; a query that it already has is kept. */
  readonly destination: string;
  readonly parameter: SamlParameter;
  /** The XML of the message. It must carry no ds:Signature: this binding has its own. */
  readonly message: string;
  /** Sent as it is: its length is the caller's affair. */
  readonly relayState?: string | undefined;
  /** Signs the query when present. */
  readonly signing?: RedirectSigning | undefined;
}

/** How a query is signed. */
export interface RedirectSigning extends AlgorithmOptions {
  readonly key: SigningKey;
  /** URI; by default the one that fits the key. */
  readonly signatureMethod?: string | undefined;
}

/**
 * Builds the URL that sends a message, SAML bindings §3.4.4.1. The signature covers the very octets that the URL
 * holds, in the order message, RelayState, SigAlg.
 *
 * @throws SamlError `metadata.endpoint` when the destination is no http or https URL; `signature.algorithm` when the
 * signature method is not accepted; `signature.key` when the key does not fit it.
 */
export async function encodeRedirect(options: EncodeRedirectOptions): Promise<string> {
  assertDestination(options.destination);
  let query = `${options.parameter}=${deflateMessage(options.message)}`;
  if (options.relayState !== undefined && options.relayState !== '') {
    query += `&RelayState=${encodeURIComponent(options.relayState)}`;
  }
  if (options.signing !== undefined) {
    query = await signQuery(query, options.signing);
  }
  return appendQuery(options.destination, query);
}

const signQuery = async (query: string, signing: RedirectSigning): Promise<string> => {
  const signatureMethod = signing.signatureMethod ?? defaultSignatureMethod(signing.key);
  const signedOctets = `${query}&SigAlg=${encodeURIComponent(signatureMethod)}`;
  const signature = await signDetached(Buffer.from(signedOctets, 'utf8'), { ...signing, signatureMethod });
  return `${signedOctets}&Signature=${encodeURIComponent(signature.toString('base64'))}`;
};

const appendQuery = (destination: string, query: string): string => {
  const hash = destination.indexOf('#');
  const target = hash === -1 ? destination : destination.slice(0, hash);
  const fragment = hash === -1 ? '' : destination.slice(hash);
  const separator = !target.includes('?') ? '?' : target.endsWith('?') || target.endsWith('&') ? '' : '&';
  return `${target}${separator}${query}${fragment}`;
};

/** The signature of a query, not yet verified. */
export interface RedirectSignature {
  /** The URI of SigAlg. */
  readonly signatureMethod: string;
  readonly value: Uint8Array;
  /** What the signature covers: raw parameters in the order of the specification. */
  readonly signedOctets: string;
}

/** A message as received; unverified until {@link verifyRedirectSignature} returned. */
export interface RedirectMessage {
  readonly parameter: SamlParameter;
  /** The inflated octets of the message. */
  readonly octets: Uint8Array;
  readonly relayState: string | undefined;
  /** Absent when the query carries none. */
  readonly signature: RedirectSignature | undefined;
}

/**
 * Reads the raw query string of a GET at one of our endpoints, SAML bindings §3.4.4.1. Give the octets as the client
 * sent them, not what a framework made of them.
 *
 * @param rawQuery With or without its `?`.
 * @throws SamlError `message.missing`, `message.duplicate_parameter` (also when a request and a response are both
 * there), `message.url_encoding`, `message.base64`, `message.too_large`, `message.deflate`, `message.relay_state`,
 * `signature.structure` when only one of SigAlg and Signature is there.
 */
export function decodeRedirect(rawQuery: string, limits: XmlLimits = MESSAGE_LIMITS): RedirectMessage {
  // Deflate never triples a message, nor does percent encoding do more than triple base64.
  if (rawQuery.length > limits.maxBytes * 6) {
    throw tooLarge(limits, `${rawQuery.length} characters of query`);
  }
  const parameters = readQueryParameters(rawQuery);
  const parameter = messageParameter(parameters);
  const encoding = parameters.get('SAMLEncoding');
  if (encoding !== undefined && encoding.value !== DEFLATE_ENCODING) {
    throw new SamlError('message.deflate', { expected: DEFLATE_ENCODING, received: encoding.value });
  }
  const message = parameters.get(parameter);
  if (message === undefined || message.value === '') {
    throw new SamlError('message.missing');
  }
  return {
    parameter,
    octets: inflate(decodeBase64(message.value, 'message.base64'), limits),
    relayState: readRelayState(parameters.get('RelayState')?.value),
    signature: readSignature(parameters, message),
  };
}

type Parameters = ReadonlyMap<QueryParameterName, QueryParameter>;

const tooLarge = (limits: XmlLimits, received: string): SamlError =>
  new SamlError('message.too_large', { expected: `at most ${limits.maxBytes} octets`, received });

const messageParameter = (parameters: Parameters): SamlParameter => {
  const request = parameters.has('SAMLRequest');
  if (request && parameters.has('SAMLResponse')) {
    throw new SamlError('message.duplicate_parameter', {
      expected: 'one of SAMLRequest and SAMLResponse',
      received: 'both',
    });
  }
  return request ? 'SAMLRequest' : 'SAMLResponse';
};

const inflate = (deflated: Uint8Array, limits: XmlLimits): Uint8Array => {
  if (deflated.length > limits.maxBytes) {
    throw tooLarge(limits, `${deflated.length} octets before inflating`);
  }
  let inflated: Inflated;
  try {
    // The types of Node know only the plain result; with `info` it comes with the engine that made it.
    inflated = inflateRawSync(deflated, { maxOutputLength: limits.maxBytes, info: true }) as unknown as Inflated;
  } catch (cause) {
    throw new SamlError('message.deflate', { expected: `DEFLATE of at most ${limits.maxBytes} octets`, cause });
  }
  if (inflated.engine.bytesWritten !== deflated.length) {
    throw new SamlError('message.deflate', { expected: 'one DEFLATE stream', received: 'octets after its end' });
  }
  if (inflated.buffer.length === 0) {
    throw new SamlError('message.missing');
  }
  return inflated.buffer;
};

interface Inflated {
  readonly buffer: Buffer;
  /** `bytesWritten` counts the octets of input that were used. */
  readonly engine: InflateRaw;
}

const readSignature = (parameters: Parameters, message: QueryParameter): RedirectSignature | undefined => {
  const signature = parameters.get('Signature');
  const signatureMethod = parameters.get('SigAlg');
  if (signature === undefined && signatureMethod === undefined) {
    return undefined;
  }
  if (signature === undefined || signatureMethod === undefined) {
    throw new SamlError('signature.structure', {
      expected: 'both SigAlg and Signature',
      received: signature === undefined ? 'SigAlg alone' : 'Signature alone',
    });
  }
  const relayState = parameters.get('RelayState');
  const signed = relayState === undefined ? [message, signatureMethod] : [message, relayState, signatureMethod];
  return {
    signatureMethod: signatureMethod.value,
    value: decodeBase64(signature.value, 'signature.structure'),
    signedOctets: signed.map((parameter) => parameter.raw).join('&'),
  };
};

export interface VerifyRedirectOptions extends AlgorithmOptions {
  /** Keys of whom the message says it is from; only these are trusted. */
  readonly keys: readonly VerificationKey[];
}

/**
 * Verifies the signature of a query over the octets as they were received, SAML bindings §3.4.4.1.
 *
 * @returns the key that made it.
 * @throws SamlError `signature.missing` when the query carries none; `signature.algorithm`, `signature.key`,
 * `signature.invalid`.
 */
export function verifyRedirectSignature(message: RedirectMessage, options: VerifyRedirectOptions): VerificationKey {
  if (message.signature === undefined) {
    throw new SamlError('signature.missing', { expected: 'SigAlg and Signature in the query', received: 'neither' });
  }
  const { signatureMethod, value, signedOctets } = message.signature;
  return verifyDetached(Buffer.from(signedOctets, 'utf8'), { ...options, signature: value, signatureMethod });
}
