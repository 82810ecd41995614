import { describe, expect, it } from 'vitest';
import { type CaseLine, readLines } from './read-lines.ts';

const MAX = 16;

async function* cut(text: string, size: number): AsyncGenerator<Uint8Array> {
  const octets = Buffer.from(text);
  for (let at = 0; at < octets.length; at += size) {
    yield octets.subarray(at, at + size);
  }
}

const lines = async (text: string, size = 5): Promise<readonly CaseLine[]> => {
  const found: CaseLine[] = [];
  for await (const line of readLines(cut(text, size), MAX)) {
    found.push(line);
  }
  return found;
};

describe('readLines', () => {
  it.each([1, 2, 3, 100])('gives the same lines in chunks of %i octets', async (size) => {
    expect(await lines('ab\r\n\ncdé\nlast', size)).toEqual(['ab', '', 'cdé', 'last']);
  });

  it('has no line behind the last end', async () => {
    expect(await lines('ab\n')).toEqual(['ab']);
    expect(await lines('')).toEqual([]);
  });

  it('ends a line at a line feed alone', async () => {
    expect(await lines('a\u2028b\u2029\n')).toEqual(['a\u2028b\u2029']);
  });

  it('leaves a byte order mark out before the first line only', async () => {
    expect(await lines('\ufeffab\n\ufeffcd')).toEqual(['ab', '\ufeffcd']);
  });

  it.each([
    ['at the limit', MAX, 'x'.repeat(MAX)],
    ['above the limit', MAX + 1, { tooLong: true }],
    ['far above it', 10_000, { tooLong: true }],
  ])('%s: tells it, and goes on with the next', async (_name, length, first) => {
    expect(await lines(`${'x'.repeat(length)}\nnext`)).toEqual([first, 'next']);
  });
});
