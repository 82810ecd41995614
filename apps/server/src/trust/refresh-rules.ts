/**
 * What a metadata address may change by itself, and what waits for an administrator. The reasons are in
 * docs/decisions/0014-metadata-refresh.md.
 */
import { certificatesOnlyIn, changesToApprove, type Described } from './trust-changes.ts';
import { isUnprotected } from './trust-warnings.ts';

export interface RefreshDecision {
  /** Certificates that replace those in use at once, PEM; null when they stay. */
  readonly adopt: readonly string[] | null;
  /** Whether the document waits, as a whole, to be tested and accepted. */
  readonly stage: boolean;
}

/**
 * - Another entity ID: the document is about somebody else, so it waits as a whole.
 * - Read over http: anybody may have written it, so it waits as a whole.
 * - Other endpoints, and not one certificate in common: nothing ties it to the one in use, so it waits as a whole.
 * - Otherwise certificates come and go at once, and other endpoints wait.
 */
export const decideRefresh = (inUse: Described, fetched: Described): RefreshDecision => {
  const [before, after] = [inUse.identityProvider, fetched.identityProvider];
  const [old, found] = [before.signingCertificates, after.signingCertificates];
  const added = certificatesOnlyIn(found, old);
  const removed = certificatesOnlyIn(old, found);
  const differ = added.length > 0 || removed.length > 0;
  const toApprove = changesToApprove(before, after);
  const needsApproval = toApprove.length > 0;
  const isAnother = before.entityId !== after.entityId;
  const isElsewhere = toApprove.some(({ field }) => field === 'sign-in' || field === 'sign-out');
  const isUntied = isElsewhere && added.length === found.length;
  const address = fetched.source.kind === 'url' ? fetched.source.url : '';
  if (isAnother || isUntied || isUnprotected(address)) {
    return { adopt: null, stage: needsApproval || differ };
  }
  return { adopt: differ ? found : null, stage: needsApproval };
};
