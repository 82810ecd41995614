/**
 * Writes the pages that are made from code: `docs/config.md` from the schemas, `docs/errors.md` from the catalogues, and
 * the table of routes in `docs/admin/api.md`.
 * With `--check` it writes nothing and fails when a page is not current.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderApi } from './docs/render-api.ts';
import { renderConfig } from './docs/render-config.ts';
import { renderErrors } from './docs/render-errors.ts';

/** Every generated page: its name in `docs/` and what makes it. */
export const generatedPages: readonly { readonly name: string; readonly render: () => string }[] = [
  { name: 'admin/api.md', render: renderApi },
  { name: 'config.md', render: renderConfig },
  { name: 'errors.md', render: renderErrors },
];

/** Path of a page. */
export const pagePath = (name: string): string => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));

const main = (isCheck: boolean): number => {
  const stale = generatedPages.filter(({ name, render }) => {
    const text = render();
    if (!isCheck) {
      writeFileSync(pagePath(name), text);
      return false;
    }
    return readFileSync(pagePath(name), 'utf8') !== text;
  });
  for (const { name } of stale) {
    process.stderr.write(`docs/${name} is not current: run node scripts/generate-docs.ts\n`);
  }
  return stale.length === 0 ? 0 : 1;
};

if (import.meta.main) {
  process.exitCode = main(process.argv.includes('--check'));
}
