/** Entry of the `cordboard` command; `bin/cordboard.mjs` starts it on the right Node. */
import { createInterface } from 'node:readline/promises';
import type { CliIo } from './cli-io.ts';
import { runCli } from './run-cli.ts';

const isTerminal = process.stdin.isTTY && process.stdout.isTTY;

const io: CliIo = {
  env: process.env,
  cwd: process.cwd(),
  isTerminal,
  isColoured: process.stdout.isTTY && process.stdout.hasColors(),
  out: (text) => {
    process.stdout.write(`${text}\n`);
  },
  err: (text) => {
    process.stderr.write(`${text}\n`);
  },
  ask: async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    try {
      return await lines.question(question);
    } finally {
      lines.close();
    }
  },
};

process.exitCode = await runCli(process.argv.slice(2), io);
