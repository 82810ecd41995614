import { describe, expect, it } from 'vitest';
import { createDecryptionThrottle, MAX_FAILURES } from './decryption-throttle.ts';

describe('decryption throttle', () => {
  const fail = (times: number) => {
    let now = 1_000_000;
    const throttle = createDecryptionThrottle(() => now);
    for (let count = 0; count < times; count += 1) {
      throttle.failed('a');
    }
    return {
      throttle,
      pass: (ms: number) => {
        now += ms;
      },
    };
  };

  it('closes at the limit, not before', () => {
    expect(fail(MAX_FAILURES - 1).throttle.isClosed('a')).toBe(false);
    expect(fail(MAX_FAILURES).throttle.isClosed('a')).toBe(true);
  });

  it('closes only the connection that failed', () => {
    expect(fail(MAX_FAILURES).throttle.isClosed('b')).toBe(false);
  });

  it('opens again after a minute, to the millisecond', () => {
    const { throttle, pass } = fail(MAX_FAILURES);
    pass(59_999);
    expect(throttle.isClosed('a')).toBe(true);
    pass(1);
    expect(throttle.isClosed('a')).toBe(false);
  });
});
