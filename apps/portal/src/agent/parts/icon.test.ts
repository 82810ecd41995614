import { describe, expect, it } from 'vitest';
import { tileDrawing, tileIconNames } from './icon.tsx';

describe('tileDrawing', () => {
  it('has a drawing of its own for every name', () => {
    expect(tileIconNames).toContain('headset');
    expect(new Set(tileIconNames.map(tileDrawing)).size).toBe(tileIconNames.length);
  });

  it.each(['', 'no-such-icon', 'constructor', '__proto__'])('shows the default one for "%s"', (name) => {
    expect(tileDrawing(name)).toBe(tileDrawing('app'));
  });
});
