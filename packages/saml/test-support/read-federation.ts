/**
 * Reads one entity of a federation file in a process of its own and prints what that took as JSON. Arguments: the file, the
 * certificate that it has to be signed with, the entity ID.
 */
import { readFileSync } from 'node:fs';
import { FEDERATION_LIMITS, loadVerificationKey, readIdpMetadata } from '../src/index.ts';

const [file = '', certificate = '', entityId = ''] = process.argv.slice(2);
const idp = readIdpMetadata(readFileSync(file), {
  now: new Date('2026-06-01T12:00:00Z'),
  entityId,
  limits: FEDERATION_LIMITS,
  trustedKeys: [loadVerificationKey(readFileSync(certificate))],
});
const { maxRSS, userCPUTime } = process.resourceUsage();
process.stdout.write(
  JSON.stringify({
    entityId: idp.entityId,
    signed: idp.signer?.signed,
    peakMiB: maxRSS / 1024,
    cpuMs: userCPUTime / 1000,
  }),
);
