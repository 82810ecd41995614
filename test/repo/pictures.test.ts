/** Every picture is shown by a document, and every page of the function menu has a document. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const documents = ['README.md', ...readdirSync(join(root, 'docs/admin')).map((name) => `docs/admin/${name}`)];
const pictures = readdirSync(join(root, 'docs/images'), { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.png'),
);

describe('the pictures of the documents', () => {
  it.each(pictures)('%s is shown', (picture) => {
    expect(documents.filter((path) => read(path).includes(`images/${picture})`))).not.toEqual([]);
  });

  it.each(documents)('%s says in words what each of its pictures shows', (path) => {
    const words = [...read(path).matchAll(/!\[([^\]]*)\]\(/g)].map(([, alternative = '']) => alternative);
    expect(words.filter((alternative) => alternative.length < 15)).toEqual([]);
  });
});

/** Names of the pages in the function menu, as people read them. */
const menuNames = (): readonly string[] => {
  const [, words = ''] = /\n {2}nav: \{([^}]*)\}/.exec(read('apps/portal/src/admin/texts/en/shell.ts')) ?? [];
  const keys = [...read('apps/portal/src/admin/shell/nav-items.ts').matchAll(/\n {4}key: '(\w+)'/g)];
  return keys.map(([, key = '']) => new RegExp(`\\b${key}: '([^']+)'`).exec(words)?.[1] ?? `${key} has no name`);
};

describe('docs/admin/README.md', () => {
  it('knows the menu', () => {
    expect(menuNames().length).toBeGreaterThan(10);
  });

  it.each(menuNames())('names the page %s', (name) => {
    expect(read('docs/admin/README.md')).toContain(`**${name}**`);
  });
});
