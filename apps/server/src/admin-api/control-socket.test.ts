import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect, createServer, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApplyRequest, AttemptsRequest, RecoveryRequest } from '@cordboard/contract/control';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CordboardError } from '../errors.ts';
import type { ControlService } from './control-service.ts';
import { type ControlSocket, controlSocketPath, startControlSocket } from './control-socket.ts';

let folder = '';
const open: ControlSocket[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cb-'));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((socket) => socket.close()));
  rmSync(folder, { recursive: true });
});

async function* twoLines(): AsyncGenerator<string> {
  yield '{"n":1}\n';
  yield '{"n":2}\n';
}

const received: { apply?: ApplyRequest; attempts?: AttemptsRequest; recovery?: RecoveryRequest } = {};
const service: ControlService = {
  status: () =>
    Promise.resolve({
      version: '1',
      running: true,
      startedAt: 1,
      installationUrl: 'https://hub.example',
      companies: 0,
      environments: 0,
      realms: [],
      moreRealms: 0,
    }),
  apply: (asked) => {
    received.apply = asked;
    return Promise.resolve({ applied: true, changes: [], unchanged: 0, problems: [], notes: [] });
  },
  export: (asked) => Promise.resolve({ text: JSON.stringify(asked), notes: [] }),
  listAttempts: (asked) => {
    received.attempts = asked;
    return Promise.resolve({ attempts: [] });
  },
  listAdministrators: () => Promise.resolve({ administrators: [], more: false }),
  recover: (asked) => {
    received.recovery = asked;
    return Promise.resolve({
      kind: 'recovery',
      login: asked.login,
      url: 'https://hub.example/admin/reset#t',
      expiresAt: 1,
    });
  },
  findAttempt: (reference) =>
    Promise.reject(
      reference === 'defect'
        ? new Error('secret detail')
        : new CordboardError('attempt.unknown', { received: reference }),
    ),
  verifyAudit: ({ company = 'every' }) =>
    Promise.resolve({ chains: [{ name: company, ok: true, events: 1, fault: null, sequence: null }] }),
  exportAudit: ({ company }) =>
    company === 'none'
      ? Promise.reject(new CordboardError('admin.not_found', { received: company }))
      : Promise.resolve(twoLines()),
};

const start = async (dataFolder = folder): Promise<ControlSocket> => {
  const socket = await startControlSocket({ dataFolder, service, logger: pino({ enabled: false }) });
  open.push(socket);
  return socket;
};

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const exchange = (method: string, path: string, body?: string): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = request({ socketPath: controlSocketPath(folder), method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

const ask = async (method: string, path: string, body?: string): Promise<Answer> => {
  const { status, text } = await exchange(method, path, body);
  return { status, body: JSON.parse(text) };
};

const askText = (path: string): Promise<{ status: number; text: string }> => exchange('GET', path);

describe('startControlSocket', () => {
  it('answers on a socket that only its owner can open', async () => {
    const { path } = await start();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await ask('GET', '/control/status')).toMatchObject({ status: 200, body: { version: '1' } });
  });

  it('is never open to others, not even while it is being made', async () => {
    const { listen } = Server.prototype;
    const modes: number[] = [];
    const spy = vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server, ...args: unknown[]) {
      // The socket is in the folder when this returns.
      const server = Reflect.apply(listen, this, args);
      modes.push(statSync(controlSocketPath(folder)).mode & 0o777);
      return server;
    });
    const umask = process.umask(0);
    try {
      await start();
      expect(modes).toEqual([0o600]);
      expect(process.umask()).toBe(0);
    } finally {
      process.umask(umask);
      spy.mockRestore();
    }
  });

  it('leaves the mask for new files as it was, also when it cannot listen', async () => {
    const umask = process.umask();
    rmSync(folder, { recursive: true });
    const started = start();
    await expect(started).rejects.toMatchObject({ syscall: 'listen' });
    mkdirSync(folder);
    expect(process.umask()).toBe(umask);
  });

  it('ends connections that are open when it closes', async () => {
    const { path } = await start();
    const client = connect(path);
    await once(client, 'connect');
    client.write('POST /control/apply HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n');
    const ended = new Promise((resolve) => client.once('error', resolve).once('close', resolve));
    await open.pop()?.close();
    await ended;
    expect(client.destroyed).toBe(true);
  });

  it('checks the audit log and sends it line by line', async () => {
    await start();
    expect(await ask('GET', '/control/audit/verify')).toMatchObject({ body: { chains: [{ name: 'every' }] } });
    expect(await ask('GET', '/control/audit/verify?company=acme')).toMatchObject({
      body: { chains: [{ name: 'acme' }] },
    });
    expect(await askText('/control/audit/export')).toEqual({ status: 200, text: '{"n":1}\n{"n":2}\n' });
    expect(await ask('GET', '/control/audit/export?company=none')).toMatchObject({
      status: 404,
      body: { error: { code: 'admin.not_found' } },
    });
    expect(await ask('GET', '/control/audit/export?company=a/b')).toMatchObject({ status: 400 });
  });

  it('checks what it is asked, and fills in defaults', async () => {
    await start();
    expect(await ask('POST', '/control/apply', '{"file":{}}')).toMatchObject({ status: 200, body: { applied: true } });
    expect(received.apply).toEqual({ file: { companies: [] }, dryRun: false, prune: false });
    expect(await ask('GET', '/control/attempts?realm=a/b/c&limit=500')).toMatchObject({ status: 200 });
    expect(received.attempts).toEqual({ realm: 'a/b/c', limit: 500 });
    expect(await ask('GET', '/control/administrators')).toMatchObject({ status: 200, body: { administrators: [] } });
    expect(await ask('POST', '/control/administrators/recovery', '{"login":null}')).toMatchObject({ status: 200 });
    expect(received.recovery).toEqual({ login: null, resetSecondFactors: false });
    for (const [method, path, body] of [
      ['POST', '/control/administrators/recovery', '{"login":""}'],
      ['POST', '/control/administrators/recovery', '{"login":null,"password":"x"}'],
      ['POST', '/control/apply', '{"file":{"companies":[{"slug":"UPPER"}]}}'],
      ['POST', '/control/apply', '{"file":{},"force":true}'],
      ['POST', '/control/apply', '{'],
      ['GET', '/control/attempts?limit=501'],
      ['GET', '/control/attempts?realm=a/b'],
      ['GET', '/control/attempts?outcome=odd'],
    ] as const) {
      expect(await ask(method, path, body)).toMatchObject({
        status: 400,
        body: { error: { code: 'http.bad_request' } },
      });
    }
  });

  it('answers errors with their code, and defects without their detail', async () => {
    await start();
    expect(await ask('GET', '/control/attempts/7F3K-92QD')).toMatchObject({
      body: { error: { code: 'attempt.unknown', received: '7F3K-92QD', message: expect.any(String) } },
    });
    const defect = await ask('GET', '/control/attempts/defect');
    expect(defect).toMatchObject({ status: 500, body: { error: { code: 'internal.failed' } } });
    expect(JSON.stringify(defect)).not.toContain('secret detail');
    expect(await ask('GET', '/control/nothing')).toMatchObject({
      status: 404,
      body: { error: { code: 'http.not_found' } },
    });
  });

  it('replaces the socket of a hub that was killed', async () => {
    const path = controlSocketPath(folder);
    const dead = createServer();
    await new Promise<void>((resolve) => dead.listen(join(folder, 'other.sock'), resolve));
    // The file stays when the name it was made under is gone before the server closes.
    renameSync(join(folder, 'other.sock'), path);
    await new Promise<void>((resolve) => dead.close(() => resolve()));
    expect(statSync(path).isSocket()).toBe(true);
    await start();
    expect(await ask('GET', '/control/status')).toMatchObject({ status: 200 });
  });

  it('leaves the socket of a hub that is alive, and any other file, alone', async () => {
    await start();
    await expect(start()).rejects.toMatchObject({ code: 'control.socket', received: 'the socket of another hub' });
    expect(await ask('GET', '/control/status')).toMatchObject({ status: 200 });
    await open.pop()?.close();
    writeFileSync(controlSocketPath(folder), 'x');
    await expect(start()).rejects.toMatchObject({ code: 'control.socket', received: 'a file that is no socket' });
  });

  it('refuses a path that no socket can have', async () => {
    const long = join(folder, 'x'.repeat(104 - folder.length - 1 - '/control.sock'.length));
    expect(Buffer.byteLength(controlSocketPath(long))).toBe(104);
    await expect(start(long)).rejects.toMatchObject({ code: 'control.socket', received: controlSocketPath(long) });
  });

  it('removes the socket when it closes', async () => {
    const { path } = await start();
    await open.pop()?.close();
    expect(() => statSync(path)).toThrow('ENOENT');
  });
});
