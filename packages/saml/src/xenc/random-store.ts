/**
 * Random octets in small portions. Asking for a few costs node as much as asking for thousands, and every message that is
 * decrypted needs a made-up key, whether it is used in the end or not.
 */
import { randomFillSync } from 'node:crypto';

const STORE_BYTES = 4096;

const store = new Uint8Array(STORE_BYTES);
let used = STORE_BYTES;

/**
 * Random octets that nobody was given before; the store forgets them.
 *
 * @param size At most 4096.
 */
export function takeRandom(size: number): Uint8Array {
  if (size > STORE_BYTES) {
    throw new RangeError(`at most ${STORE_BYTES} octets at once`);
  }
  if (used + size > STORE_BYTES) {
    randomFillSync(store);
    used = 0;
  }
  const taken = store.slice(used, used + size);
  store.fill(0, used, used + size);
  used += size;
  return taken;
}
