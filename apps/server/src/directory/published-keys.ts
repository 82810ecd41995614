/** Which keys the metadata of a service provider announces. */
import type { KeyRecord, ServiceProviderRecord } from '../storage/ports/directory-store.ts';

export type SamlKeyPurpose = Extract<KeyRecord['purpose'], 'request-signing' | 'assertion-decryption'>;

const inState = (keys: readonly KeyRecord[], state: KeyRecord['state']): readonly KeyRecord[] =>
  keys.filter((key) => key.state === state);

/**
 * Signing keys: the current one and the next, so that an identity provider knows the next before it signs. Retired ones
 * sign nothing and are not announced.
 *
 * The encryption key: one only, because identity providers that see two differ in which they take. The next replaces
 * the current one at once: whoever has read it encrypts to a key that we hold, and so does whoever has not. None while
 * encryption is not wanted: an identity provider that sees one encrypts to it.
 */
export const publishedKeys = (
  keys: readonly KeyRecord[],
  serviceProvider: ServiceProviderRecord,
  purpose: SamlKeyPurpose,
): readonly KeyRecord[] => {
  const own = keys.filter((key) => key.ownerId === serviceProvider.id && key.purpose === purpose);
  const [current, next] = [inState(own, 'current'), inState(own, 'next')];
  if (purpose === 'request-signing') {
    return [...current, ...next];
  }
  if (!serviceProvider.settings.wantEncryptedAssertions) {
    return [];
  }
  return next.length > 0 ? next : current;
};
