/**
 * Reads one entity of a federation file in a process of its own and prints what that took as JSON. Arguments: the file, the
 * certificate that it has to be signed with, the entity ID.
 */
import { existsSync, readFileSync } from 'node:fs';
import { FEDERATION_LIMITS, loadVerificationKey, readIdpMetadata } from '../src/index.ts';

const [file = '', certificate = '', entityId = ''] = process.argv.slice(2);
const idp = readIdpMetadata(readFileSync(file), {
  now: new Date('2026-06-01T12:00:00Z'),
  entityId,
  limits: FEDERATION_LIMITS,
  trustedKeys: [loadVerificationKey(readFileSync(certificate))],
});

/** `maxRSS` would also count the process that started this one, if that was larger. */
const peakKiB = (): number => {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
};

process.stdout.write(
  JSON.stringify({
    entityId: idp.entityId,
    signed: idp.signer?.signed,
    peakMiB: peakKiB() / 1024,
    cpuMs: process.resourceUsage().userCPUTime / 1000,
  }),
);
