import { describe, expect, it } from 'vitest';
import { printableText } from './printable-text.ts';

describe('printableText', () => {
  it('keeps letters of every script, and spaces', () => {
    expect(printableText('Amína Ωμέγα 山田 🙂 a b')).toBe('Amína Ωμέγα 山田 🙂 a b');
  });

  it.each([
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['a\nb\r', 'a\\u{a}b\\u{d}'],
    ['\u0000\u007f\u009b', '\\u{0}\\u{7f}\\u{9b}'],
    ['\u202egnp.exe', '\\u{202e}gnp.exe'],
    ['a\u2028b', 'a\\u{2028}b'],
  ])('writes %j with escapes', (text, printed) => {
    expect(printableText(text)).toBe(printed);
  });
});
