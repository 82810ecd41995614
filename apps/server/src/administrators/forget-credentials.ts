/** Takes an account out of the hands of whoever had it. */
import type { StorageWriter } from '../storage/ports/storage.ts';
import { forgetFailures } from './counted-browser.ts';
import { forgetSecondFactors } from './second-factors.ts';

/** Ends every session and every step under way, and makes every link void. */
export const endEverything = async (writer: StorageWriter, administratorId: string): Promise<void> => {
  await writer.endAdminSessions(administratorId, null);
  await writer.deleteChallenges(administratorId);
  for (const kind of ['invitation', 'recovery', 'password-reset'] as const) {
    await writer.deleteLinks(kind, administratorId);
  }
};

/** Everything but the password and the secret of the authenticator app, which are fields of the account. */
export const forgetCredentials = async (writer: StorageWriter, administratorId: string): Promise<void> => {
  await forgetSecondFactors(writer, administratorId);
  await endEverything(writer, administratorId);
  await forgetFailures(writer, administratorId);
};
