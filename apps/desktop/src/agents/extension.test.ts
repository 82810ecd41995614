import { describe, expect, it } from 'vitest';
import { readExtension } from './extension.ts';

describe('readExtension', () => {
  it.each([
    ['1023', '1023'],
    ['0', '0'],
    ['  1023\t', '1023'],
    ['123456789012345', '123456789012345'],
  ])('reads %j as %s', (typed, extension) => {
    expect(readExtension(typed)).toBe(extension);
  });

  it.each([
    ['', 'desktop.extension_missing'],
    ['   ', 'desktop.extension_missing'],
    ['10a3', 'desktop.extension_not_digits'],
    ['10 23', 'desktop.extension_not_digits'],
    ['+1023', 'desktop.extension_not_digits'],
    ['-1', 'desktop.extension_not_digits'],
    ['١٠٢٣', 'desktop.extension_not_digits'],
    ['1023\n<script>', 'desktop.extension_not_digits'],
    ['1234567890123456', 'desktop.extension_too_long'],
  ])('refuses %j with %s', (typed, code) => {
    expect(() => readExtension(typed)).toThrow(expect.objectContaining({ code }));
  });
});
