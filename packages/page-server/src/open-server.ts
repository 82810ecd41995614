/**
 * A fastify server that listens before its routes are made: what the routes hand out (redirect URIs) contains the
 * port, and with port 0 only the system knows it.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type FastifyInstance, type FastifyServerOptions, fastify } from 'fastify';

export interface OpenServer {
  readonly server: FastifyInstance;
  /** The port that is listened on. */
  readonly port: number;
  /** Ends connections that are open. */
  close(): Promise<void>;
}

/** Longest time in which a request has to be here whole, in milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;
/** A connection on which nothing moves for so long is closed: longer than any answer takes. */
const CONNECTION_TIMEOUT_MS = 60_000;
/** Connections end 5 s after their last request, so that this serves many more people. */
const MAX_CONNECTIONS = 4_000;

const portOf = (server: Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new TypeError('the server does not listen on a TCP port');
  }
  return address.port;
};

/** Rejects with the system's error when the port is busy. Call `server.ready()` when all routes are there. */
export async function openServer(
  address: { readonly host: string; readonly port: number },
  options: Pick<FastifyServerOptions, 'bodyLimit'>,
): Promise<OpenServer> {
  // fastify sets limits only on servers that it makes itself.
  const http = createServer({ requestTimeout: REQUEST_TIMEOUT_MS });
  http.setTimeout(CONNECTION_TIMEOUT_MS);
  http.maxConnections = MAX_CONNECTIONS;
  http.listen(address);
  await once(http, 'listening');
  const server = fastify({
    ...options,
    logger: false,
    serverFactory: (handler) => http.on('request', handler),
  });
  return {
    server,
    port: portOf(http),
    close: async () => {
      await server.close();
      if (http.listening) {
        const closed = once(http, 'close');
        http.close();
        http.closeAllConnections();
        await closed;
      }
    },
  };
}
