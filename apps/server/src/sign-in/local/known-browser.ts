/**
 * The mark of a browser in which people of a realm signed in with their passwords. It opens nothing: it gives each of
 * them a counter of failures of their own there, so that a stranger who guesses, or a whole site behind one address,
 * cannot keep them out. Workplaces are shared, so one mark names several people. It is sealed, and not stored.
 */
import { z } from 'zod';
import { CordboardError } from '../../errors.ts';
import type { SealContext } from '../../keys/seal.ts';
import type { SignInDependencies } from '../sign-in-dependencies.ts';

/** How long a browser is remembered after its last sign-in. */
export const KNOWN_BROWSER_MS: number = 180 * 24 * 60 * 60 * 1000;
/** People of one browser; who signed in longest ago leaves first. */
const MAX_PEOPLE = 20;

const mark = z.strictObject({ id: z.string(), users: z.array(z.string()), issuedAt: z.int() });
type Mark = z.infer<typeof mark>;

const contextOf = (realmId: string): SealContext => ({ table: 'known-browser', row: realmId, environment: '' });

const openMark = (
  { sealer, clock }: Pick<SignInDependencies, 'sealer' | 'clock'>,
  realmId: string,
  sealed: string | undefined,
): Mark | null => {
  if (sealed === undefined) {
    return null;
  }
  try {
    const opened = mark.parse(JSON.parse(Buffer.from(sealer.open(sealed, contextOf(realmId))).toString('utf8')));
    return clock() - opened.issuedAt < KNOWN_BROWSER_MS ? opened : null;
  } catch (error) {
    // Anybody can send any cookie: one that does not open makes a browser that is not known.
    if (error instanceof CordboardError && error.code === 'keys.unsealable') {
      return null;
    }
    throw error;
  }
};

/** The browser's own identifier when this user signed in there before; null otherwise. */
export const browserOf = (
  dependencies: Pick<SignInDependencies, 'sealer' | 'clock'>,
  realmId: string,
  person: { readonly userId: string; readonly knownBrowser: string | undefined },
): string | null => {
  const opened = openMark(dependencies, realmId, person.knownBrowser);
  return opened?.users.includes(person.userId) === true ? opened.id : null;
};

/** The mark with this user in front. */
export const markBrowser = (
  dependencies: Pick<SignInDependencies, 'sealer' | 'clock' | 'random'>,
  realmId: string,
  person: { readonly userId: string; readonly knownBrowser: string | undefined },
): string => {
  const former = openMark(dependencies, realmId, person.knownBrowser);
  const others = (former?.users ?? []).filter((id) => id !== person.userId);
  const next: Mark = {
    id: former?.id ?? Buffer.from(dependencies.random(16)).toString('base64url'),
    users: [person.userId, ...others].slice(0, MAX_PEOPLE),
    issuedAt: dependencies.clock(),
  };
  return dependencies.sealer.seal(Buffer.from(JSON.stringify(next), 'utf8'), contextOf(realmId));
};
