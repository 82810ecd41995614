/** Entry of the `cordboard` command; `bin/cordboard.mjs` starts it on the right Node. */
import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CliIo } from './cli-io.ts';
import { runCli } from './run-cli.ts';

const isTerminal = process.stdin.isTTY && process.stdout.isTTY;

const userName = (): string | undefined => {
  try {
    return userInfo().username;
  } catch (error) {
    // A user id without an entry among the users, as containers have them.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR') {
      return process.getuid === undefined ? undefined : `uid ${process.getuid()}`;
    }
    throw error;
  }
};

const io: CliIo = {
  env: process.env,
  cwd: process.cwd(),
  user: userName(),
  isTerminal,
  isColoured: process.stdout.isTTY && process.stdout.hasColors(),
  out: (text) => {
    process.stdout.write(`${text}\n`);
  },
  stream: async (pieces) => {
    try {
      await pipeline(Readable.from(pieces), process.stdout, { end: false });
    } catch (error) {
      // Who closes the pipe, as `head` does, has read enough.
      if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) {
        throw error;
      }
    }
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
