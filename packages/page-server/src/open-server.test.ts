import { describe, expect, it } from 'vitest';
import { openServer } from './open-server.ts';

describe('openServer', () => {
  it('sets an end to slow requests, idle connections and their number', async () => {
    const { server, port, close } = await openServer({ host: '127.0.0.1', port: 0 }, {});
    server.get('/', (_request, reply) => reply.send('here'));
    await server.ready();
    const { requestTimeout, timeout, maxConnections } = server.server;
    expect({ requestTimeout, timeout, maxConnections }).toEqual({
      requestTimeout: 30_000,
      timeout: 60_000,
      maxConnections: 4_000,
    });
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here');
    await close();
  });
});
