import { describe, expect, it } from 'vitest';
import { copyText } from './copy-text.ts';

describe('copyText', () => {
  it('copies where the browser allows it and selects nothing', async () => {
    const done: string[] = [];
    const clipboard = { writeText: async (text: string): Promise<void> => void done.push(text) };
    expect(await copyText('7F3K-92QD', { clipboard, select: () => done.push('selected') })).toBe('copied');
    expect(done).toEqual(['7F3K-92QD']);
  });

  it.each([
    ['there is no clipboard', undefined],
    ['the clipboard is refused', { writeText: () => Promise.reject(new Error('NotAllowedError')) }],
  ])('selects the text when %s', async (_, clipboard) => {
    let selected = 0;
    const select = (): void => {
      selected += 1;
    };
    expect(await copyText('7F3K-92QD', { clipboard, select })).toBe('selected');
    expect(selected).toBe(1);
  });
});
