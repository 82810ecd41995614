import { describe, expect, it } from 'vitest';
import { createDecryptionThrottle, type DecryptionThrottle, MAX_FAILURES } from './decryption-throttle.ts';

const failed = (times: number, keys: readonly string[]): DecryptionThrottle => {
  const throttle = createDecryptionThrottle();
  for (let count = 0; count < times; count += 1) {
    throttle.failed(keys);
  }
  return throttle;
};

describe('decryption throttle', () => {
  it('closes for a wrapped key at the limit, not before', () => {
    expect(failed(MAX_FAILURES - 1, ['a']).isClosed(['a'])).toBe(false);
    expect(failed(MAX_FAILURES, ['a']).isClosed(['a'])).toBe(true);
  });

  it('stays closed when other keys stand beside it', () => {
    expect(failed(MAX_FAILURES, ['a']).isClosed(['b', 'a'])).toBe(true);
    expect(failed(MAX_FAILURES, ['b', 'a']).isClosed(['a'])).toBe(true);
  });

  it('closes for no other key', () => {
    expect(failed(MAX_FAILURES, ['a']).isClosed(['b'])).toBe(false);
    expect(failed(MAX_FAILURES, ['a']).isClosed([])).toBe(false);
  });
});
