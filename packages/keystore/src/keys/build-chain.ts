/** Finds the certificate of a key and those that issued it. */
import { type KeyObject, sign, verify, X509Certificate } from 'node:crypto';
import { damaged, KeystoreError } from '../errors.ts';
import { KEYSTORE_LIMITS } from '../limits.ts';
import { shownName } from '../shown.ts';

/** Undefined when the octets are no certificate: one that nobody needs does no harm. */
const parseCertificate = (der: Uint8Array): X509Certificate | undefined => {
  try {
    return new X509Certificate(der);
  } catch {
    return undefined;
  }
};

const parseAll = (ders: readonly Uint8Array[]): readonly X509Certificate[] =>
  ders.map(parseCertificate).filter((certificate) => certificate !== undefined);

const belongsTo = (certificate: X509Certificate, key: KeyObject): boolean => {
  try {
    return certificate.checkPrivateKey(key);
  } catch {
    // Its own key is of a kind that OpenSSL does not know.
    return false;
  }
};

const PROBE = Buffer.from('cordboard keystore');

/** Whether what the key signs is verified with the certificate: equal public halves say nothing about the private one. */
const works = (key: KeyObject, certificate: X509Certificate): boolean => {
  try {
    return verify('sha256', PROBE, certificate.publicKey, sign('sha256', PROBE, key));
  } catch {
    return false;
  }
};

const issuerOf = (certificate: X509Certificate, candidates: readonly X509Certificate[]): X509Certificate | undefined =>
  candidates.find((candidate) => certificate.checkIssued(candidate)) ??
  candidates.find((candidate) => certificate.issuer === candidate.subject);

export interface ChainInput {
  readonly key: KeyObject;
  readonly alias: string;
  /** DER of the certificates that the file assigns to the key. */
  readonly own: readonly Uint8Array[];
  /** DER of all certificates that come into question. */
  readonly all: readonly Uint8Array[];
}

const findLeaf = ({ key, alias, own, all }: ChainInput, parsed: readonly X509Certificate[]): X509Certificate => {
  const candidates = [...parseAll(own), ...parsed];
  const leaf = candidates.find((certificate) => belongsTo(certificate, key));
  if (leaf !== undefined) {
    return leaf;
  }
  const [stranger] = candidates;
  if (stranger !== undefined) {
    throw new KeystoreError('keystore.key_and_certificate_differ', {
      expected: `a certificate for the key ${shownName(alias)}`,
      received: `a certificate of another key, for ${shownName(stranger.subject.replaceAll('\n', ', '))}`,
      hint: 'Put the certificate that was issued for this key into the file.',
    });
  }
  if (own.length + all.length > 0) {
    throw damaged(`an X.509 certificate for the key ${shownName(alias)}`, 'something else in its place');
  }
  throw new KeystoreError('keystore.certificate_missing', {
    expected: `a certificate for the key ${shownName(alias)}`,
    received: 'a key without a certificate',
    hint: 'Import the certificate that was issued for this key into the keystore, then upload it again.',
  });
};

/**
 * Orders certificates into the chain of a key.
 *
 * @returns PEM, the certificate of the key first, each followed by the one that issued it as far as they are there.
 * @throws KeystoreError `keystore.certificate_missing`, `keystore.key_and_certificate_differ`, or `keystore.damaged` for a key that
 *   does not sign.
 */
export const buildChain = (input: ChainInput): readonly string[] => {
  const parsed = parseAll(input.all);
  const leaf = findLeaf(input, parsed);
  if (!works(input.key, leaf)) {
    throw damaged('a private key that fits its public half', 'one that makes no valid signature');
  }
  const chain = [leaf];
  let rest = parsed.filter((certificate) => certificate.fingerprint256 !== leaf.fingerprint256);
  for (let last = leaf; last.subject !== last.issuer && chain.length < KEYSTORE_LIMITS.chainLength; ) {
    const issuer = issuerOf(last, rest);
    if (issuer === undefined) {
      break;
    }
    chain.push(issuer);
    rest = rest.filter((certificate) => certificate !== issuer);
    last = issuer;
  }
  return chain.map((certificate) => certificate.toString());
};
