/**
 * Messages of 256 KiB that cost as much as they can, judged by each contender in a process of its own: some of them take
 * minutes and much memory for one, and are stopped.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from '../measure.ts';
import { benchKeys } from './messages.ts';
import { PAYLOADS } from './payloads.ts';
import { VERIFIERS } from './verifiers.ts';

const BYTES = 256 * 1024;
/** Of wall-clock time; a contender that needs longer is stopped. */
const TIMEOUT_MS = 30_000;
const CHILD = fileURLToPath(new URL('hostile-child.ts', import.meta.url));

interface HostileResult {
  readonly outcome: string;
  readonly ms: readonly number[];
  readonly peakBytes: number;
}

/** `undefined` when the process did not come to an end, or came to its own. */
const runChild = (contender: number, payload: string): Promise<HostileResult | 'stopped' | 'crashed'> =>
  new Promise((resolve) => {
    const args = [CHILD, String(contender), payload, String(BYTES)];
    execFile(process.execPath, args, { timeout: TIMEOUT_MS, killSignal: 'SIGKILL' }, (error, stdout) => {
      if (error === null) resolve(JSON.parse(stdout) as HostileResult);
      else resolve(error.killed === true ? 'stopped' : 'crashed');
    });
  });

const cell = (result: HostileResult | 'stopped' | 'crashed'): string => {
  if (result === 'stopped') return `> ${TIMEOUT_MS / 1000} s`;
  if (result === 'crashed') return 'crashed';
  const ms = median(result.ms);
  const time = ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(1)} s`;
  const mebibytes = Math.round(result.peakBytes / 1024 / 1024);
  return `${time} ${mebibytes} MiB${result.outcome === 'accepted' ? ' A' : ''}`;
};

const COLUMN = 22;

/** Prints CPU time and growth of the peak of memory for each contender and kind of message. */
export const benchHostile = async (): Promise<void> => {
  const keys = await benchKeys();
  const shape = { elements: 'assertion', encrypted: false, targetBytes: 0 } as const;
  const names = VERIFIERS.map((make) => make(keys, shape).name);
  console.log(`\nmessages of ${BYTES / 1024} KiB: CPU time, growth of the peak of memory; A: accepted`);
  console.log(`${'kind'.padEnd(34)}${names.map((name) => name.slice(0, COLUMN - 2).padStart(COLUMN)).join('')}`);
  for (const { name } of PAYLOADS) {
    const cells: string[] = [];
    for (const contender of names.keys()) {
      cells.push(cell(await runChild(contender, name)).padStart(COLUMN));
    }
    console.log(`${name.padEnd(34)}${cells.join('')}`);
  }
};
