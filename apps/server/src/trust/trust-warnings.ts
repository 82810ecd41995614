/** What an administrator should know about a description, in words. Nothing here is refused. */
import type { CertificateFactsView, TrustWarning } from '@cordboard/contract/identity-provider-trust';
import { isLoopbackHost } from '@cordboard/contract/is-loopback-host';
import type { MetadataWarning } from '@cordboard/saml';
import type { IdentityProviderSource } from '../storage/ports/directory-store.ts';
import { DAY_MS, idpCertificateFacts } from './idp-certificate.ts';
import type { Described } from './trust-changes.ts';

type Level = TrustWarning['level'];

/** Days before the end, the nearest first, and how serious each is. */
const THRESHOLDS: readonly (readonly [number, Level])[] = [
  [1, 'serious'],
  [7, 'serious'],
  [14, 'warning'],
  [30, 'warning'],
  [60, 'note'],
];
const MIN_RSA_BITS = 2048;

const warning = (code: TrustWarning['code'], level: Level, words: string): TrustWarning => ({ code, level, words });

const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

/** The level of what ends at `end`, or null while that is more than 60 days away. */
const levelBefore = (end: number, now: number): Level | null =>
  THRESHOLDS.find(([count]) => end - now <= count * DAY_MS)?.[1] ?? null;

const certificateValidity = (certificate: CertificateFactsView, now: number): readonly TrustWarning[] => {
  const { subject, notAfter, notBefore } = certificate;
  if (now > notAfter) {
    const words = `The certificate of ${subject} expired on ${dateOf(notAfter)}. Its signatures are still accepted, because trust rests on the key; ask the identity provider for the new one.`;
    return [warning('certificate-expired', 'serious', words)];
  }
  if (now < notBefore) {
    return [
      warning('certificate-not-yet-valid', 'note', `The certificate of ${subject} begins on ${dateOf(notBefore)}.`),
    ];
  }
  const level = levelBefore(notAfter, now);
  const left = Math.ceil((notAfter - now) / DAY_MS);
  return level === null
    ? []
    : [
        warning(
          'certificate-expires',
          level,
          `The certificate of ${subject} expires in ${days(left)}, on ${dateOf(notAfter)}.`,
        ),
      ];
};

const certificateStrength = ({ subject, key, signatureAlgorithm }: CertificateFactsView): readonly TrustWarning[] => {
  const bits = Number(/^RSA (\d+)$/.exec(key)?.[1] ?? MIN_RSA_BITS);
  return [
    ...(bits < MIN_RSA_BITS
      ? [
          warning(
            'certificate-weak-key',
            'serious',
            `The key of ${subject} has ${bits} bits. Its signatures are refused unless allowRsa1024 is set; ask for a key of at least 2048 bits.`,
          ),
        ]
      : []),
    ...(/sha1|md5/i.test(signatureAlgorithm)
      ? [
          warning(
            'certificate-weak-signature',
            'note',
            `The certificate of ${subject} is signed with ${signatureAlgorithm}. Nothing here rests on that signature, but the identity provider may use the same for its messages, and those are refused.`,
          ),
        ]
      : []),
  ];
};

const certificateWarnings = ({ identityProvider }: Described, now: number): readonly TrustWarning[] =>
  identityProvider.signingCertificates
    .map((pem) => idpCertificateFacts(pem, now))
    .flatMap((certificate) => [...certificateValidity(certificate, now), ...certificateStrength(certificate)]);

/** Whether anybody on the way can read and change what is sent there. */
export const isUnprotected = (address: string): boolean => {
  const url = URL.parse(address);
  return url?.protocol === 'http:' && !isLoopbackHost(url.hostname);
};

const endpointWarnings = ({ identityProvider }: Described): readonly TrustWarning[] => {
  const { singleSignOn, singleLogout } = identityProvider;
  const addresses = new Set([...singleSignOn, ...singleLogout].map(({ url }) => url));
  return [
    ...[...addresses]
      .filter(isUnprotected)
      .map((url) =>
        warning('endpoint-not-encrypted', 'serious', `${url} is http: anybody on the way can read and change it.`),
      ),
    ...(singleLogout.length === 0
      ? [
          warning(
            'no-sign-out',
            'note',
            'The identity provider has no address for sign-out: a sign-out here leaves its own session open.',
          ),
        ]
      : []),
  ];
};

const sourceWarnings = (source: IdentityProviderSource): readonly TrustWarning[] => {
  if (source.kind !== 'url') {
    const what = source.kind === 'file' ? 'A metadata file does' : 'Single values do';
    const words = `${what} not update by itself. After every change at the identity provider, above all of its certificate, it has to be given anew; an address updates itself.`;
    return [warning('does-not-update', 'note', words)];
  }
  const words =
    'The metadata is read over http: anybody on the way can replace it. So nothing is taken over from it by itself; every change waits for approval.';
  return isUnprotected(source.url) ? [warning('address-not-encrypted', 'serious', words)] : [];
};

const validityWarnings = ({ identityProvider, source }: Described, now: number): readonly TrustWarning[] => {
  const { validUntil } = identityProvider;
  if (validUntil === null) {
    return [];
  }
  if (now >= validUntil) {
    const words = `The metadata was valid until ${dateOf(validUntil)}. What was known then is still used; ask the identity provider for newer metadata.`;
    return [warning('metadata-expired', 'serious', words)];
  }
  // An address is read again long before.
  const level = source.kind === 'url' ? null : levelBefore(validUntil, now);
  return level === null
    ? []
    : [warning('metadata-expires', level, `The metadata is valid until ${dateOf(validUntil)}.`)];
};

const READER_WORDS: Readonly<Partial<Record<MetadataWarning['code'], string>>> = {
  certificate_unreadable: 'A certificate cannot be read, or has a kind of key that SAML does not use; it is left out',
  key_without_certificate: 'A key without a certificate is left out',
};

/** What the reader saw beyond what the certificates themselves tell. */
export const readerWarnings = (found: readonly MetadataWarning[]): readonly TrustWarning[] =>
  found.flatMap(({ code, received }) => {
    if (code === 'certificate_expired' || code === 'certificate_not_yet_valid' || code === 'certificate_weak_key') {
      return [];
    }
    const words = READER_WORDS[code];
    return words === undefined
      ? [warning('metadata-detail', 'note', `A detail of the metadata is not as it should be: ${received}.`)]
      : [warning('certificate-left-out', 'warning', `${words}: ${received}.`)];
  });

export const trustWarnings = (described: Described, now: number): readonly TrustWarning[] => [
  ...sourceWarnings(described.source),
  ...validityWarnings(described, now),
  ...certificateWarnings(described, now),
  ...endpointWarnings(described),
];
