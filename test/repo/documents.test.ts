/** The documents keep what they promise: links lead somewhere, requirements name real files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { platformProfile } from '@cordboard/vendors/platform-profiles';
import { describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const markdownIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return markdownIn(path);
    }
    return entry.name.endsWith('.md') ? [path] : [];
  });

const documents = [...readdirSync(root).filter((name) => name.endsWith('.md')), ...markdownIn('docs')];

/** Targets of relative links, without their fragment. */
const relativeLinks = (text: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.split('#')[0] ?? '')
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));

describe('documents', () => {
  it.each(documents)('%s links to what exists', (path) => {
    const broken = relativeLinks(readFileSync(join(root, path), 'utf8')).filter(
      (target) => !existsSync(join(root, dirname(path), target)),
    );
    expect(broken).toEqual([]);
  });

  it('ARCHITECTURE.md names every stage of the flow', () => {
    const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    const flow = readFileSync(join(root, 'apps/server/src/sign-in/flow.ts'), 'utf8');
    const stages = /signInStages = \[([^\]]+)\]/.exec(flow)?.[1]?.match(/[a-z-]+/g) ?? [];
    expect(stages.length).toBe(10);
    expect(stages.filter((stage) => !text.includes(stage))).toEqual([]);
  });
});

describe('docs/admin/words.md', () => {
  const text = readFileSync(join(root, 'docs/admin/words.md'), 'utf8');
  const part = (title: string): string => text.split(/^## /m).find((section) => section.startsWith(title)) ?? '';

  it.each(['Single sign-on (SSO)', 'Identity provider (IdP)', 'Federation', 'SAML', 'Circle of trust', 'Metadata'])(
    'explains %s',
    (word) => {
      expect(part('The words')).toMatch(
        new RegExp(`^\\| \\*\\*${word.replace(/[()]/g, '\\$&')}\\*\\* \\| .{40,} \\|$`, 'm'),
      );
    },
  );

  it('has the other words for federation, and what the two sides of a circle of trust give each other', () => {
    expect(part('The words')).toMatch(/identity federation.*federated identity/);
    for (const given of ['entity ID', 'ACS URL', 'login URL', 'requests are signed with', 'answers are signed with']) {
      expect(part('The circle of trust')).toContain(given);
    }
  });

  it('says whom to ask for what', () => {
    for (const needed of ['metadata', 'certificate of the identity provider', 'keystore file', 'clocks']) {
      expect(part('Whom to ask')).toMatch(new RegExp(`^\\| [^|]*${needed}[^|]* \\| [^|]{8,} \\|`, 'm'));
    }
  });

  it('says what to know beforehand, and what the guide was tried with', () => {
    for (const known of ['**The contact centre**', '**SAML**', '**The identity provider**']) {
      expect(part('What to know beforehand')).toContain(known);
    }
    expect(part('What to know beforehand')).toContain(platformProfile('cisco-ucc').triedWith);
  });

  it.each(['README', 'getting-started', 'single-sign-on', 'trust', 'keys', 'claims'])('is linked from %s', (page) => {
    expect(readFileSync(join(root, `docs/admin/${page}.md`), 'utf8')).toContain('](words.md)');
  });
});

describe('docs/requirements.md', () => {
  const text = readFileSync(join(root, 'docs/requirements.md'), 'utf8');
  const rows = text
    .split('\n')
    .filter((line) => /^\| [A-Z]{3}-\d{3} \|/.test(line))
    .map((line) => {
      const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
      return { id: cells[1] ?? '', text: cells[2] ?? '', done: cells[4] ?? '', shown: cells[5] ?? '', cells };
    });
  const files = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);

  it('has rows, each with five columns and an id of its own', () => {
    expect(rows.length).toBeGreaterThan(300);
    expect(rows.filter((row) => row.cells.length !== 7).map((row) => row.id)).toEqual([]);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
  });

  it('names files that exist, and for what is done also what shows it', () => {
    for (const row of rows) {
      const isOpen = row.done === 'not yet';
      expect(row.shown === 'not yet', row.id).toBe(isOpen);
      if (!isOpen) {
        expect(files(row.done).length, row.id).toBeGreaterThan(0);
        expect(files(row.shown).length, row.id).toBeGreaterThan(0);
        const missing = [...files(row.done), ...files(row.shown)].filter((path) => !existsSync(join(root, path)));
        expect(missing, row.id).toEqual([]);
      }
    }
  });

  it('names only decisions that it explains', () => {
    const [table = '', decisions = ''] = text.split('## Decisions where the documents disagree');
    const named = new Set(table.match(/DEC-\d{2}/g) ?? []);
    const explained = new Set(decisions.match(/DEC-\d{2}/g) ?? []);
    expect([...named].filter((id) => !explained.has(id))).toEqual([]);
  });
});
