/**
 * The control socket: HTTP on a unix socket in the data folder, for the `cordboard` command. Only the owner of the
 * folder can open it, and that is the whole authentication.
 */
import { once } from 'node:events';
import { lstat, unlink } from 'node:fs/promises';
import { connect, type Server } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  attemptsRequest,
  auditRequest,
  CONTROL_SOCKET,
  type ControlError,
  controlApplyRequest,
  controlRoutes,
  exportRequest,
  recoveryRequest,
} from '@cordboard/contract/control';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { z } from 'zod';
import { CordboardError, errorCatalogue } from '../errors.ts';
import { httpProblem } from '../http/error-map.ts';
import type { ControlService } from './control-service.ts';

/** A file of 8 MiB with the metadata that it names. */
const BODY_LIMIT = 64 * 1024 * 1024;
/** What every system takes as the path of a socket: macOS has the least (sys/un.h). */
const MAX_PATH_BYTES = 103;

export interface ControlSocketOptions {
  readonly dataFolder: string;
  readonly service: ControlService;
  readonly logger: FastifyBaseLogger;
}

export interface ControlSocket {
  readonly path: string;
  close(): Promise<void>;
}

/** Path of the control socket of a data folder. */
export const controlSocketPath = (dataFolder: string): string => join(dataFolder, CONTROL_SOCKET);

const parse = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new CordboardError('http.bad_request', { received: z.prettifyError(parsed.error) });
  }
  return parsed.data;
};

const asCordboardError = (error: unknown): CordboardError => {
  if (error instanceof CordboardError) {
    return error;
  }
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) {
    return new CordboardError('http.too_large', { cause: error });
  }
  return new CordboardError(status === 400 || status === 415 ? 'http.bad_request' : 'internal.failed', {
    cause: error,
  });
};

const toControlError = ({ code, expected, received, hint }: CordboardError): ControlError => ({
  error: {
    code,
    message: errorCatalogue[code],
    ...(expected !== undefined && { expected }),
    ...(received !== undefined && { received }),
    ...(hint !== undefined && { hint }),
  },
});

const referenceParameter = z.object({ reference: z.string().max(100) });

const registerRoutes = (app: FastifyInstance, service: ControlService): void => {
  app.get(controlRoutes.status, () => service.status());
  app.post(controlRoutes.apply, (request) => service.apply(parse(controlApplyRequest, request.body)));
  app.post(controlRoutes.export, (request) => service.export(parse(exportRequest, request.body)));
  app.get(controlRoutes.attempts, (request) => service.listAttempts(parse(attemptsRequest, request.query)));
  app.get(`${controlRoutes.attempt}/:reference`, (request) =>
    service.findAttempt(parse(referenceParameter, request.params).reference),
  );
  app.get(controlRoutes.auditVerify, (request) => service.verifyAudit(parse(auditRequest, request.query)));
  app.get(controlRoutes.auditExport, async (request, reply) => {
    const lines = await service.exportAudit(parse(auditRequest, request.query));
    return reply.type('application/x-ndjson; charset=utf-8').send(Readable.from(lines));
  });
  app.get(controlRoutes.administrators, () => service.listAdministrators());
  app.post(controlRoutes.recovery, (request) => service.recover(parse(recoveryRequest, request.body)));
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(toControlError(new CordboardError('http.not_found'))),
  );
  app.setErrorHandler((thrown, request, reply) => {
    const error = asCordboardError(thrown);
    if (error.code === 'internal.failed') {
      request.log.error({ err: thrown }, 'control request failed');
    }
    return reply.code(httpProblem(error.code).status).send(toControlError(error));
  });
};

/** Whether somebody answers at the socket. */
const isAlive = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** A hub that was killed leaves its socket behind. */
const removeStaleSocket = async (path: string): Promise<void> => {
  const found = await lstat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return null;
    }
    throw error;
  });
  if (found === null) {
    return;
  }
  if (!found.isSocket() || (await isAlive(path))) {
    throw new CordboardError('control.socket', {
      expected: `nothing at ${path}`,
      received: found.isSocket() ? 'the socket of another hub' : 'a file that is no socket',
    });
  }
  await unlink(path);
};

/**
 * Changing the permissions afterwards would leave a moment in which others can connect. The mask is the process's, but
 * the socket is made before `listen` returns, so nothing else is made under it.
 */
const listenPrivately = async (server: Server, path: string): Promise<void> => {
  const listening = once(server, 'listening');
  const umask = process.umask(0o177);
  try {
    server.listen(path);
  } finally {
    process.umask(umask);
  }
  await listening;
};

/**
 * Begins to answer at the control socket.
 *
 * @throws CordboardError `control.socket` when the path is too long for a socket or taken.
 */
export const startControlSocket = async (options: ControlSocketOptions): Promise<ControlSocket> => {
  const path = controlSocketPath(options.dataFolder);
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) {
    throw new CordboardError('control.socket', {
      expected: `a path of at most ${MAX_PATH_BYTES} bytes`,
      received: path,
      hint: 'Choose a shorter dataFolder.',
    });
  }
  await removeStaleSocket(path);
  const app = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
  });
  registerRoutes(app, options.service);
  app.addHook('preClose', async () => app.server.closeAllConnections());
  await app.ready();
  await listenPrivately(app.server, path);
  return { path, close: () => app.close() };
};
