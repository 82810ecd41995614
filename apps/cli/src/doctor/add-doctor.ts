/** The options of `cordboard doctor` on the command line. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import type { CliIo } from '../cli-io.ts';
import { doctorCommand } from '../commands/doctor.ts';
import { doctorKinds } from './doctor-case.ts';

const instant = z.iso.datetime({ offset: true });

const parseInstant = (text: string): Date => {
  if (!instant.safeParse(text).success) {
    throw new InvalidArgumentError('Expected an instant such as 2026-03-02T09:00:00Z.');
  }
  return new Date(text);
};

const MAX_SKEW_SECONDS = 300;

const parseSkew = (text: string): number => {
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds > MAX_SKEW_SECONDS) {
    throw new InvalidArgumentError(`Expected seconds from 0 to ${MAX_SKEW_SECONDS}.`);
  }
  return seconds;
};

const collect = (text: string, earlier: readonly string[] | undefined): readonly string[] => [...(earlier ?? []), text];

/** Adds the command. */
export const addDoctor = (program: Command, io: CliIo, end: (code: number) => void): void => {
  program
    .command('doctor')
    .description('judge a SAML message from a file with every check, see docs/admin/doctor.md')
    .argument('[file]', 'XML, the base64 of a form, or the query of a redirect')
    .option('--batch <file>', 'judge every case of this file of JSON Lines instead')
    .addOption(new Option('--kind <kind>', 'what the file holds').choices(doctorKinds).default('response'))
    .option('--metadata <file>', 'metadata of the identity provider')
    .option('--idp-entity-id <id>', 'entity ID of the identity provider; that of the metadata unless set')
    .option('--certificate <file>', 'certificates that are trusted; those of the metadata unless set', collect)
    .option('--entity-id <id>', 'entity ID of the service provider')
    .option('--acs-url <url>', 'assertion consumer service of the service provider')
    .option('--slo-url <url>', 'single logout service that a logout message came to')
    .option('--sso-url <url>', 'single sign-on service that an AuthnRequest came to')
    .option('--decryption-key <file>', 'private key for encrypted messages', collect)
    .option('--request-id <id>', 'the request that has to be answered; what the message says unless set')
    .addOption(
      new Option('--require <what>', 'what has to be signed').choices(['response', 'assertion', 'both', 'either']),
    )
    .option('--now <instant>', 'judge as of this instant', parseInstant)
    .option('--clock-skew <seconds>', 'how much clocks may differ, 120 unless set', parseSkew)
    .option('--allow-unsolicited', 'accept an answer to no request as well')
    .option('--allow-unsigned', 'accept an unsigned AuthnRequest or logout message')
    .option('--allow-sha1', 'accept signatures and digests with SHA-1')
    .option('--allow-rsa1024', 'accept RSA keys from 1024 bits')
    .option('--allow-cbc', 'accept AES-CBC with a signature inside')
    .option('--json', 'print the answer as JSON')
    .action(async (file: string | undefined, _options: unknown, command: Command) =>
      end(await doctorCommand(file, command.optsWithGlobals(), io)),
    );
};
