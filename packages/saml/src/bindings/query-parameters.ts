/**
 * The query of the Redirect binding as it was received: each parameter with its raw text, because the
 * signature covers raw octets and no two encoders agree on them.
 */
import { SamlError } from '../errors.ts';

/** The parameters that SAML bindings §3.4.4.1 gives a meaning. */
const SAML_PARAMETERS = ['SAMLRequest', 'SAMLResponse', 'RelayState', 'SigAlg', 'Signature', 'SAMLEncoding'] as const;

export type QueryParameterName = (typeof SAML_PARAMETERS)[number];

export interface QueryParameter {
  /** `name=value` exactly as received. */
  readonly raw: string;
  /** The value with its percent encoding resolved. A bare `+` is a space in RelayState and itself in base64. */
  readonly value: string;
}

/** Other parameters are left alone, but not any number of them. */
const MAX_PARAMETERS = 64;

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new SamlError('message.url_encoding', { expected: 'percent-encoded UTF-8', received: text, cause });
  }
};

const isSamlParameter = (name: string): name is QueryParameterName =>
  (SAML_PARAMETERS as readonly string[]).includes(name);

/**
 * Reads the SAML parameters of a raw query string, with or without its `?`. Names are compared after decoding, so
 * that `SAML%52equest` cannot hide a second message from us or from what stands in front of us.
 *
 * @throws SamlError `message.duplicate_parameter` when one occurs twice; `message.url_encoding`.
 */
export function readQueryParameters(rawQuery: string): ReadonlyMap<QueryParameterName, QueryParameter> {
  const parameters = new Map<QueryParameterName, QueryParameter>();
  const query = rawQuery.startsWith('?') ? rawQuery.slice(1) : rawQuery;
  const pairs = query.split('&', MAX_PARAMETERS + 1);
  if (pairs.length > MAX_PARAMETERS) {
    throw new SamlError('message.url_encoding', { expected: `at most ${MAX_PARAMETERS} parameters` });
  }
  for (const raw of pairs) {
    const equals = raw.indexOf('=');
    const name = decode(equals === -1 ? raw : raw.slice(0, equals));
    if (!isSamlParameter(name)) {
      continue;
    }
    if (parameters.has(name)) {
      throw new SamlError('message.duplicate_parameter', { expected: `one ${name}`, received: `several ${name}` });
    }
    const encoded = equals === -1 ? '' : raw.slice(equals + 1);
    // Form encoders write a space as `+`. The other values are base64 or URIs, which hold no spaces: there a bare
    // `+` comes from a sender that did not encode it.
    parameters.set(name, { raw, value: decode(name === 'RelayState' ? encoded.replaceAll('+', '%20') : encoded) });
  }
  return parameters;
}
