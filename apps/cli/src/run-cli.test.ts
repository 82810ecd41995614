import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createControlService } from '@cordboard/server/control-service';
import { startControlSocket } from '@cordboard/server/control-socket';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStorage } from '../../server/src/storage/engines/sqlite/open-sqlite-storage.ts';
import { testCertificate, testMetadata } from '../../server/test-support/apply-fixture.ts';
import type { CliIo } from './cli-io.ts';
import { runCli } from './run-cli.ts';

const SAMPLE = fileURLToPath(new URL('../../../docs/samples/company.yaml', import.meta.url));

let folder = '';
const closers: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cb-'));
  writeFileSync(join(folder, 'master.key'), randomBytes(32), { mode: 0o600 });
});
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) {
    await close();
  }
  rmSync(folder, { recursive: true });
});

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly asked: readonly string[];
}

const run = async (
  argv: readonly string[],
  more: { readonly answer?: string; readonly env?: Record<string, string>; readonly isTerminal?: boolean } = {},
): Promise<Run> => {
  const out: string[] = [];
  const err: string[] = [];
  const asked: string[] = [];
  const io: CliIo = {
    env: { CORDBOARD_MASTER_KEY_FILE: join(folder, 'master.key'), ...more.env },
    cwd: folder,
    user: 'ops',
    isTerminal: more.isTerminal ?? more.answer !== undefined,
    isColoured: false,
    out: (text) => out.push(text),
    stream: () => Promise.reject(new Error('nothing is streamed here')),
    err: (text) => err.push(text),
    ask: (question) => {
      asked.push(question);
      return Promise.resolve(more.answer ?? '');
    },
  };
  const code = await runCli(argv, io);
  return { code, out: out.join('\n'), err: err.join('\n'), asked };
};

const write = (name: string, content: string): void => writeFileSync(join(folder, name), content);

const FULL =
  'companies: [{slug: acme, environments: [{slug: p, realms: [{slug: agents, users: [{login: amina}, {login: otto}]}]}]}]';
const LESS = 'companies: [{slug: acme, environments: [{slug: p, realms: [{slug: agents, users: [{login: amina}]}]}]}]';

/** A hub's control socket over a database of its own. */
const startHub = async (): Promise<void> => {
  mkdirSync(join(folder, 'data'));
  const storage = await openSqliteStorage({ path: ':memory:' });
  closers.push(() => storage.close());
  const service = createControlService(
    {
      storage,
      sealer: { seal: () => 'sealed' },
      audit: {
        append: () => Promise.resolve(),
        verify: () => Promise.reject(new Error('nothing is checked here')),
      },
      clock: () => Date.UTC(2030, 0, 15),
      random: randomBytes,
      directoryChanged: () => Promise.resolve(),
    },
    {
      installationUrl: 'https://hub.example',
      outbound: { allowRanges: [], proxy: null, allowUnresolvedThroughProxy: false, ca: null, timeoutMs: 1000 },
    },
  );
  const socket = await startControlSocket({
    dataFolder: join(folder, 'data'),
    service,
    logger: pino({ enabled: false }),
  });
  closers.push(() => socket.close());
};

describe('cordboard export', () => {
  it('writes a file that applying finds unchanged, and that its owner alone can read', async () => {
    copyFileSync(SAMPLE, join(folder, 'company.yaml'));
    write('okta-metadata.xml', await testMetadata('https://okta.example'));
    write('partner-signing.pem', await testCertificate());
    write('desktop.secret', `${randomBytes(32).toString('base64')}\n`);
    expect(await run(['apply', 'company.yaml'])).toMatchObject({ code: 0 });
    const exported = await run(['export', 'acme', '-o', 'exported.yaml']);
    expect(exported).toMatchObject({ code: 0, out: '' });
    expect(exported.err).toContain('acme/production/agents/desktop: its secret is not here');
    expect(exported.err).toContain('Written to exported.yaml.');
    expect(statSync(join(folder, 'exported.yaml')).mode & 0o777).toBe(0o600);
    const again = await run(['apply', 'exported.yaml', '--prune']);
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toContain('0 to create, 0 to update, 0 to delete, 13 unchanged\nNothing to do.');
    expect((await run(['export'])).out).toBe(readFileSync(join(folder, 'exported.yaml'), 'utf8').trimEnd());
  });

  it('leaves people out on demand, and says which company it does not know', async () => {
    await startHub();
    write('company.yaml', FULL);
    await run(['apply', 'company.yaml']);
    expect((await run(['export'])).out).toContain('login: amina');
    expect((await run(['export', 'acme', '--without-users'])).out).not.toContain('amina');
    expect(await run(['export', 'acme', 'globex'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('admin.not_found'),
    });
    const unwritable = await run(['export', '-o', 'no/such/folder/file.yaml']);
    expect(unwritable).toMatchObject({ code: 1, err: expect.stringContaining('no/such/folder/file.yaml: ENOENT') });
  });
});

describe('cordboard apply', () => {
  it('applies the sample of the documentation, and has nothing to do the second time', async () => {
    copyFileSync(SAMPLE, join(folder, 'company.yaml'));
    write('okta-metadata.xml', await testMetadata('https://okta.example'));
    write('partner-signing.pem', await testCertificate());
    write('desktop.secret', `${randomBytes(32).toString('base64')}\n`);
    const first = await run(['apply', 'company.yaml']);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('+ connection acme/production/agents/default/okta');
    expect(first.out).toContain('13 to create, 0 to update, 0 to delete, 0 unchanged\nApplied.');
    const second = await run(['apply', 'company.yaml']);
    expect(second.code).toBe(0);
    expect(second.out).toContain('0 to create, 0 to update, 0 to delete, 13 unchanged\nNothing to do.');
    const status = await run(['status']);
    expect(status.out).toContain('not running');
    expect(status.out).toContain('https://sso.acme.example/agents/');
  });

  it('speaks to the hub that runs, and never opens its database', async () => {
    await startHub();
    write('company.yaml', FULL);
    expect(await run(['apply', 'company.yaml'])).toMatchObject({ code: 0 });
    expect(existsSync(join(folder, 'data', 'cordboard.sqlite'))).toBe(false);
    expect((await run(['status'])).out).toContain('running since 2030-01-15 00:00:00 UTC');
  });

  it('changes nothing in a dry run', async () => {
    write('company.yaml', FULL);
    const dry = await run(['apply', 'company.yaml', '--dry-run']);
    expect(dry.out).toContain('5 to create');
    expect(dry.out).not.toContain('Applied');
    expect((await run(['status'])).out).toContain('0 companies');
  });

  it('shows every problem of the file with its line', async () => {
    write('company.yaml', 'companies:\n  - slug: acme\n    nme: Acme\n  - slug: B');
    const result = await run(['apply', 'company.yaml']);
    expect(result).toMatchObject({ code: 1, out: '' });
    expect(result.err).toBe(
      [
        'company.yaml:3:5  companies[0].nme: unknown key "nme"; did you mean "name"?',
        'company.yaml:4:11  companies[1].slug: expected lower-case letters, digits and single hyphens, found "B"',
      ].join('\n'),
    );
  });

  it('shows what cannot be read and what is refused', async () => {
    expect(await run(['apply', 'none.yaml'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('none.yaml: ENOENT'),
    });
    write(
      'company.yaml',
      FULL.replace(
        'users:',
        'apps: [{type: oidc, slug: d, name: D, redirectUris: ["https://d.example"], secret: {env: S}}], users:',
      ),
    );
    expect(await run(['apply', 'company.yaml'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('! acme/p/agents/d: apply.reference'),
    });
    write('company.yaml', FULL.replace('users:', 'ssoMode: sso, users:'));
    expect(await run(['apply', 'company.yaml'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('! acme/p/agents: apply.untested_enable'),
    });
  });

  it('asks a person before it deletes, and takes only yes', async () => {
    write('full.yaml', FULL);
    write('less.yaml', LESS);
    await run(['apply', 'full.yaml']);
    const refused = await run(['apply', 'less.yaml', '--prune'], { answer: 'y' });
    expect(refused).toMatchObject({ code: 1, asked: [expect.stringContaining('Delete 1 records')] });
    expect(refused.err).toBe('Nothing was changed.');
    expect(await run(['apply', 'less.yaml', '--prune'], { answer: ' YES ' })).toMatchObject({ code: 0 });
    expect((await run(['apply', 'less.yaml', '--prune'])).out).toContain('Nothing to do.');
  });

  it('deletes without a person only when told so', async () => {
    write('full.yaml', FULL);
    write('less.yaml', LESS);
    await run(['apply', 'full.yaml']);
    const refused = await run(['apply', 'less.yaml', '--prune']);
    expect(refused).toMatchObject({ code: 1, asked: [] });
    expect(refused.err).toContain('Add --yes');
    expect((await run(['apply', 'less.yaml', '--prune', '--yes'])).out).toContain('Applied.');
  });

  it('prints JSON and nothing else when asked to', async () => {
    write('company.yaml', FULL);
    const done = await run(['apply', 'company.yaml', '--json']);
    expect(JSON.parse(done.out)).toMatchObject({ applied: true, unchanged: 0, problems: [] });
    write('company.yaml', 'companies: [{slug: A}]');
    const bad = await run(['apply', 'company.yaml', '--json']);
    expect(bad).toMatchObject({ code: 1, err: '' });
    expect(JSON.parse(bad.out)).toMatchObject({
      applied: false,
      problems: [{ code: 'apply.invalid', path: 'companies[0].slug' }],
    });
    write('company.yaml', 'companies: [');
    expect(JSON.parse((await run(['apply', 'company.yaml', '--json'])).out)).toMatchObject({
      applied: false,
      problems: [{ code: 'apply.syntax' }],
    });
  });

  it('needs the master key only where there is no hub', async () => {
    write('company.yaml', FULL);
    const env = { CORDBOARD_MASTER_KEY_FILE: '' };
    expect(await run(['apply', 'company.yaml'], { env })).toMatchObject({
      code: 1,
      err: expect.stringContaining('keys.master_key_missing'),
    });
    await startHub();
    expect(await run(['apply', 'company.yaml'], { env })).toMatchObject({ code: 0 });
  });
});

describe('cordboard', () => {
  it('finds the data folder by option, by configuration file and by variable', async () => {
    write('company.yaml', FULL);
    mkdirSync(join(folder, 'etc'));
    write('etc/hub.yaml', 'dataFolder: store\nmasterKeyFile: ../master.key\n');
    await run(['apply', 'company.yaml', '--data', 'store-a']);
    await run(['apply', 'company.yaml', '--config', 'etc/hub.yaml'], { env: { CORDBOARD_MASTER_KEY_FILE: '' } });
    await run(['--data', 'store-b', 'apply', 'company.yaml']);
    for (const store of ['store-a', 'store-b', 'etc/store']) {
      expect(existsSync(join(folder, store, 'cordboard.sqlite'))).toBe(true);
    }
    expect((await run(['status'], { env: { CORDBOARD_DATA_FOLDER: 'store-a' } })).out).toContain('1 company');
  });

  it('says so when there is nothing to read, and makes nothing', async () => {
    for (const argv of [['status'], ['export'], ['attempts'], ['attempt', '7F3K-92QD']]) {
      expect(await run(argv)).toMatchObject({ code: 1, err: expect.stringContaining('control.unavailable') });
    }
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it('does not touch a database that another process has open without a socket', async () => {
    write('company.yaml', FULL);
    mkdirSync(join(folder, 'data'));
    const storage = await openSqliteStorage({ path: join(folder, 'data', 'cordboard.sqlite') });
    closers.push(() => storage.close());
    const result = await run(['status']);
    expect(result).toMatchObject({ code: 1, err: expect.stringContaining('although the database is in use') });
  });

  it('finds attempts by reference, and lists them', async () => {
    await startHub();
    expect((await run(['attempts'])).out).toBe('No attempts.');
    expect(await run(['attempt', '7F3K-92QD'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('attempt.unknown'),
    });
    expect(JSON.parse((await run(['attempts', '--json', '--outcome', 'refused', '--limit', '500'])).out)).toEqual({
      attempts: [],
    });
    expect(await run(['attempts', '--realm', 'a/b/c'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('sign-in.realm_unknown'),
    });
  });

  it.each([
    [['apply']],
    [['apply', 'a', 'b']],
    [['apply', 'a', '--force']],
    [['export', 'Acme']],
    [['export', '--users']],
    [['atempts']],
    [['attempts', '--limit', '0']],
    [['attempts', '--limit', '501']],
    [['attempts', '--limit', '5x']],
    [['attempts', '--realm', 'a/b']],
    [['attempts', '--outcome', 'odd']],
    [[]],
  ])('exits with 2 when it is called wrongly: %j', async (argv) => {
    const result = await run(argv);
    expect(result.code).toBe(2);
    expect(result.err).not.toBe('');
  });

  it('exits with 0 when it is asked for help', async () => {
    const help = await run(['--help']);
    expect(help.code).toBe(0);
    expect(help.out).toContain('apply [options] <file>');
  });
});

describe('cordboard admin', () => {
  const addOwner = async (): Promise<void> => {
    const path = join(folder, 'cordboard-data', 'cordboard.sqlite');
    mkdirSync(join(folder, 'cordboard-data'), { recursive: true, mode: 0o700 });
    const storage = await openSqliteStorage({ path });
    await storage.write(async (writer) => {
      const account = { passwordHash: null, sealedTotp: null, enabled: true, createdAt: 0, updatedAt: 0 };
      await writer.putAdministrator({ ...account, id: 'olga', login: 'olga@acme.example', name: 'Olga \u001b[31m' });
      await writer.setGrants('olga', [{ role: 'installation-owner', companyId: null, environmentId: null }]);
    });
    await storage.close();
  };
  const place = ['--data', 'cordboard-data'];

  it('lists administrators, garbling no terminal', async () => {
    await addOwner();
    const listed = await run(['admin', 'list', ...place]);
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(listed.out).toContain('olga@acme.example');
    expect(listed.out).toContain('installation-owner');
    expect(listed.out).toContain('second factor: none');
    expect(listed.out).toContain('never signed in');
    expect(listed.out).not.toContain('\u001b');
    expect(JSON.parse((await run(['admin', 'list', '--json', ...place])).out)).toMatchObject({ more: false });
  });

  it('makes a link for the only owner, and says that the hub is stopped', async () => {
    await addOwner();
    const made = await run(['admin', 'recover', '--reset-second-factor', ...place]);
    expect(made.code).toBe(0);
    expect(made.out).toMatch(/olga@acme\.example chooses a new password; it works once, until [\d-]+ [\d:]+ UTC/);
    expect(made.out).toMatch(/\/admin\/reset#[\w-]{43}$/);
    expect(made.err).toBe('The hub is stopped: start it to use the link.');
    const answer = JSON.parse((await run(['admin', 'recover', 'olga@acme.example', '--json', ...place])).out);
    expect(answer).toMatchObject({ kind: 'recovery', login: 'olga@acme.example' });
  });

  it('refuses an unknown address', async () => {
    await addOwner();
    const refused = await run(['admin', 'recover', 'nobody@acme.example', ...place]);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('administrator.unknown');
  });

  it('makes no database where there is none', async () => {
    const refused = await run(['admin', 'recover', '--data', 'typo']);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('control.unavailable') });
    expect(existsSync(join(folder, 'typo'))).toBe(false);
  });

  it('makes the link of the first owner through the hub that runs', async () => {
    await startHub();
    const made = await run(['admin', 'recover']);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toMatch(/no owner[\s\S]*https:\/\/hub\.example\/admin\/setup#[\w-]{43}$/);
    expect((await run(['admin', 'list'])).out).toContain('There are no administrators.');
  });
});
