import { samlErrorCatalogue } from '@cordboard/saml';
import { describe, expect, it } from 'vitest';
import { errorCatalogue } from '../errors.ts';
import { httpProblem } from './error-map.ts';

const codes = [...Object.keys(errorCatalogue), ...Object.keys(samlErrorCatalogue)] as Parameters<
  typeof httpProblem
>[0][];

describe('httpProblem', () => {
  it('has a status and words for every code', () => {
    for (const code of codes) {
      const { status, problem } = httpProblem(code);
      expect(status, code).toBeGreaterThanOrEqual(400);
      expect(problem, code).toMatch(/^[a-z-]+$/);
    }
  });

  it('blames nobody else for what fails here', () => {
    for (const code of codes.filter((candidate) => /^(storage|keys|internal|config)\./.test(candidate))) {
      expect(httpProblem(code).status, code).toBeGreaterThanOrEqual(500);
      expect(httpProblem(code).problem, code).toBe('unavailable');
    }
  });

  it('never calls a forged or wrong answer a failure of ours', () => {
    for (const code of codes.filter((candidate) => /^(assertion|signature|response|user|claims)\./.test(candidate))) {
      expect(httpProblem(code).status, code).toBe(403);
    }
  });
});
