/**
 * From an EncryptedKey's octets to a content key, RSA-OAEP (xmlenc-core1 §5.5.2). It never fails: what cannot be
 * unwrapped becomes a random key of the right length, so that a bad wrapping is found out only where a bad
 * content is, and an attacker who changes either learns nothing. It always takes a private key operation: what RSA would turn
 * away at once, because it is too long, too short or too large a number, is replaced by a random number.
 *
 * With one hash for label and mask, Web Crypto does the work in the thread pool. Measured with RSA-2048 it takes 0.28 ms
 * of CPU time, 0.02 of them on the event loop, where `privateDecrypt` takes 0.26 ms, all of them on the event loop.
 * Node has no such way without padding, so pairs of different hashes are unwrapped on the event loop, as everything is
 * for a key whose place that is. There the padding is always our own: `privateDecrypt` throws where it does not fit, and
 * an error takes time to make.
 */
import { constants, createPrivateKey, type KeyObject, privateDecrypt, randomBytes, webcrypto } from 'node:crypto';
import type { DecryptionKey } from './decryption-key.ts';
import type { OaepHash, OaepHashes } from './encryption-algorithms.ts';
import { oaepDecode } from './oaep.ts';
import { takeRandom } from './random-store.ts';

const WEB_CRYPTO_HASHES: Readonly<Record<OaepHash, string>> = {
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

/** Gives the key's DER, and wipes it when what was made of it is there. */
const withDer = async <T>(key: KeyObject, use: (der: Buffer) => T | Promise<T>): Promise<T> => {
  const der = key.export({ type: 'pkcs8', format: 'der' });
  try {
    return await use(der);
  } finally {
    der.fill(0);
  }
};

const webKeys = new WeakMap<KeyObject, Map<OaepHash, Promise<webcrypto.CryptoKey>>>();

const webKeyOf = (key: KeyObject, hash: OaepHash): Promise<webcrypto.CryptoKey> => {
  const known = webKeys.get(key) ?? new Map<OaepHash, Promise<webcrypto.CryptoKey>>();
  webKeys.set(key, known);
  const algorithm = { name: 'RSA-OAEP', hash: WEB_CRYPTO_HASHES[hash] };
  // KeyObject has a way of its own to this, but not in Node 20.
  const webKey =
    known.get(hash) ?? withDer(key, (der) => webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['decrypt']));
  known.set(hash, webKey);
  return webKey;
};

/**
 * A number that RSA can work on: the wrapped key, or something random in its place when it has another length than the modulus or
 * is not below it. The padding of what comes out is then wrong, as that of a wrapped key for somebody else.
 */
export const workableNumber = (wrapped: Uint8Array, modulus: Uint8Array): Uint8Array => {
  if (wrapped.length === modulus.length && Buffer.compare(wrapped, modulus) < 0) {
    return wrapped;
  }
  const instead = randomBytes(modulus.length);
  // The first octet of a modulus is not zero.
  instead[0] = 0;
  return instead;
};

/**
 * Unwraps a content key, or makes up one that fits nothing.
 *
 * @param keyBytes Length that the content algorithm asks for.
 */
export async function unwrapKey(
  wrapped: Uint8Array,
  key: DecryptionKey,
  hashes: OaepHashes,
  keyBytes: number,
): Promise<Uint8Array> {
  const fallback = takeRandom(keyBytes);
  const workable = workableNumber(wrapped, key.modulus);
  return key.place === 'event-loop' || hashes.digest !== hashes.mgf
    ? unwrapWithOwnPadding(workable, key, hashes, fallback)
    : unwrapInThreadPool(workable, key, hashes.digest, fallback);
}

/** As Web Crypto makes one of a padding that does not fit, which takes some microseconds. */
const makeErrorForNobody = (): DOMException => new DOMException('nothing was wrong', 'OperationError');

const unwrapInThreadPool = async (
  wrapped: Uint8Array,
  key: DecryptionKey,
  hash: OaepHash,
  fallback: Uint8Array,
): Promise<Uint8Array> => {
  const unwrapped = await webKeyOf(key.privateKey, hash)
    .then((webKey) => webcrypto.subtle.decrypt({ name: 'RSA-OAEP' }, webKey, new Uint8Array(wrapped)))
    .then((octets) => {
      // Whether the padding fits is what Manger's attack asks: either answer takes as long as the other.
      makeErrorForNobody();
      return octets;
    })
    // Every failure is the same one: the made-up key goes on in its place.
    .catch(() => new ArrayBuffer(0));
  return unwrapped.byteLength === fallback.length ? new Uint8Array(unwrapped) : fallback;
};

const unpaddedKeys = new WeakMap<KeyObject, Promise<KeyObject>>();

/**
 * A key object that is its own options: node looks for the padding on whatever it is given. Of options around a key it
 * asks first what kind of key they are, and makes two errors to find that they are none: 25 µs.
 */
const unpaddedKeyOf = (key: KeyObject): Promise<KeyObject> => {
  const unpadded =
    unpaddedKeys.get(key) ??
    withDer(key, (der) => {
      const copy = createPrivateKey({ key: der, type: 'pkcs8', format: 'der' });
      return Object.assign(copy, { padding: constants.RSA_NO_PADDING });
    });
  unpaddedKeys.set(key, unpadded);
  return unpadded;
};

const unwrapWithOwnPadding = async (
  wrapped: Uint8Array,
  key: DecryptionKey,
  hashes: OaepHashes,
  fallback: Uint8Array,
): Promise<Uint8Array> => {
  const padded = await unpaddedKeyOf(key.privateKey)
    .then((unpadded) => privateDecrypt(unpadded, wrapped))
    // Without padding nothing fails that has to do with the message: the number is below the modulus.
    .catch(() => Buffer.alloc(0));
  return padded.length === key.modulus.length ? oaepDecode(padded, hashes, fallback) : fallback;
};
