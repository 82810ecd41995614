import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { errorCode } from '../../test-support/error-code.ts';
import { parseXml } from './parse-xml.ts';

describe('the length of a namespace URI', () => {
  const declaring = (length: number): string => `<a xmlns:p="urn:${'x'.repeat(length - 4)}"/>`;

  it('is at most 2,048 characters', () => {
    expect(errorCode(() => parseXml(declaring(2048)))).toBe('accepted');
    expect(errorCode(() => parseXml(declaring(2049)))).toBe('xml.namespace_uri');
  });
});

describe('namespace URIs that were seen', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: unknown = runInNewContext('gc');

  const heapInUse = (): number => {
    if (typeof collectGarbage === 'function') collectGarbage();
    return process.memoryUsage().heapUsed;
  };

  it('do not keep the messages in memory that they came in', () => {
    const parse = (from: number, count: number): void => {
      for (let index = from; index < from + count; index += 1) {
        parseXml(Buffer.from(`<a xmlns="urn:example:number:${index}">${'x'.repeat(250_000)}</a>`));
      }
    };
    parse(0, 5);
    const before = heapInUse();
    // 25 MB of text in all.
    parse(1000, 100);
    expect(heapInUse() - before).toBeLessThan(5_000_000);
  });
});
