/** Speaks the control protocol with a hub that runs, over the unix socket in its data folder. */
import { request } from 'node:http';
import {
  applyAnswer,
  attemptAnswer,
  attemptsAnswer,
  type ControlError,
  controlError,
  controlRoutes,
  statusAnswer,
} from '@cordboard/contract/control';
import type { ControlService } from '@cordboard/server/control-service';
import { CordboardError, type ErrorCode, errorCatalogue } from '@cordboard/server/errors';
import type { z } from 'zod';

interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

const isErrorCode = (code: string): code is ErrorCode => code in errorCatalogue;

const exchange = (socketPath: string, method: string, path: string, body?: string): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = request({ socketPath, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });

const unavailable = (socketPath: string, received: string, cause?: unknown): CordboardError =>
  new CordboardError('control.unavailable', {
    expected: `an answer at ${socketPath}`,
    received,
    hint: 'Run the command as the user that runs the hub, in the same version.',
    cause,
  });

const toError = ({ error }: ControlError, socketPath: string): CordboardError => {
  const { code, expected, received, hint } = error;
  return isErrorCode(code)
    ? new CordboardError(code, { expected, received, hint })
    : unavailable(socketPath, `${code}: ${error.message}`);
};

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
};

const ask = async <S extends z.ZodType>(
  socketPath: string,
  schema: S,
  call: { readonly method: string; readonly path: string; readonly body?: unknown },
): Promise<z.output<S>> => {
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  const { status, text } = await exchange(socketPath, call.method, call.path, body);
  const answer = readJson(text);
  const refused = controlError.safeParse(answer);
  if (refused.success) {
    throw toError(refused.data, socketPath);
  }
  const parsed = schema.safeParse(answer);
  if (status !== 200 || !parsed.success) {
    throw unavailable(socketPath, `HTTP ${status}: ${text.slice(0, 200)}`, parsed.error);
  }
  return parsed.data;
};

/** The service of the hub behind a socket. Errors of the connection are passed on as Node gives them. */
export const createControlClient = (socketPath: string): ControlService => ({
  status: () => ask(socketPath, statusAnswer, { method: 'GET', path: controlRoutes.status }),
  apply: (body) => ask(socketPath, applyAnswer, { method: 'POST', path: controlRoutes.apply, body }),
  listAttempts: ({ realm, outcome, limit }) => {
    const query = new URLSearchParams({ limit: String(limit) });
    if (realm !== undefined) {
      query.set('realm', realm);
    }
    if (outcome !== undefined) {
      query.set('outcome', outcome);
    }
    return ask(socketPath, attemptsAnswer, { method: 'GET', path: `${controlRoutes.attempts}?${query}` });
  },
  findAttempt: (reference) =>
    ask(socketPath, attemptAnswer, {
      method: 'GET',
      path: `${controlRoutes.attempt}/${encodeURIComponent(reference)}`,
    }),
});
