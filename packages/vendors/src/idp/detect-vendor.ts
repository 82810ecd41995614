/** Guesses the product behind an identity provider, so that the right guide opens by itself. */
import type { IdpVendorId } from './idp-vendor.ts';
import { idpVendors } from './idp-vendors.ts';

const hostFits = (host: string, known: string): boolean =>
  known.startsWith('.') ? host.endsWith(known) : host === known;

const detect = (address: string): IdpVendorId | undefined => {
  if (!URL.canParse(address)) {
    return undefined;
  }
  const { protocol, hostname, pathname } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') {
    return undefined;
  }
  const byHost = idpVendors.find(({ recognition }) => recognition.hosts.some((known) => hostFits(hostname, known)));
  const byPath = idpVendors.find(({ recognition }) => recognition.paths.some((path) => path.test(pathname)));
  return (byHost ?? byPath)?.id;
};

/**
 * A guess for help texts and presets, never a reason to trust anything.
 *
 * @param addresses The entity ID, the login URL, or both; the first that is recognised decides.
 * @example
 * detectVendor('https://sts.windows.net/7c0f3d52-9f5e-4d0b-a2ab-2f3c1f0e9a11/'); // 'entra-id'
 */
export const detectVendor = (...addresses: readonly string[]): IdpVendorId =>
  addresses.map(detect).find((id) => id !== undefined) ?? 'generic';
