import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../../../bin/cordboard.mjs', import.meta.url));

const cordboard = (
  ...argv: string[]
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'cb-'));
  try {
    return spawnSync(process.execPath, [BIN, ...argv], { cwd: folder, encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe('bin/cordboard.mjs', () => {
  it('passes arguments in, and output and exit code out', () => {
    const help = cordboard('--help');
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toContain('Usage: cordboard');
    const failed = cordboard('status');
    expect(failed).toMatchObject({ status: 1, stdout: '' });
    expect(failed.stderr).toMatch(/^control\.unavailable: /);
    expect(cordboard('nonsense').status).toBe(2);
  });
});
