import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestAuthority } from '../../test-support/test-authority.ts';
import { createGuardedFetch, type GuardedFetchOptions } from './guarded-fetch.ts';
import type { AddressLookup } from './resolve-target.ts';

const LOOPBACK: AddressLookup = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
/** The tests' own servers are on loopback, so that has to be listed where an answer is wanted. */
const OPEN: GuardedFetchOptions = { allowRanges: ['127.0.0.1/32'], lookup: LOOPBACK };

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const portOf = (server: { address(): AddressInfo | string | null }): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const start = async (server: Server | ReturnType<typeof createTcpServer>, host = '127.0.0.1'): Promise<number> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) {
          socket.destroy();
        }
      }),
  );
  return portOf(server);
};

const serve = (listener: RequestListener): Promise<number> => start(createServer(listener));

const text = (octets: Uint8Array): string => Buffer.from(octets).toString();

describe('createGuardedFetch', () => {
  it('returns the document, its type and its final address', async () => {
    const port = await serve((request, response) => {
      response.setHeader('content-type', 'application/xml');
      response.end(`${request.headers.host} ${request.headers.accept} ${request.url}`);
    });
    const found = await createGuardedFetch(OPEN)(`http://idp.test:${port}/a?b=c#d`, { accept: 'text/xml' });
    expect(found.url).toBe(`http://idp.test:${port}/a?b=c`);
    expect(found.contentType).toBe('application/xml');
    expect(text(found.body)).toBe(`idp.test:${port} text/xml /a?b=c`);
  });

  it.each(['ftp://idp.test/x', 'file:///etc/passwd', 'data:text/plain,x', 'idp.test', '//idp.test/x', ''])(
    'refuses %j, which is not an absolute http or https URL',
    async (url) => {
      await expect(createGuardedFetch(OPEN)(url)).rejects.toMatchObject({ code: 'fetch.url' });
    },
  );

  it('refuses credentials in a URL without repeating them', async () => {
    const refused = createGuardedFetch(OPEN)('https://user:pass@idp.test/');
    await expect(refused).rejects.toMatchObject({ code: 'fetch.url', received: undefined });
  });

  it('refuses a URL of more than 2048 characters', async () => {
    const prefix = 'http://127.0.0.9/';
    const fetchIt = createGuardedFetch({ lookup: LOOPBACK });
    await expect(fetchIt(prefix + 'a'.repeat(2048 - prefix.length))).rejects.toMatchObject({
      code: 'fetch.blocked_address',
    });
    await expect(fetchIt(prefix + 'a'.repeat(2049 - prefix.length))).rejects.toMatchObject({ code: 'fetch.url' });
  });

  it.each([
    'http://127.0.0.1',
    'http://2130706433',
    'http://0x7f.1',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://169.254.169.254',
    'http://10.0.0.1',
    'http://0',
  ])('connects to none of the addresses that %s may mean', async (origin) => {
    let connections = 0;
    const port = await serve((_request, response) => {
      connections += 1;
      response.end();
    });
    await expect(createGuardedFetch()(`${origin}:${port}/`)).rejects.toMatchObject({ code: 'fetch.blocked_address' });
    expect(connections).toBe(0);
  });

  it('refuses a name when only one of its addresses is private, and does not name that address', async () => {
    const lookup: AddressLookup = () =>
      Promise.resolve([
        { address: '8.8.8.8', family: 4 },
        { address: '10.1.2.3', family: 4 },
      ]);
    await expect(createGuardedFetch({ lookup })('https://idp.test/')).rejects.toMatchObject({
      code: 'fetch.blocked_address',
      received: 'idp.test: a private address',
    });
  });

  it('connects to the address that was checked, even when the name answers otherwise the second time', async () => {
    let lookups = 0;
    const inside = await serve((_request, response) => response.end('inside'));
    const outside = createServer((_request, response) => response.end('outside'));
    await new Promise<void>((resolve) => outside.listen(inside, '127.0.0.2', resolve));
    closers.push(() => new Promise((resolve) => outside.close(() => resolve())));
    const lookup: AddressLookup = () => {
      lookups += 1;
      return Promise.resolve([{ address: lookups === 1 ? '127.0.0.2' : '127.0.0.1', family: 4 }]);
    };
    const found = await createGuardedFetch({ allowRanges: ['127.0.0.2'], lookup })(`http://rebind.test:${inside}/`);
    expect(text(found.body)).toBe('outside');
    expect(lookups).toBe(1);
    await expect(
      createGuardedFetch({ allowRanges: ['127.0.0.2'], lookup })(`http://rebind.test:${inside}/`),
    ).rejects.toMatchObject({ code: 'fetch.blocked_address' });
  });

  it('says when a name has no address', async () => {
    const missing: AddressLookup = () => Promise.reject(new Error('ENOTFOUND'));
    await expect(createGuardedFetch({ lookup: missing })('https://idp.test/')).rejects.toMatchObject({
      code: 'fetch.failed',
      received: 'idp.test',
    });
    const none: AddressLookup = () => Promise.resolve([]);
    await expect(createGuardedFetch({ lookup: none })('https://idp.test/')).rejects.toMatchObject({
      code: 'fetch.failed',
    });
  });
});

describe('redirects', () => {
  it('follows three of them and refuses the fourth', async () => {
    const port = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      response.writeHead(left === 0 ? 200 : 302, left === 0 ? {} : { location: `/${left - 1}` });
      response.end('there');
    });
    const fetchIt = createGuardedFetch(OPEN);
    const found = await fetchIt(`http://idp.test:${port}/3`);
    expect(text(found.body)).toBe('there');
    expect(found.url).toBe(`http://idp.test:${port}/0`);
    await expect(fetchIt(`http://idp.test:${port}/4`)).rejects.toMatchObject({
      code: 'fetch.failed',
      expected: 'at most 3 redirects',
    });
  });

  it.each([
    ['http://127.0.0.2:9/', 'fetch.blocked_address'],
    ['http://[::1]/', 'fetch.blocked_address'],
    ['http://inside.test/', 'fetch.blocked_address'],
    ['file:///etc/passwd', 'fetch.url'],
    ['http://user:pass@idp.test/', 'fetch.url'],
  ])('does not follow one to %s', async (location, code) => {
    const port = await serve((_request, response) => response.writeHead(302, { location }).end());
    const lookup: AddressLookup = (host) =>
      Promise.resolve([{ address: host === 'inside.test' ? '192.168.0.1' : '127.0.0.1', family: 4 }]);
    await expect(createGuardedFetch({ ...OPEN, lookup })(`http://idp.test:${port}/`)).rejects.toMatchObject({ code });
  });

  it('refuses one without a Location', async () => {
    const port = await serve((_request, response) => response.writeHead(302).end());
    await expect(createGuardedFetch(OPEN)(`http://idp.test:${port}/`)).rejects.toMatchObject({
      code: 'fetch.failed',
      received: 'no Location',
    });
  });
});

describe('limits', () => {
  it('takes a body of exactly the limit and refuses one byte more, announced or not', async () => {
    const port = await serve((request, response) => {
      const size = Number(request.url?.slice(2));
      if (request.url?.startsWith('/a')) {
        response.setHeader('content-length', size);
      }
      response.end('x'.repeat(size));
    });
    const fetchIt = createGuardedFetch(OPEN);
    for (const kind of ['a', 'b']) {
      const found = await fetchIt(`http://idp.test:${port}/${kind}1000`, { maxBytes: 1000 });
      expect(found.body).toHaveLength(1000);
      await expect(fetchIt(`http://idp.test:${port}/${kind}1001`, { maxBytes: 1000 })).rejects.toMatchObject({
        code: 'fetch.too_large',
      });
    }
  });

  it('stops reading a body without end', async () => {
    const port = await serve((_request, response) => {
      const push = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) {
          // Until the buffer is full; then the next drain goes on.
        }
      };
      response.on('drain', push);
      push();
    });
    await expect(createGuardedFetch(OPEN)(`http://idp.test:${port}/`)).rejects.toMatchObject({
      code: 'fetch.too_large',
    });
  });

  it('refuses a head that is too large', async () => {
    const port = await serve((_request, response) => {
      response.setHeader('x-filler', 'x'.repeat(17 * 1024));
      response.end();
    });
    await expect(createGuardedFetch(OPEN)(`http://idp.test:${port}/`)).rejects.toMatchObject({
      code: 'fetch.too_large',
    });
  });

  it('gives up on a body that trickles, a server that says nothing, and a resolver that hangs', async () => {
    const trickling = await serve((_request, response) => {
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const silent = await start(createTcpServer(() => undefined));
    const quick = { ...OPEN, timeoutMs: 150 };
    await expect(createGuardedFetch(quick)(`http://idp.test:${trickling}/`)).rejects.toMatchObject({
      code: 'fetch.timeout',
    });
    await expect(createGuardedFetch(quick)(`http://idp.test:${silent}/`)).rejects.toMatchObject({
      code: 'fetch.timeout',
    });
    const hanging: AddressLookup = () => new Promise(() => undefined);
    await expect(createGuardedFetch({ ...quick, lookup: hanging })('http://idp.test/')).rejects.toMatchObject({
      code: 'fetch.timeout',
    });
  });

  it('refuses compressed answers, whose size would not be known', async () => {
    const port = await serve((_request, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end('x');
    });
    await expect(createGuardedFetch(OPEN)(`http://idp.test:${port}/`)).rejects.toMatchObject({
      code: 'fetch.failed',
      received: 'gzip',
    });
  });

  it.each([204, 304, 404, 500])('takes HTTP %i for a failure', async (status) => {
    const port = await serve((_request, response) => response.writeHead(status).end());
    await expect(createGuardedFetch(OPEN)(`http://idp.test:${port}/`)).rejects.toMatchObject({
      code: 'fetch.failed',
      received: `HTTP ${status}`,
    });
  });

  it('says when nothing listens', async () => {
    const port = await serve((_request, response) => response.end());
    await Promise.all(closers.splice(0).map((close) => close()));
    await expect(createGuardedFetch(OPEN)(`http://idp.test:${port}/`)).rejects.toMatchObject({
      code: 'fetch.failed',
      received: 'ECONNREFUSED',
    });
  });
});

describe('https', () => {
  const authority = createTestAuthority();

  const serveTls = async (name: string, listener: RequestListener): Promise<number> =>
    start(createTlsServer(await (await authority).issue(name), listener));

  it('trusts the private authority of the installation, and no stranger', async () => {
    const port = await serveTls('idp.test', (request, response) => response.end(request.headers.host));
    const { certificatePem } = await authority;
    const found = await createGuardedFetch({ ...OPEN, ca: certificatePem })(`https://idp.test:${port}/`);
    expect(text(found.body)).toBe(`idp.test:${port}`);
    await expect(createGuardedFetch(OPEN)(`https://idp.test:${port}/`)).rejects.toMatchObject({
      code: 'fetch.failed',
      hint: expect.stringContaining('outbound.caFile'),
    });
  });

  it('refuses a certificate for another name', async () => {
    const port = await serveTls('other.test', (_request, response) => response.end());
    const { certificatePem } = await authority;
    await expect(
      createGuardedFetch({ ...OPEN, ca: certificatePem })(`https://idp.test:${port}/`),
    ).rejects.toMatchObject({
      code: 'fetch.failed',
      received: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  it('refuses a redirect from https to http', async () => {
    const port = await serveTls('idp.test', (_request, response) =>
      response.writeHead(302, { location: 'http://idp.test/' }).end(),
    );
    const { certificatePem } = await authority;
    await expect(
      createGuardedFetch({ ...OPEN, ca: certificatePem })(`https://idp.test:${port}/`),
    ).rejects.toMatchObject({
      code: 'fetch.url',
      received: 'a redirect to http://idp.test',
    });
  });
});

describe('outbound proxy', () => {
  const startProxy = async (log: string[], target: () => number): Promise<number> => {
    const proxy = createServer((request, response) => {
      log.push(`${request.method} ${request.url} ${request.headers['proxy-authorization'] ?? '-'}`);
      response.end('by proxy');
    });
    proxy.on('connect', (request, client) => {
      log.push(`CONNECT ${request.url}`);
      if (target() === 0) {
        client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      const upstream = connect(target(), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.pipe(client).pipe(upstream);
      });
      upstream.on('error', () => client.destroy());
      client.on('error', () => upstream.destroy());
    });
    return start(proxy);
  };
  const unresolvable: AddressLookup = () => Promise.reject(new Error('ENOTFOUND'));

  it('carries http requests whole, with its credentials, and names that resolve only there', async () => {
    const log: string[] = [];
    const port = await startProxy(log, () => 0);
    const fetchIt = createGuardedFetch({
      proxy: `http://me:p%40ss@127.0.0.1:${port}`,
      lookup: unresolvable,
      allowUnresolvedThroughProxy: true,
    });
    expect(text((await fetchIt('http://idp.test/m')).body)).toBe('by proxy');
    expect(log).toEqual([`GET http://idp.test/m Basic ${Buffer.from('me:p@ss').toString('base64')}`]);
  });

  it('carries https through a tunnel and still checks the certificate of the far end', async () => {
    const log: string[] = [];
    const authority = await createTestAuthority();
    const far = await start(
      createTlsServer(await authority.issue('idp.test'), (request, response) => response.end(request.headers.host)),
    );
    const port = await startProxy(log, () => far);
    const options: GuardedFetchOptions = {
      proxy: `http://127.0.0.1:${port}`,
      lookup: unresolvable,
      allowUnresolvedThroughProxy: true,
      ca: authority.certificatePem,
    };
    expect(text((await createGuardedFetch(options)('https://idp.test/m')).body)).toBe('idp.test');
    expect(log).toEqual(['CONNECT idp.test:443']);
    await expect(createGuardedFetch(options)('https://other.test/m')).rejects.toMatchObject({
      received: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  it('is not asked for a name that does not resolve here, unless the owner allows that', async () => {
    const log: string[] = [];
    const port = await startProxy(log, () => 0);
    const nothing: AddressLookup = () => Promise.resolve([]);
    for (const lookup of [unresolvable, nothing]) {
      await expect(
        createGuardedFetch({ proxy: `http://127.0.0.1:${port}`, lookup })('http://intranet.corp/'),
      ).rejects.toMatchObject({
        code: 'fetch.failed',
        received: 'intranet.corp',
        hint: expect.stringContaining('outbound.allowUnresolvedThroughProxy'),
      });
    }
    expect(log).toEqual([]);
    const direct = createGuardedFetch({ lookup: unresolvable, allowUnresolvedThroughProxy: true });
    await expect(direct('http://intranet.corp/')).rejects.toMatchObject({ code: 'fetch.failed' });
  });

  it('is asked for a name that resolves here to a public address', async () => {
    const log: string[] = [];
    const port = await startProxy(log, () => 0);
    const lookup: AddressLookup = () => Promise.resolve([{ address: '1.1.1.1', family: 4 }]);
    const fetchIt = createGuardedFetch({ proxy: `http://127.0.0.1:${port}`, lookup });
    expect(text((await fetchIt('http://idp.test/m')).body)).toBe('by proxy');
    expect(log).toHaveLength(1);
  });

  it('reports a proxy that refuses, and never asks it for a private address', async () => {
    const log: string[] = [];
    const port = await startProxy(log, () => 0);
    const fetchIt = createGuardedFetch({
      proxy: `http://127.0.0.1:${port}`,
      lookup: unresolvable,
      allowUnresolvedThroughProxy: true,
    });
    await expect(fetchIt('https://idp.test/')).rejects.toMatchObject({ code: 'fetch.failed', received: 'HTTP 403' });
    log.length = 0;
    await expect(fetchIt('http://169.254.169.254/')).rejects.toMatchObject({ code: 'fetch.blocked_address' });
    expect(log).toEqual([]);
  });
});
