/**
 * A fastify server that listens before its routes are made: what the routes hand out (entity IDs, redirect URIs) contains the
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
  const http = createServer();
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
