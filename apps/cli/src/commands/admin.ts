/** `cordboard admin list` and `cordboard admin recover [LOGIN]`: who administers, and how to let somebody in again. */
import { recoveryRequest } from '@cordboard/contract/control';
import { type CliIo, EXIT_FINE } from '../cli-io.ts';
import { openControl, type PlaceOptions } from '../open-control.ts';
import { formatTime } from '../render/format-time.ts';
import { createPaint } from '../render/paint.ts';
import { renderAdministrators } from '../render/render-administrators.ts';

interface JsonOption extends PlaceOptions {
  readonly json?: boolean | undefined;
}

export interface RecoverOptions extends JsonOption {
  readonly resetSecondFactor?: boolean | undefined;
}

/** Lists administrators by login. */
export const adminListCommand = async (options: JsonOption, io: CliIo): Promise<number> => {
  const control = await openControl(options, io, { mayWrite: false });
  try {
    const answer = await control.service.listAdministrators();
    const text =
      options.json === true
        ? JSON.stringify(answer, null, 2)
        : renderAdministrators(answer, createPaint(io.isColoured));
    io.out(text);
    return EXIT_FINE;
  } finally {
    await control.close();
  }
};

/** Prints a link that works once. */
export const adminRecoverCommand = async (
  login: string | undefined,
  options: RecoverOptions,
  io: CliIo,
): Promise<number> => {
  const request = recoveryRequest.parse({
    login: login ?? null,
    resetSecondFactors: options.resetSecondFactor ?? false,
  });
  const control = await openControl(options, io, { mayWrite: true });
  try {
    const answer = await control.service.recover(request);
    if (options.json === true) {
      io.out(JSON.stringify(answer, null, 2));
      return EXIT_FINE;
    }
    const purpose =
      answer.kind === 'first-run'
        ? 'The installation has no owner. This link makes the first one'
        : `With this link ${answer.login} chooses a new password`;
    io.out(`${purpose}; it works once, until ${formatTime(answer.expiresAt)}:\n\n  ${answer.url}`);
    if (!control.isRunning) {
      const again = answer.kind === 'first-run' ? ' It then prints a new link in the place of this one.' : '';
      io.err(`The hub is stopped: start it to use the link.${again}`);
    }
    return EXIT_FINE;
  } finally {
    await control.close();
  }
};
