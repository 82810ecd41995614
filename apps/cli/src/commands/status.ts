/** `cordboard status`: whether the hub runs, and what it serves. */
import { type CliIo, EXIT_FINE } from '../cli-io.ts';
import { openControl, type PlaceOptions } from '../open-control.ts';
import { renderStatus } from '../render/render-status.ts';

/** Returns the exit code. */
export const statusCommand = async (
  options: PlaceOptions & { readonly json?: boolean | undefined },
  io: CliIo,
): Promise<number> => {
  const control = await openControl(options, io, { mayWrite: false });
  try {
    const status = await control.service.status();
    io.out(options.json === true ? JSON.stringify(status, null, 2) : renderStatus(status));
    return EXIT_FINE;
  } finally {
    await control.close();
  }
};
