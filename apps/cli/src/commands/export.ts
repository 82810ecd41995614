/** `cordboard export [COMPANY…]`: the directory as a file that `cordboard apply` reads. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exportRequest } from '@cordboard/contract/control';
import { CordboardError } from '@cordboard/server/errors';
import { type CliIo, EXIT_FINE } from '../cli-io.ts';
import { openControl, type PlaceOptions } from '../open-control.ts';

export interface ExportOptions extends PlaceOptions {
  /** False for `--without-users`. */
  readonly withoutUsers?: boolean | undefined;
  /** File to write; standard output unless set. */
  readonly output?: string | undefined;
}

/** Only its owner may read what may name every person of a company. */
const OWNER_ONLY = 0o600;

const write = async (path: string, text: string): Promise<void> => {
  try {
    await writeFile(path, text, { mode: OWNER_ONLY });
  } catch (cause) {
    throw new CordboardError('apply.reference', {
      expected: 'a file that can be written',
      received: `${path}: ${cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)}`,
      cause,
    });
  }
};

/** Returns the exit code. */
export const exportCommand = async (
  companies: readonly string[],
  options: ExportOptions,
  io: CliIo,
): Promise<number> => {
  const request = exportRequest.parse({ companies, users: options.withoutUsers !== true });
  const control = await openControl(options, io, { mayWrite: false });
  try {
    const { text, notes } = await control.service.export(request);
    if (options.output === undefined) {
      io.out(text.trimEnd());
      return EXIT_FINE;
    }
    await write(resolve(io.cwd, options.output), text);
    io.err([...notes, `Written to ${options.output}.`].join('\n'));
    return EXIT_FINE;
  } finally {
    await control.close();
  }
};
