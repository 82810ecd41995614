/** Liveness and readiness for whatever supervises the process. */
import type { FastifyInstance } from 'fastify';
import type { Storage } from '../storage/ports/storage.ts';

export const registerHealthRoutes = (app: FastifyInstance, storage: Storage): void => {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    try {
      await storage.read.listCompanies({ limit: 1 });
      return { status: 'ready' };
    } catch (error) {
      reply.log.error({ err: error }, 'storage is not ready');
      return reply.code(503).send({ status: 'storage is not ready' });
    }
  });
};
