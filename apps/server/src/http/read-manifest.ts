/** The manifest of a build of the pages: which files there are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CordboardError } from '../errors.ts';

/**
 * Reads the files that a build's manifest names.
 *
 * @throws CordboardError `config.invalid` when the portal was not built.
 */
export const readManifest = <T>(distFolder: string, manifest: string, read: (parsed: unknown) => T): T => {
  const path = join(distFolder, manifest);
  try {
    return read(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new CordboardError('config.invalid', {
      expected: 'the built pages (npm run build -w @cordboard/portal)',
      received: path,
      cause: error,
    });
  }
};
