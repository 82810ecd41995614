import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { brokenKeyPem } from '../../test-support/broken-key.ts';
import { errorCodeAsync } from '../../test-support/error-code.ts';
import { testKeyPair } from '../../test-support/keys.ts';
import type { KeyPlace } from '../xml/key-place.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { childElements } from '../xml/xml-query.ts';
import { type DecryptedElement, decryptElement } from './decrypt-element.ts';
import { type DecryptionKey, loadDecryptionKey } from './decryption-key.ts';
import { encryptElement } from './encrypt-element.ts';

const pair = await testKeyPair('xenc');
const keyIn = (place: KeyPlace): DecryptionKey =>
  loadDecryptionKey({ name: 'current', privateKeyPem: pair.privateKeyPem, place });

const message = encryptElement('<a/>', { certificate: pair.certificatePem, wrapper: 'EncryptedAssertion' });

const decrypt = (...keys: readonly DecryptionKey[]): Promise<DecryptedElement> => {
  const [element] = childElements(parseXml(`<r>${message}</r>`).root);
  if (element === undefined) throw new Error('the message is empty');
  return decryptElement(element, { keys, cbc: 'refuse' });
};

/** Whether the key has done its work before the event loop turns. */
const atOnce = async (key: DecryptionKey): Promise<boolean> => {
  let done = false;
  const decrypting = decrypt(key).then(() => {
    done = true;
  });
  for (let turns = 0; turns < 50; turns += 1) await Promise.resolve();
  const found = done;
  await decrypting;
  return found;
};

describe('the place of a decryption key', () => {
  it('is the event loop only when it says so', async () => {
    const key = keyIn('event-loop');
    expect(await atOnce(key)).toBe(true);
    expect(await atOnce(keyIn('thread-pool'))).toBe(false);
    // Made by hand, and by somebody whose compiler did not complain.
    expect(await atOnce({ ...key, place: 'pool' as KeyPlace })).toBe(false);
  });
});

describe.each(['thread-pool', 'event-loop'] as const)('a key in the %s that does not work', (place) => {
  const broken = { ...keyIn(place), privateKey: createPrivateKey(brokenKeyPem(pair.privateKeyPem)) };

  it('is one that does not fit: the next one is tried', async () => {
    expect((await decrypt(broken, keyIn(place))).key).toBe(keyIn(place));
  });

  it('refuses as any other that does not fit', async () => {
    expect(await errorCodeAsync(() => decrypt(broken))).toBe('encryption.failed');
  });
});

describe.each(['thread-pool', 'event-loop'] as const)('many messages in the %s', (place) => {
  it('are decrypted side by side', async () => {
    const decrypted = await Promise.all(Array.from({ length: 20 }, () => decrypt(keyIn(place))));
    expect(decrypted.map(({ element }) => element.name)).toEqual(Array.from({ length: 20 }, () => 'a'));
  });
});
