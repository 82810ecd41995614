/**
 * The mark of a browser in which an administrator signed in before. It opens nothing: it only gives the
 * browser a counter of failures of its own. It is sealed, for one administrator, and not stored.
 */
import { z } from 'zod';
import { CordboardError } from '../errors.ts';
import type { AdministratorDependencies } from './administrator-dependencies.ts';
import { newToken } from './token.ts';

const content = z.strictObject({ id: z.string(), issuedAt: z.int() });

/** How long a browser is remembered after its last sign-in. */
export const KNOWN_BROWSER_MS: number = 180 * 24 * 60 * 60 * 1000;

type Dependencies = Pick<AdministratorDependencies, 'sealer' | 'random' | 'clock'>;

const contextOf = (administratorId: string) => ({ table: 'known-browser', row: administratorId, environment: '' });

/** Makes the value of the cookie. */
export const markBrowser = ({ sealer, random, clock }: Dependencies, administratorId: string): string => {
  const mark = { id: newToken(random).value, issuedAt: clock() };
  return sealer.seal(Buffer.from(JSON.stringify(mark)), contextOf(administratorId));
};

/** The browser's own identifier; null when the cookie is missing, too old, damaged or somebody else's. */
export const knownBrowser = (
  { sealer, clock }: Pick<Dependencies, 'sealer' | 'clock'>,
  administratorId: string,
  cookie: string | null,
): string | null => {
  if (cookie === null) return null;
  try {
    const opened = Buffer.from(sealer.open(cookie, contextOf(administratorId))).toString('utf8');
    const { id, issuedAt } = content.parse(JSON.parse(opened));
    return clock() - issuedAt < KNOWN_BROWSER_MS ? id : null;
  } catch (error) {
    // Anybody can send any cookie: one that does not open makes a browser that is not known.
    if (error instanceof CordboardError && error.code === 'keys.unsealable') return null;
    throw error;
  }
};
