/** Keys as the API shows them. */
import type { KeyDueView, KeyView } from '@cordboard/contract/admin-api/keys';
import { certificateWarnings, describeCertificate } from '../../directory/keys/describe-certificate.ts';
import type { KeyDue } from '../../directory/keys/key-dues.ts';
import { removableAt, retirementTerms } from '../../directory/keys/key-life.ts';
import type { KeyRecord } from '../../storage/ports/directory-store.ts';
import { entityTag } from '../http/entity-tag.ts';

export const keyView = (key: KeyRecord, now: number): KeyView => {
  const certificate = key.certificate === null ? null : describeCertificate(key.certificate, now);
  return {
    id: key.id,
    purpose: key.purpose,
    state: key.state,
    origin: key.origin,
    algorithm: key.algorithm,
    certificate,
    publicJwk: key.publicJwk === null ? null : { ...key.publicJwk },
    createdAt: key.createdAt,
    promotedAt: key.promotedAt,
    retiredAt: key.retiredAt,
    removableAt: removableAt(key),
    removedAt: key.retiredAt === null ? null : key.retiredAt + retirementTerms[key.purpose].keptMs,
    // Nobody looks at the certificate of a key that is no longer announced.
    warnings: certificate === null || key.state === 'retired' ? [] : certificateWarnings(certificate, now),
  };
};

/** The days that are left change by themselves and are no change of the key. */
export const keyTag = ({ id, state, promotedAt, retiredAt }: KeyRecord): string =>
  entityTag([id, state, promotedAt, retiredAt]);

const PURPOSES: readonly KeyRecord['purpose'][] = ['request-signing', 'assertion-decryption', 'token-signing'];
const STATES: readonly KeyRecord['state'][] = ['current', 'next', 'retired'];

/** By purpose and algorithm; within each the current one, the next one, then the retired ones, the latest first. */
export const inOrder = (keys: readonly KeyRecord[]): readonly KeyRecord[] =>
  keys.toSorted(
    (a, b) =>
      PURPOSES.indexOf(a.purpose) - PURPOSES.indexOf(b.purpose) ||
      (a.purpose === 'token-signing' ? a.algorithm.localeCompare(b.algorithm) : 0) ||
      STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
      (b.retiredAt ?? 0) - (a.retiredAt ?? 0),
  );

const PURPOSE_NAMES: Readonly<Record<KeyRecord['purpose'], string>> = {
  'request-signing': 'signs requests',
  'assertion-decryption': 'decrypts assertions',
  'token-signing': 'signs tokens',
};

/** SHA-256 of the certificate, or the key ID of a token key: what tells a key from others in public. */
export const keyFingerprint = ({ certificate, publicJwk }: KeyRecord): string =>
  certificate === null ? (publicJwk?.['kid'] ?? '') : describeCertificate(certificate, 0).fingerprintSha256;

const naming = (keys: readonly KeyRecord[]): string =>
  keys
    .map(
      (key) => `the ${key.state} key that ${PURPOSE_NAMES[key.purpose]} (SHA-256 ${keyFingerprint(key).slice(0, 16)}…)`,
    )
    .join(' and ');

export const keyDueView = ({ connection, exchange, test, untested }: KeyDue): KeyDueView => ({
  connection: connection.slug,
  metadataExchangeDue: exchange.length > 0,
  metadataExchangeReason:
    exchange.length === 0
      ? null
      : `${connection.name} is not known to have ${naming(exchange)}. Give it the metadata and say so here.`,
  testDue: test.length > 0,
  testReason: test.length === 0 ? null : `No test with ${connection.name} has passed with ${naming(test)}.`,
  untestedKeys: untested.map(({ id }) => id),
});
