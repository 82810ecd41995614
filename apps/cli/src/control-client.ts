/** Speaks the control protocol with a hub that runs, over the unix socket in its data folder. */
import { type IncomingMessage, request } from 'node:http';
import {
  administratorsAnswer,
  applyAnswer,
  attemptAnswer,
  attemptsAnswer,
  auditVerifyAnswer,
  type ControlError,
  controlError,
  controlRoutes,
  exportAnswer,
  recoveryAnswer,
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

const open = (socketPath: string, method: string, path: string, body?: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = request({ socketPath, method, path, headers }, (response) => resolve(response.setEncoding('utf8')));
    sent.on('error', reject);
    sent.end(body);
  });

const readText = async (response: IncomingMessage): Promise<string> => {
  const pieces: string[] = [];
  for await (const piece of response) {
    pieces.push(String(piece));
  }
  return pieces.join('');
};

const exchange = async (socketPath: string, method: string, path: string, body?: string): Promise<RawAnswer> => {
  const response = await open(socketPath, method, path, body);
  return { status: response.statusCode ?? 0, text: await readText(response) };
};

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

const refusal = (text: string, socketPath: string): CordboardError | null => {
  const refused = controlError.safeParse(readJson(text));
  return refused.success ? toError(refused.data, socketPath) : null;
};

/** A hub that stops in the middle has not said everything. */
async function* wholeText(response: IncomingMessage, socketPath: string): AsyncGenerator<string> {
  try {
    for await (const piece of response) {
      yield String(piece);
    }
  } catch (cause) {
    throw unavailable(socketPath, 'an answer that breaks off', cause);
  }
}

const askForLines = async (socketPath: string, path: string): Promise<AsyncIterable<string>> => {
  const response = await open(socketPath, 'GET', path);
  if (response.statusCode === 200) {
    return wholeText(response, socketPath);
  }
  const text = await readText(response);
  throw refusal(text, socketPath) ?? unavailable(socketPath, `HTTP ${response.statusCode}: ${text.slice(0, 200)}`);
};

const withCompany = (path: string, company: string | undefined): string =>
  company === undefined ? path : `${path}?${new URLSearchParams({ company })}`;

const ask = async <S extends z.ZodType>(
  socketPath: string,
  schema: S,
  call: { readonly method: string; readonly path: string; readonly body?: unknown },
): Promise<z.output<S>> => {
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  const { status, text } = await exchange(socketPath, call.method, call.path, body);
  const refused = refusal(text, socketPath);
  if (refused !== null) {
    throw refused;
  }
  const parsed = schema.safeParse(readJson(text));
  if (status !== 200 || !parsed.success) {
    throw unavailable(socketPath, `HTTP ${status}: ${text.slice(0, 200)}`, parsed.error);
  }
  return parsed.data;
};

/** The service of the hub behind a socket. Errors of the connection are passed on as Node gives them. */
export const createControlClient = (socketPath: string): ControlService => ({
  status: () => ask(socketPath, statusAnswer, { method: 'GET', path: controlRoutes.status }),
  apply: (body) => ask(socketPath, applyAnswer, { method: 'POST', path: controlRoutes.apply, body }),
  export: (body) => ask(socketPath, exportAnswer, { method: 'POST', path: controlRoutes.export, body }),
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
  verifyAudit: ({ company }) =>
    ask(socketPath, auditVerifyAnswer, { method: 'GET', path: withCompany(controlRoutes.auditVerify, company) }),
  exportAudit: ({ company }) => askForLines(socketPath, withCompany(controlRoutes.auditExport, company)),
  listAdministrators: () =>
    ask(socketPath, administratorsAnswer, { method: 'GET', path: controlRoutes.administrators }),
  recover: (body) => ask(socketPath, recoveryAnswer, { method: 'POST', path: controlRoutes.recovery, body }),
});
