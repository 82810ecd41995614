/** `cordboard audit verify` and `cordboard audit export`: whether the log is as it was written, and a copy of it. */
import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CordboardError } from '@cordboard/server/errors';
import { type CliIo, EXIT_FAILED, EXIT_FINE } from '../cli-io.ts';
import { openControl, type PlaceOptions } from '../open-control.ts';
import { createPaint } from '../render/paint.ts';
import { renderAuditCheck } from '../render/render-audit-check.ts';

/** Checks one chain or all of them; fails when one does not hold. */
export const auditVerifyCommand = async (
  company: string | undefined,
  options: PlaceOptions & { readonly json?: boolean | undefined },
  io: CliIo,
): Promise<number> => {
  const control = await openControl(options, io, { mayWrite: false, needsMasterKey: true });
  try {
    const answer = await control.service.verifyAudit({ company });
    const paint = createPaint(io.isColoured);
    io.out(options.json === true ? JSON.stringify(answer, null, 2) : renderAuditCheck(answer, paint));
    return answer.chains.every(({ ok }) => ok) ? EXIT_FINE : EXIT_FAILED;
  } finally {
    await control.close();
  }
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

/** The file appears when it is whole; what stood there before stays until then. */
const writeWhole = async (path: string, pieces: AsyncIterable<string>): Promise<void> => {
  const partial = `${path}.partial`;
  try {
    await rm(partial, { force: true });
    const file = await open(partial, 'wx', 0o600);
    try {
      for await (const piece of pieces) {
        await file.writeFile(piece);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true });
    if (cause instanceof CordboardError) {
      throw cause;
    }
    throw new CordboardError('control.output', {
      expected: 'a file to write',
      received: `${path}: ${codeOf(cause)}`,
      cause,
    });
  }
};

/** Writes one chain or all of them, one after the other. */
export const auditExportCommand = async (
  company: string | undefined,
  options: PlaceOptions & { readonly output?: string | undefined },
  io: CliIo,
): Promise<number> => {
  const control = await openControl(options, io, { mayWrite: false });
  try {
    const pieces = await control.service.exportAudit({ company });
    await (options.output === undefined ? io.stream(pieces) : writeWhole(resolve(io.cwd, options.output), pieces));
    return EXIT_FINE;
  } finally {
    await control.close();
  }
};
