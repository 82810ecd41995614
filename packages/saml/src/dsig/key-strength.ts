/** Which keys are good enough for which signature algorithm. */
import type { KeyObject } from 'node:crypto';
import { SamlError } from '../errors.ts';
import type { AlgorithmOptions, SignatureKeyType } from './algorithms.ts';

/** What is known of a key without asking OpenSSL again. */
export interface KeyFacts {
  readonly type: SignatureKeyType;
  /** Bits of the RSA modulus, or of the curve. */
  readonly sizeBits: number;
}

/** Curves by OpenSSL's name: P-256, P-384, P-521. */
const CURVE_BITS: ReadonlyMap<string, number> = new Map([
  ['prime256v1', 256],
  ['secp384r1', 384],
  ['secp521r1', 521],
]);

/**
 * @throws SamlError `signature.key` for a key that can never sign or verify here: neither RSA nor EC
 *   on P-256, P-384 or P-521.
 */
export function keyFacts(key: KeyObject): KeyFacts {
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === 'rsa' && details?.modulusLength !== undefined) {
    return { type: 'rsa', sizeBits: details.modulusLength };
  }
  const curveBits = CURVE_BITS.get(details?.namedCurve ?? '');
  if (key.asymmetricKeyType === 'ec' && curveBits !== undefined) return { type: 'ec', sizeBits: curveBits };
  throw new SamlError('signature.key', {
    expected: 'an RSA key, or an EC key on P-256, P-384 or P-521',
    received: `${key.asymmetricKeyType ?? key.type} ${details?.namedCurve ?? ''}`.trim(),
  });
}

/** RSA keys are at least 2048 bits long, or 1024 where a connection allows it. */
export function minimumRsaBits(options: AlgorithmOptions): number {
  return options.allowRsa1024 === true ? 1024 : 2048;
}

/** Whether a key may be used with an algorithm for this type of key. */
export function keyFits(key: KeyFacts, type: SignatureKeyType, options: AlgorithmOptions): boolean {
  return key.type === type && (type === 'ec' || key.sizeBits >= minimumRsaBits(options));
}
