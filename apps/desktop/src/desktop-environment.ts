/** Reads the settings of a desktop that runs as a process of its own from the environment. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { DesktopError } from './desktop-error.ts';
import type { DesktopOptions } from './desktop-options.ts';

const PREFIX = 'CORDBOARD_DESKTOP_';

const environmentSchema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().default(8403),
  PUBLIC_URL: z.string().optional(),
  ISSUER: z.string({ error: 'is required' }),
  CLIENT_ID: z.string({ error: 'is required' }),
  CLIENT_SECRET: z.string().optional(),
  CLIENT_SECRET_FILE: z.string().optional(),
  SCOPE: z.string().optional(),
  COMPANY_NAME: z.string().optional(),
});

type Environment = z.infer<typeof environmentSchema>;

const secretOf = (settings: Environment): string => {
  if ((settings.CLIENT_SECRET === undefined) === (settings.CLIENT_SECRET_FILE === undefined)) {
    throw new DesktopError('desktop.config', {
      expected: `either ${PREFIX}CLIENT_SECRET_FILE or ${PREFIX}CLIENT_SECRET`,
      received: settings.CLIENT_SECRET === undefined ? 'neither' : 'both',
    });
  }
  if (settings.CLIENT_SECRET_FILE === undefined) {
    return settings.CLIENT_SECRET ?? '';
  }
  try {
    return readFileSync(settings.CLIENT_SECRET_FILE, 'utf8').trim();
  } catch (cause) {
    throw new DesktopError('desktop.config', {
      expected: `a readable file in ${PREFIX}CLIENT_SECRET_FILE`,
      received: settings.CLIENT_SECRET_FILE,
      cause,
    });
  }
};

/**
 * `CORDBOARD_DESKTOP_ISSUER`, `_CLIENT_ID`, `_CLIENT_SECRET_FILE` (or `_CLIENT_SECRET`) are required; `_HOST` (127.0.0.1),
 * `_PORT` (8403), `_PUBLIC_URL`, `_SCOPE` and `_COMPANY_NAME` are not.
 *
 * @throws DesktopError `desktop.config`.
 */
export function readDesktopEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Omit<DesktopOptions, 'clock' | 'random'> {
  const own = Object.entries(environment)
    .filter(([name, value]) => name.startsWith(PREFIX) && value !== '')
    .map(([name, value]) => [name.slice(PREFIX.length), value]);
  const result = environmentSchema.safeParse(Object.fromEntries(own));
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${PREFIX}${issue.path.join('.')} ${issue.message}`);
    throw new DesktopError('desktop.config', { received: problems.join('; ') });
  }
  const settings = result.data;
  return {
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL,
    issuer: settings.ISSUER,
    clientId: settings.CLIENT_ID,
    clientSecret: secretOf(settings),
    scope: settings.SCOPE,
    companyName: settings.COMPANY_NAME,
  };
}
