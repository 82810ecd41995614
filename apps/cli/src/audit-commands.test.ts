import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { createControlService } from '@cordboard/server/control-service';
import { startControlSocket } from '@cordboard/server/control-socket';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuditLog } from '../../server/src/audit/audit-log.ts';
import { loadMasterKey } from '../../server/src/keys/master-key.ts';
import { openSqliteStorage } from '../../server/src/storage/engines/sqlite/open-sqlite-storage.ts';
import type { CliIo } from './cli-io.ts';
import { runCli } from './run-cli.ts';

const NOW = Date.UTC(2030, 0, 15);

let folder = '';
let database = '';
const closers: (() => Promise<unknown>)[] = [];

const masterKey = () => loadMasterKey({ path: join(folder, 'master.key'), credentialsDirectory: undefined });

/** `acme` has three events, `gone` (whose company was deleted) one, the installation two. */
const seed = async (): Promise<void> => {
  const storage = await openSqliteStorage({ path: database });
  let ids = 0;
  const audit = createAuditLog({
    masterKey: await masterKey(),
    clock: () => NOW,
    newId: () => {
      ids += 1;
      return `event-${ids}`;
    },
  });
  await storage.write(async (writer) => {
    await writer.putCompany({ id: 'company-1', slug: 'acme', name: 'Acme' });
    for (const companyId of ['company-1', 'company-1', 'gone', null, 'company-1', null]) {
      await audit.append(writer, {
        companyId,
        actor: { kind: 'administrator', id: 'ada', name: 'Ada “é” \u0007' },
        action: 'app.updated',
        target: { kind: 'app', path: 'acme/p/agents/desktop' },
        fields: [{ name: 'name', from: null, to: 'a\n"b"' }],
        address: '192.0.2.7',
      });
    }
  });
  await storage.close();
};

const tamper = (sql: string): void => {
  const opened = new DatabaseSync(database);
  opened.exec('drop trigger audit_event_no_update; drop trigger audit_event_no_delete;');
  opened.exec(sql);
  opened.close();
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cb-'));
  writeFileSync(join(folder, 'master.key'), randomBytes(32), { mode: 0o600 });
  mkdirSync(join(folder, 'data'), { mode: 0o700 });
  database = join(folder, 'data', 'cordboard.sqlite');
  await seed();
});

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) {
    await close();
  }
  rmSync(folder, { recursive: true });
});

const run = async (argv: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const out: string[] = [];
  const err: string[] = [];
  const io: CliIo = {
    env: { CORDBOARD_MASTER_KEY_FILE: join(folder, 'master.key'), ...env },
    cwd: folder,
    user: 'ops',
    isTerminal: false,
    isColoured: false,
    out: (text) => out.push(`${text}\n`),
    stream: async (pieces) => {
      for await (const piece of pieces) {
        out.push(piece);
      }
    },
    err: (text) => err.push(text),
    ask: () => Promise.resolve(''),
  };
  const code = await runCli(argv, io);
  return { code, out: out.join(''), err: err.join('\n') };
};

/** A hub's control socket over the same database. */
const startHub = async (): Promise<void> => {
  const storage = await openSqliteStorage({ path: database });
  closers.push(() => storage.close());
  const service = createControlService(
    {
      storage,
      sealer: { seal: () => 'sealed' },
      audit: createAuditLog({ masterKey: await masterKey(), clock: () => NOW, newId: () => 'new' }),
      clock: () => NOW,
      random: randomBytes,
      directoryChanged: () => Promise.resolve(),
    },
    {
      installationUrl: 'https://hub.example',
      outbound: { allowRanges: [], proxy: null, allowUnresolvedThroughProxy: false, ca: null, timeoutMs: 1000 },
    },
  );
  const logger = pino({ enabled: false });
  const socket = await startControlSocket({ dataFolder: join(folder, 'data'), service, logger });
  closers.push(() => socket.close());
};

const everywhere = [
  ['while the hub runs', startHub],
  ['while it is stopped', async () => undefined],
] as const;

describe.each(everywhere)('cordboard audit verify, %s', (_name, prepare) => {
  it('says that every chain holds', async () => {
    await prepare();
    expect(await run(['audit', 'verify'])).toEqual({
      code: 0,
      out: 'acme: holds, 3 events\ngone: holds, 1 event\ninstallation: holds, 2 events\n',
      err: '',
    });
    expect((await run(['audit', 'verify', 'acme'])).out).toBe('acme: holds, 3 events\n');
    expect((await run(['audit', 'verify', 'gone'])).out).toBe('gone: holds, 1 event\n');
    expect((await run(['audit', 'verify', 'installation'])).out).toBe('installation: holds, 2 events\n');
  });

  it('fails and says where when one does not', async () => {
    tamper(`update audit_event set actor_name = 'eve' where chain = 'company-1' and sequence = 2`);
    await prepare();
    const failed = await run(['audit', 'verify']);
    expect(failed).toMatchObject({ code: 1, err: '' });
    expect(failed.out).toBe(
      [
        'acme: does not hold: event 2 was changed after it was written',
        '  1 event before that is as written',
        'gone: holds, 1 event',
        'installation: holds, 2 events',
        '',
      ].join('\n'),
    );
    expect((await run(['audit', 'verify', 'installation'])).code).toBe(0);
    const json = await run(['audit', 'verify', 'acme', '--json']);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toEqual({
      chains: [{ name: 'acme', ok: false, events: 1, fault: 'changed', sequence: 2 }],
    });
  });

  it('knows companies that exist or existed', async () => {
    await prepare();
    expect(await run(['audit', 'verify', 'nobody'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('admin.not_found'),
    });
  });
});

describe('cordboard audit verify', () => {
  it.each([
    ['delete from audit_event where sequence = 2', 'events before event 3 are missing'],
    [`update audit_event set previous_hash = 'x' where sequence = 3`, 'event 3 does not follow the one before it'],
    ['delete from audit_event where sequence = 3', 'the log should end with event 3 and does not'],
    [`update audit_head set seal = 'x'`, 'the end, event 3, was not sealed with the present master key'],
  ])('tells each fault in words: %s', async (sql, words) => {
    tamper(sql);
    expect(await run(['audit', 'verify', 'acme'])).toMatchObject({
      code: 1,
      out: expect.stringContaining(`acme: does not hold: ${words}\n`),
    });
  });

  it('needs the master key where there is no hub', async () => {
    const env = { CORDBOARD_MASTER_KEY_FILE: '' };
    expect(await run(['audit', 'verify'], env)).toMatchObject({
      code: 1,
      err: expect.stringContaining('keys.master_key_missing'),
    });
    await startHub();
    expect(await run(['audit', 'verify'], env)).toMatchObject({ code: 0 });
  });

  it('says so when there is nothing yet, and exits with 2 when it is called wrongly', async () => {
    rmSync(database);
    await (await openSqliteStorage({ path: database })).close();
    expect(await run(['audit', 'verify'])).toMatchObject({ code: 0, out: 'No events.\n' });
    for (const argv of [['audit'], ['audit', 'verify', 'a/b'], ['audit', 'verify', 'a', 'b'], ['audit', 'check']]) {
      expect((await run(argv)).code).toBe(2);
    }
  });
});

describe.each(everywhere)('cordboard audit export, %s', (_name, prepare) => {
  it('writes every chain, or one, to the output', async () => {
    await prepare();
    const lines = (await run(['audit', 'export'])).out.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line)).map(({ type, chain, sequence }) => [type, chain, sequence])).toEqual([
      ['event', 'company-1', 1],
      ['event', 'company-1', 2],
      ['event', 'company-1', 3],
      ['head', 'company-1', 3],
      ['event', 'gone', 1],
      ['head', 'gone', 1],
      ['event', 'installation', 1],
      ['event', 'installation', 2],
      ['head', 'installation', 2],
    ]);
    expect((await run(['audit', 'export', 'gone'])).out.trimEnd().split('\n')).toHaveLength(2);
  });

  it('writes a whole file for its owner only, over what stood there', async () => {
    await prepare();
    const file = join(folder, 'acme.jsonl');
    writeFileSync(file, 'old', { mode: 0o644 });
    expect(await run(['audit', 'export', 'acme', '-o', 'acme.jsonl'])).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(4);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}.partial`)).toBe(false);
  });

  it('leaves what stood there when it fails', async () => {
    await prepare();
    writeFileSync(join(folder, 'acme.jsonl'), 'old');
    expect(await run(['audit', 'export', 'nobody', '-o', 'acme.jsonl'])).toMatchObject({ code: 1 });
    expect(readFileSync(join(folder, 'acme.jsonl'), 'utf8')).toBe('old');
    expect(await run(['audit', 'export', '-o', 'none/acme.jsonl'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('control.output'),
    });
  });
});

describe('cordboard audit export', () => {
  it('fails when the hub stops in the middle, and leaves no half of a file', async () => {
    const server = createServer((_request, response) => {
      response.write('{"type":"event"}\n', () => response.destroy());
    });
    server.listen(join(folder, 'data', 'control.sock'));
    await once(server, 'listening');
    closers.push(async () => server.close());
    expect(await run(['audit', 'export', '-o', 'all.jsonl'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('an answer that breaks off'),
    });
    expect(readdirSync(folder).filter((name) => name.startsWith('all'))).toEqual([]);
  });
});

describe('the program of docs/admin/audit.md', () => {
  const check = async (change: (lines: string[]) => readonly string[] = (lines) => lines) => {
    const page = readFileSync(fileURLToPath(new URL('../../../docs/admin/audit.md', import.meta.url)), 'utf8');
    const program = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    writeFileSync(join(folder, 'check-audit.mjs'), program);
    const lines = (await run(['audit', 'export', 'acme'])).out.trimEnd().split('\n');
    writeFileSync(join(folder, 'export.jsonl'), change(lines).join('\n'));
    const result = spawnSync(process.execPath, ['check-audit.mjs', 'export.jsonl'], { cwd: folder, encoding: 'utf8' });
    return { status: result.status, out: result.stdout.trim(), err: result.stderr.trim() };
  };

  it('accepts an export', async () => {
    expect(await check()).toEqual({
      status: 0,
      out: expect.stringMatching(/^company-1: 3 events, ending with /),
      err: '',
    });
  });

  it.each<readonly [string, (lines: string[]) => readonly string[], string]>([
    ['a changed event', (lines) => lines.map((line) => line.replace('192.0.2.7', '192.0.2.8')), 'event 1 was changed'],
    ['a missing event', (lines) => lines.toSpliced(1, 1), 'events are missing before 3'],
    ['a missing end', (lines) => lines.toSpliced(2, 1), 'the end is missing'],
    ['a missing head', (lines) => lines.slice(0, -1), 'the end is missing'],
    [
      'an event of another chain',
      (lines) =>
        lines.map((line, at) => (at === 1 ? line.replace(/"previousHash":"[^"]*"/, '"previousHash":"x"') : line)),
      'event 2 does not follow the one before it',
    ],
    ['events after the head', (lines) => [...lines, lines[0] ?? ''], 'events are missing before 1'],
  ])('refuses %s', async (_name, change, words) => {
    expect(await check(change)).toEqual({ status: 1, out: '', err: `company-1: ${words}` });
  });
});
