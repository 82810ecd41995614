/** Finds the set-up link that a token belongs to. */
import { createHash } from 'node:crypto';
import type { Storage } from '../storage/ports/storage.ts';
import type { SetUpLinkActor } from './actor.ts';
import type { ActorFinder } from './admin-parts.ts';

/** A use is noted at most this often. */
const NOTED_EVERY_MS = 60_000;

export const hashSetUpLinkToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Null for a link that is unknown, revoked or over, and for one whose set-up or realm is gone. */
export const createSetUpLinkFinder =
  ({ storage, clock }: { readonly storage: Storage; readonly clock: () => number }): ActorFinder['fromSetUpLink'] =>
  async (token): Promise<SetUpLinkActor | null> => {
    const now = clock();
    const link = await storage.read.findSetUpLinkByToken(hashSetUpLinkToken(token));
    if (link === null || link.revokedAt !== null || link.expiresAt <= now) {
      return null;
    }
    const setUp = await storage.read.findSetUp(link.setUpId);
    const view = setUp === null ? null : await storage.read.findRealmViewById(setUp.realmId);
    if (setUp === null || view === null) {
      return null;
    }
    if (link.lastUsedAt === null || link.lastUsedAt <= now - NOTED_EVERY_MS) {
      await storage.write(async (writer) => {
        const current = await writer.findSetUpLink(link.id);
        if (current !== null) {
          await writer.putSetUpLink({ ...current, lastUsedAt: now });
        }
      });
    }
    return { kind: 'set-up-link', id: link.id, name: link.recipient, setUpId: setUp.id, companyId: view.company.id };
  };
