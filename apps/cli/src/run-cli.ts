/** The `cordboard` command: its sub-commands, their options, and how errors are told. */
import { attemptOutcomes, auditRequest } from '@cordboard/contract/control';
import { printableText } from '@cordboard/contract/printable-text';
import { CordboardError } from '@cordboard/server/errors';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type CliIo, EXIT_FAILED, EXIT_FINE, EXIT_USAGE } from './cli-io.ts';
import { adminListCommand, adminRecoverCommand } from './commands/admin.ts';
import { applyCommand } from './commands/apply.ts';
import { attemptCommand, attemptsCommand } from './commands/attempts.ts';
import { auditExportCommand, auditVerifyCommand } from './commands/audit.ts';
import { exportCommand } from './commands/export.ts';
import { statusCommand } from './commands/status.ts';
import { addDoctor } from './doctor/add-doctor.ts';

const MAX_LIMIT = 500;

const parseLimit = (text: string): number => {
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1 || limit > MAX_LIMIT) {
    throw new InvalidArgumentError(`Expected a number from 1 to ${MAX_LIMIT}.`);
  }
  return limit;
};

const parseRealm = (text: string): string => {
  if (!/^[a-z0-9-]+\/[a-z0-9-]+\/[a-z0-9-]+$/.test(text)) {
    throw new InvalidArgumentError('Expected company/environment/realm.');
  }
  return text;
};

const addApply = (program: Command, io: CliIo, end: (code: number) => void): void => {
  program
    .command('apply')
    .description('bring companies, realms, connections, apps and users to what a file says')
    .argument('<file>', 'YAML or JSON, see docs/config.md')
    .option('--dry-run', 'only show what would change')
    .option('--prune', 'delete what the listed companies have and the file does not')
    .option('--yes', 'do not ask before deleting')
    .option('--json', 'print the result as JSON')
    .action(async (file: string, _options: unknown, command: Command) =>
      end(await applyCommand(file, command.optsWithGlobals(), io)),
    );
};

const parseSlug = (text: string, earlier: readonly string[] | undefined): readonly string[] => {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)) {
    throw new InvalidArgumentError('Expected the slug of a company.');
  }
  return [...(earlier ?? []), text];
};

const addExport = (program: Command, io: CliIo, end: (code: number) => void): void => {
  program
    .command('export')
    .description('write companies as a file for apply; applying it again changes nothing')
    .argument('[company...]', 'slugs; every company unless some are named', parseSlug)
    .option('--without-users', 'leave people out')
    .option('-o, --output <file>', 'write to this file, readable by its owner only')
    .action(async (companies: readonly string[] | undefined, _options: unknown, command: Command) =>
      end(await exportCommand(companies ?? [], command.optsWithGlobals(), io)),
    );
};

const addAttempts = (program: Command, io: CliIo, end: (code: number) => void): void => {
  program
    .command('attempts')
    .description('list sign-ins and sign-outs, newest first')
    .option('--realm <path>', 'only of this realm: company/environment/realm', parseRealm)
    .addOption(new Option('--outcome <outcome>', 'only with this outcome').choices(attemptOutcomes))
    .option('--limit <number>', `at most so many, up to ${MAX_LIMIT}`, parseLimit, 20)
    .option('--json', 'print the result as JSON')
    .action(async (_options: unknown, command: Command) => end(await attemptsCommand(command.optsWithGlobals(), io)));
  program
    .command('attempt')
    .description('show one sign-in or sign-out with every check')
    .argument('<reference>', 'the eight characters of the error page, such as 7F3K-92QD')
    .option('--json', 'print the result as JSON')
    .action(async (reference: string, _options: unknown, command: Command) =>
      end(await attemptCommand(reference, command.optsWithGlobals(), io)),
    );
};

const parseCompany = (text: string): string => {
  const parsed = auditRequest.shape.company.safeParse(text);
  if (!parsed.success || parsed.data === undefined) {
    throw new InvalidArgumentError('Expected the slug of a company.');
  }
  return parsed.data;
};

const addAudit = (program: Command, io: CliIo, end: (code: number) => void): void => {
  const audit = program.command('audit').description('check and export the audit log, see docs/admin/audit.md');
  const which = 'slug of a company, or installation; everything unless given';
  audit
    .command('verify')
    .description('check that nothing of the audit log was changed or taken out')
    .argument('[company]', which, parseCompany)
    .option('--json', 'print the result as JSON')
    .action(async (company: string | undefined, _options: unknown, command: Command) =>
      end(await auditVerifyCommand(company, command.optsWithGlobals(), io)),
    );
  audit
    .command('export')
    .description('write the audit log as JSON Lines, oldest first')
    .argument('[company]', which, parseCompany)
    .option('-o, --output <file>', 'file to write instead of the output; for its owner only')
    .action(async (company: string | undefined, _options: unknown, command: Command) =>
      end(await auditExportCommand(company, command.optsWithGlobals(), io)),
    );
};

const addAdmin = (program: Command, io: CliIo, end: (code: number) => void): void => {
  const admin = program.command('admin').description('see who administers, and let somebody in again');
  admin
    .command('list')
    .description('list the administrators')
    .option('--json', 'print the result as JSON')
    .action(async (_options: unknown, command: Command) => end(await adminListCommand(command.optsWithGlobals(), io)));
  admin
    .command('recover')
    .description('make a link with which an administrator chooses a new password; it works once')
    .argument('[login]', 'e-mail address; the only owner unless set')
    .option('--reset-second-factor', 'the link also removes the authenticator app, passkeys and recovery codes')
    .option('--json', 'print the result as JSON')
    .action(async (login: string | undefined, _options: unknown, command: Command) =>
      end(await adminRecoverCommand(login, command.optsWithGlobals(), io)),
    );
};

const createProgram = (io: CliIo, end: (code: number) => void): Command => {
  const program = new Command('cordboard')
    .description('Administers a Cordboard installation, while its hub runs or is stopped.')
    .option('--data <folder>', 'data folder of the hub; the configured one unless set')
    .option('--config <file>', 'configuration file; cordboard.config.yaml unless set')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
      getOutHasColors: () => io.isColoured,
      getErrHasColors: () => io.isColoured,
    });
  addApply(program, io, end);
  addExport(program, io, end);
  addAttempts(program, io, end);
  addAudit(program, io, end);
  addAdmin(program, io, end);
  addDoctor(program, io, end);
  program
    .command('status')
    .description('show whether the hub runs, and what it serves')
    .option('--json', 'print the result as JSON')
    .action(async (_options: unknown, command: Command) => end(await statusCommand(command.optsWithGlobals(), io)));
  return program;
};

const explain = (error: CordboardError): string =>
  [
    error.message,
    ...(error.expected === undefined ? [] : [`  expected: ${printableText(error.expected)}`]),
    ...(error.received?.split('\n') ?? []).map(
      (line, index) => `${index === 0 ? '  received: ' : '            '}${printableText(line)}`,
    ),
    ...(error.hint === undefined ? [] : [`  ${error.hint}`]),
  ].join('\n');

/**
 * Runs one command line, without `node` and the script.
 *
 * @returns the exit code: 0 when all is well, 1 when it was refused or failed, 2 when it was called wrongly.
 */
export const runCli = async (argv: readonly string[], io: CliIo): Promise<number> => {
  let exitCode = EXIT_FINE;
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT_FINE : EXIT_USAGE;
    }
    if (error instanceof CordboardError) {
      io.err(explain(error));
      return EXIT_FAILED;
    }
    throw error;
  }
};
