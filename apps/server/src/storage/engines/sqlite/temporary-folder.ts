/** Folders of temporary databases: deleted when the database is closed, or else when the process ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = new Set<string>();

const deleteFolder = (folder: string): void => {
  folders.delete(folder);
  rmSync(folder, { recursive: true, force: true });
};

const deleteRemaining = (): void => {
  for (const folder of folders) deleteFolder(folder);
};

export interface TemporaryFolder {
  readonly path: string;
  delete(): void;
}

/** Makes a folder that only its owner can read. */
export const createTemporaryFolder = (): TemporaryFolder => {
  const path = mkdtempSync(join(tmpdir(), 'cordboard-storage-'));
  if (folders.size === 0) {
    process.off('exit', deleteRemaining);
    process.on('exit', deleteRemaining);
  }
  folders.add(path);
  return { path, delete: () => deleteFolder(path) };
};
