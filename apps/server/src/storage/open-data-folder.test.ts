import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DATABASE_FILE } from './database-file.ts';
import { openDataFolder } from './open-data-folder.ts';

let parent = '';
let folder = '';
let umask = 0;
beforeEach(() => {
  umask = process.umask(0);
  parent = mkdtempSync(join(tmpdir(), 'cordboard-folder-'));
  folder = join(parent, 'data');
});
afterEach(() => {
  process.umask(umask);
  rmSync(parent, { recursive: true });
});

const modeOf = (path: string): number => statSync(path).mode & 0o7777;

const make = (mode: number, ...files: string[]): void => {
  mkdirSync(folder);
  for (const file of files) {
    writeFileSync(join(folder, file), '');
  }
  chmodSync(folder, mode);
};

describe('openDataFolder', () => {
  it('makes a folder that is missing, for its owner only', () => {
    openDataFolder(join(folder, 'deep'));
    expect([modeOf(folder), modeOf(join(folder, 'deep'))]).toEqual([0o700, 0o700]);
  });

  it.each([0o755, 0o750, 0o701, 0o770, 0o777])(
    'closes an empty folder with mode %o, and one with a database',
    (mode) => {
      make(mode);
      openDataFolder(folder);
      expect(modeOf(folder)).toBe(0o700);
      rmSync(folder, { recursive: true });
      make(mode, DATABASE_FILE, 'master.key');
      openDataFolder(folder);
      expect(modeOf(folder)).toBe(0o700);
    },
  );

  it('leaves a folder alone that is closed already, whatever is in it', () => {
    make(0o700, 'master.key');
    openDataFolder(folder);
    expect(modeOf(folder)).toBe(0o700);
    chmodSync(folder, 0o500);
    openDataFolder(folder);
    expect(modeOf(folder)).toBe(0o500);
  });

  it.each([0o755, 0o1777])(
    'refuses a folder of other things with mode %o, and does not lock anybody out of it',
    (mode) => {
      make(mode, 'letters.txt');
      expect(() => openDataFolder(folder)).toThrow(
        expect.objectContaining({
          code: 'storage.open_failed',
          received: `${folder} (mode 0${(mode & 0o777).toString(8)})`,
          hint: expect.stringContaining(`chmod 700 ${folder} `),
        }),
      );
      expect(modeOf(folder)).toBe(mode);
    },
  );

  it('refuses what is no folder', () => {
    writeFileSync(folder, '');
    expect(() => openDataFolder(folder)).toThrow(expect.objectContaining({ code: 'storage.open_failed' }));
  });
});
