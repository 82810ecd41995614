/** Finds the addresses of a host and lets only allowed ones through: the step before a guarded connection. */
import { isIP } from 'node:net';
import { CordboardError } from '../errors.ts';
import type { AddressGuard } from './address-guard.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Every address of a name, as `dns.promises.lookup(name, { all: true })` gives them. */
export type AddressLookup = (host: string) => Promise<readonly ResolvedAddress[]>;

const OWNER_HINT = 'The owner of the installation can list the range in outbound.allowRanges.';

const lookUp = async (host: string, lookup: AddressLookup): Promise<readonly ResolvedAddress[]> => {
  const family = isIP(host);
  if (family === 4 || family === 6) {
    return [{ address: host, family }];
  }
  let found: readonly ResolvedAddress[];
  try {
    found = await lookup(host);
  } catch (cause) {
    throw new CordboardError('fetch.failed', {
      expected: 'a host name that can be resolved',
      received: host,
      hint: 'Check the spelling, and the DNS of the machine that runs Cordboard.',
      cause,
    });
  }
  if (found.length === 0) {
    throw new CordboardError('fetch.failed', { expected: 'a host name with an address', received: host });
  }
  return found;
};

/**
 * The addresses of a host, all of them checked. One refused address refuses the host, because which
 * of them a connection takes is not ours to choose.
 *
 * @throws CordboardError `fetch.failed` (no address), `fetch.blocked_address`.
 */
export const resolveTarget = async (
  host: string,
  guard: AddressGuard,
  lookup: AddressLookup,
): Promise<readonly ResolvedAddress[]> => {
  const found = await lookUp(host, lookup);
  for (const { address } of found) {
    const refusal = guard.refusal(address);
    if (refusal !== null) {
      throw new CordboardError('fetch.blocked_address', {
        expected: 'a public address',
        // Not the address itself: a tenant must not learn the names and numbers of an internal network.
        received: `${host}: ${refusal}`,
        hint: OWNER_HINT,
      });
    }
  }
  return found;
};
