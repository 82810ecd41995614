import { describe, expect, it } from 'vitest';
import { qrPath } from './qr-path.ts';

describe('qrPath', () => {
  it('joins the dark modules of a row', () => {
    expect(qrPath([[true, true, false, true]])).toBe('M0 0h2v1h-2zM3 0h1v1h-1z');
  });

  it('keeps rows apart', () => {
    expect(
      qrPath([
        [false, true],
        [true, false],
      ]),
    ).toBe('M1 0h1v1h-1zM0 1h1v1h-1z');
  });

  it('draws nothing for light modules', () => {
    expect(qrPath([[false, false]])).toBe('');
  });
});
