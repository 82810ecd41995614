/** Everything that reads octets from outside. */
import type { FuzzTarget } from './fuzz-target.ts';
import { keystoreTarget } from './keystore-target.ts';
import { samlTargets } from './saml-targets.ts';

export const TARGET_NAMES = [
  'parse',
  'canonicalize',
  'inflate',
  'redirect',
  'metadata',
  'response',
  'keystore',
] as const;

/**
 * The target of this name.
 *
 * @throws Error for a name that is none of `TARGET_NAMES`.
 */
export const fuzzTarget = async (name: string): Promise<FuzzTarget> => {
  const target = [...(await samlTargets()), await keystoreTarget()].find((it) => it.name === name);
  if (target === undefined) throw new Error(`there is no target ${name}`);
  return target;
};
