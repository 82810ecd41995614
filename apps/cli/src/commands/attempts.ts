/** `cordboard attempts` and `cordboard attempt REFERENCE`: why a sign-in failed, or that it worked. */
import { attemptsRequest } from '@cordboard/contract/control';
import { type CliIo, EXIT_FINE } from '../cli-io.ts';
import { openControl, type PlaceOptions } from '../open-control.ts';
import { createPaint } from '../render/paint.ts';
import { renderAttempt, renderAttempts } from '../render/render-attempt.ts';

export interface AttemptsOptions extends PlaceOptions {
  readonly realm?: string | undefined;
  readonly outcome?: string | undefined;
  readonly limit?: number | undefined;
  readonly json?: boolean | undefined;
}

/** Lists attempts, newest first. */
export const attemptsCommand = async (options: AttemptsOptions, io: CliIo): Promise<number> => {
  const { realm, outcome, limit } = options;
  const request = attemptsRequest.parse({ realm, outcome, limit });
  const control = await openControl(options, io, { mayWrite: false });
  try {
    const answer = await control.service.listAttempts(request);
    const text =
      options.json === true
        ? JSON.stringify(answer, null, 2)
        : renderAttempts(answer.attempts, createPaint(io.isColoured));
    io.out(text);
    return EXIT_FINE;
  } finally {
    await control.close();
  }
};

/** Shows one attempt with every check. */
export const attemptCommand = async (
  reference: string,
  options: PlaceOptions & { readonly json?: boolean | undefined },
  io: CliIo,
): Promise<number> => {
  const control = await openControl(options, io, { mayWrite: false });
  try {
    const answer = await control.service.findAttempt(reference);
    const text =
      options.json === true
        ? JSON.stringify(answer, null, 2)
        : renderAttempt(answer.attempt, createPaint(io.isColoured));
    io.out(text);
    return EXIT_FINE;
  } finally {
    await control.close();
  }
};
