import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMasterKeyFile, loadMasterKey } from './master-key.ts';

let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-master-key-'));
  path = join(folder, 'master.key');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (content: string | Buffer, mode = 0o600): void => {
  writeFileSync(path, content);
  chmodSync(path, mode);
};

const octets = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256));

describe('loading the master key', () => {
  it('reads the same key from raw octets, hexadecimal and base64, with or without a line end', async () => {
    const ids = new Set<string>();
    const forms: readonly (string | Buffer)[] = [
      octets,
      octets.toString('hex'),
      `${octets.toString('hex').toUpperCase()}\r\n`,
      octets.toString('base64'),
      `${octets.toString('base64')}\n`,
      octets.toString('base64url'),
    ];
    for (const form of forms) {
      write(form);
      const masterKey = await loadMasterKey({ path });
      expect(masterKey.key.export().equals(octets)).toBe(true);
      ids.add(masterKey.id);
    }
    expect(ids.size).toBe(1);
  });

  it('shows neither the key nor a part of it when it is printed', async () => {
    write(octets);
    const masterKey = await loadMasterKey({ path });
    const printed = inspect(masterKey, { depth: 9 }) + JSON.stringify(masterKey);
    for (const form of ['hex', 'base64', 'base64url'] as const) {
      expect(printed).not.toContain(octets.toString(form).slice(0, 8));
    }
  });

  it.each([
    ['31 octets', octets.subarray(1)],
    ['33 octets', Buffer.concat([octets, Buffer.from('x')])],
    ['63 hexadecimal digits', octets.toString('hex').slice(1)],
    ['an empty file', ''],
    ['a password', 'correct horse battery staple'],
    ['32 equal octets', Buffer.alloc(32)],
    ['64 zeros', '0'.repeat(64)],
    ['a large file', 'A'.repeat(100_000)],
  ])('refuses %s', async (_name, content) => {
    write(content);
    await expect(loadMasterKey({ path })).rejects.toMatchObject({ code: 'keys.master_key_format' });
  });

  it.each([0o640, 0o604, 0o644, 0o620, 0o602, 0o660, 0o610])('refuses a file with permissions %o', async (mode) => {
    write(octets, mode);
    await expect(loadMasterKey({ path })).rejects.toMatchObject({
      code: 'keys.master_key_permissions',
      received: `0${mode.toString(8)}`,
    });
  });

  it.each([0o600, 0o400, 0o700])('accepts a file with permissions %o', async (mode) => {
    write(octets, mode);
    await expect(loadMasterKey({ path })).resolves.toMatchObject({ id: expect.any(String) });
  });

  it('accepts group-readable files only directly in the folder of systemd credentials', async () => {
    write(octets, 0o440);
    await expect(loadMasterKey({ path, credentialsDirectory: folder })).resolves.toBeDefined();
    await expect(loadMasterKey({ path, credentialsDirectory: join(folder, 'other') })).rejects.toMatchObject({
      code: 'keys.master_key_permissions',
    });
    write(octets, 0o444);
    await expect(loadMasterKey({ path, credentialsDirectory: folder })).rejects.toMatchObject({
      code: 'keys.master_key_permissions',
    });
  });

  it('says how to make one when none is named or there', async () => {
    for (const missing of [undefined, '', path]) {
      await expect(loadMasterKey({ path: missing })).rejects.toMatchObject({
        code: 'keys.master_key_missing',
        hint: expect.stringContaining('openssl rand'),
      });
    }
  });

  it('refuses a folder', async () => {
    mkdirSync(path, { mode: 0o700 });
    await expect(loadMasterKey({ path })).rejects.toMatchObject({ code: 'keys.master_key_format' });
  });
});

describe('making a master key file', () => {
  it('writes a key for the owner only, which loads again', async () => {
    const made = await createMasterKeyFile({ path, random: randomBytes });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const loaded = await loadMasterKey({ path });
    expect(loaded.id).toBe(made.id);
    expect(loaded.key.equals(made.key)).toBe(true);
  });

  it('never overwrites a file', async () => {
    await createMasterKeyFile({ path, random: randomBytes });
    const before = readFileSync(path);
    await expect(createMasterKeyFile({ path, random: randomBytes })).rejects.toMatchObject({
      code: 'keys.master_key_exists',
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('passes other errors on', async () => {
    const nowhere = join(folder, 'none', 'master.key');
    await expect(createMasterKeyFile({ path: nowhere, random: randomBytes })).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
