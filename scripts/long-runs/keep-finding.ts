/** Writes what a long run found into `.cordboard/findings`, which is not in the repository. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '..', '..', '.cordboard', 'findings');

/** Keeps one finding and gives the path of its file. */
export const keepFinding = (name: string, content: string | Uint8Array): string => {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, name);
  writeFileSync(file, content);
  return file;
};
