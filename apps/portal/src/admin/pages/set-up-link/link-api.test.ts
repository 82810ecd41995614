import { describe, expect, it } from 'vitest';
import { readSetUpToken } from './link-api.ts';

const TOKEN = `csl_${'a1_-'.repeat(10)}abc`;

describe('readSetUpToken', () => {
  it('takes the token behind the sign', () => {
    expect(readSetUpToken(`#${TOKEN}`)).toBe(TOKEN);
  });

  it.each(['', '#', '#csl_short', `#${TOKEN}x`, `#${TOKEN.replace('csl', 'cbk')}`, '#<script>'])(
    'refuses %j',
    (hash) => {
      expect(readSetUpToken(hash)).toBeNull();
    },
  );
});
