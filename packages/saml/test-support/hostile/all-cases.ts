/** The whole corpus. */
import { encryptionCases } from './encryption-cases.ts';
import { type Forge, type HostileCase, makeForge } from './hostile-case.ts';
import { identityProviderCases } from './identity-provider-cases.ts';
import { logoutCases } from './logout-cases.ts';
import { lookAlikeCases } from './look-alike-cases.ts';
import { metadataCases } from './metadata-cases.ts';
import { oracleCases } from './oracle-cases.ts';
import { redirectCases } from './redirect-cases.ts';
import { relayStateCases } from './relay-state-cases.ts';
import { signatureShapeCases } from './signature-shape-cases.ts';
import { signatureTrustCases } from './signature-trust-cases.ts';
import { tenantCases } from './tenant-cases.ts';
import { valueCases } from './value-cases.ts';
import { workCases } from './work-cases.ts';
import { wrappingCases } from './wrapping-cases.ts';
import { frontChannelWrappingCases } from './wrapping-front-channel.ts';
import { xmlCases } from './xml-cases.ts';

const FAMILIES: readonly ((forge: Forge) => readonly HostileCase[])[] = [
  wrappingCases,
  frontChannelWrappingCases,
  xmlCases,
  signatureShapeCases,
  signatureTrustCases,
  encryptionCases,
  valueCases,
  oracleCases,
  workCases,
  logoutCases,
  redirectCases,
  metadataCases,
  identityProviderCases,
  relayStateCases,
  tenantCases,
  lookAlikeCases,
];

/** Makes every case; the keys are the same in one machine, the messages in one run. */
export const hostileCases = async (): Promise<{ readonly forge: Forge; readonly cases: readonly HostileCase[] }> => {
  const forge = await makeForge();
  return { forge, cases: FAMILIES.flatMap((family) => family(forge)) };
};
