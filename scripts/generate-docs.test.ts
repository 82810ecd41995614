import { readFileSync } from 'node:fs';
import { keystoreErrorAdvice } from '@cordboard/advice/keystore-error-advice';
import { samlErrorAdvice } from '@cordboard/advice/saml-error-advice';
import { serverErrorAdvice } from '@cordboard/advice/server-error-advice';
import { adminRoutes } from '@cordboard/contract/admin-api/admin-routes';
import { applyFile } from '@cordboard/contract/apply-file';
import { keystoreErrorCatalogue } from '@cordboard/keystore';
import { samlErrorCatalogue } from '@cordboard/saml';
import { errorCatalogue } from '@cordboard/server/errors';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { generatedPages, pagePath } from './generate-docs.ts';

const allAdvice = [samlErrorAdvice, serverErrorAdvice, keystoreErrorAdvice];

const page = (name: string): string => readFileSync(pagePath(name), 'utf8');

describe('generated documentation', () => {
  it.each(generatedPages)('docs/$name is current; if not, run: node scripts/generate-docs.ts', ({ name, render }) => {
    expect(page(name)).toBe(render());
  });

  it('lists every route of the administration API', () => {
    const text = page('admin/api.md');
    expect(adminRoutes.filter(({ method, path }) => !text.includes(`| \`${method} ${path}\` |`))).toEqual([]);
  });

  it('explains every code exactly once, and no other', () => {
    const listed = [...page('errors.md').matchAll(/^\| `([a-z0-9-]+\.[a-z0-9_]+)` \|/gm)].map(([, code]) => code);
    const codes = [samlErrorCatalogue, errorCatalogue, keystoreErrorCatalogue].flatMap((catalogue) =>
      Object.keys(catalogue),
    );
    expect(listed.toSorted()).toEqual(codes.toSorted());
    expect(allAdvice.flatMap((advice) => Object.keys(advice)).toSorted()).toEqual(codes.toSorted());
  });

  it('gives every code a cause and a remedy in whole sentences', () => {
    for (const { cause, fix } of allAdvice.flatMap((advice) => Object.values(advice))) {
      expect(cause).toMatch(/^[A-Z].{10,}\.$/);
      expect(fix).toMatch(/^[A-Z].{10,}\.$/);
    }
  });

  it('lists every key of the applied file', () => {
    const keys = new Set<string>();
    const collect = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) {
        return;
      }
      for (const [name, child] of Object.entries(value)) {
        if (name === 'properties' && typeof child === 'object' && child !== null) {
          for (const key of Object.keys(child)) {
            keys.add(key);
          }
        }
        collect(child);
      }
    };
    collect(z.toJSONSchema(applyFile, { io: 'input' }));
    const text = page('config.md');
    expect([...keys].filter((key) => !new RegExp(`[\`.{\\[]${key}[\`.}\\],]`).test(text))).toEqual([]);
    expect(keys.size).toBeGreaterThan(60);
  });
});
