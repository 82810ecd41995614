/** The loop with V8's coverage, as it runs: a process of its own, whose code is not optimized. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { FuzzResult } from './fuzz-loop.ts';

const module = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href);

/** Five conditions, one inside the other: random octets hardly come through all of them, a guided search does. */
const DEFECT = `
const read = (input) => {
  if (input[0] >> 4 === 0x5) {
    if (input[1] >> 4 === 0xa) {
      if (input[2] >> 4 === 0x1) {
        if (input[3] >> 4 === 0xe) {
          if (input[4] >> 4 === 0x7) {
            left = 0;
            throw new TypeError('planted');
          }
        }
      }
    }
  }
  throw new Refusal('no');
};`;

const runLoop = (executions: number, reads: string): FuzzResult => {
  const source = `
    import { openCoverage } from ${module('./coverage.ts')};
    import { fuzz } from ${module('./fuzz-loop.ts')};
    class Refusal extends Error {}
    let left = ${executions};
    ${reads}
    const target = {
      name: 'planted', scripts: '', seeds: [Buffer.from('0000')], words: [], maxLength: 8,
      run: read, isRefusal: (error) => error instanceof Refusal,
    };
    const result = await fuzz(target, {
      coverage: openCoverage((url) => url.includes('[eval')),
      seed: 1, corpus: [], goesOn: () => left > 0, begins: () => { left -= 1; }, keep: () => {},
    });
    console.log(JSON.stringify(result));`;
  const flags = ['--no-opt', '--no-maglev', '--input-type=module', '--eval', source];
  return JSON.parse(execFileSync(process.execPath, flags, { encoding: 'utf8' })) as FuzzResult;
};

describe('the coverage-guided loop', () => {
  it('comes through one condition after the other to a planted defect', () => {
    const { findings, corpus, blocks } = runLoop(30_000, DEFECT);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.problem).toContain('TypeError: planted');
    expect(corpus).toBeGreaterThan(4);
    expect(blocks).toBeGreaterThan(4);
  });

  it('finds nothing in a reader that refuses', () => {
    const { findings, executions } = runLoop(300, "const read = () => { throw new Refusal('no'); };");
    expect(findings).toEqual([]);
    expect(executions).toBe(300);
  });
});
