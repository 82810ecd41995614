import { describe, expect, it } from 'vitest';
import { readLinkToken } from './link-token.ts';

const token = 'a'.repeat(43);

describe('readLinkToken', () => {
  it('reads what stands behind the #', () => {
    expect(readLinkToken(`#${token}`)).toBe(token);
  });

  it.each(['', '#', `#${token}x`, '#<script>', `#${token.slice(1)}`])('takes %j for no token', (hash) => {
    expect(readLinkToken(hash)).toBeNull();
  });
});
