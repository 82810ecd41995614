/** The installation as browsers and authenticators know it (WebAuthn Level 3 §5.1.2). */
import { isLoopbackHost } from '@cordboard/contract/is-loopback-host';

export interface RelyingParty {
  /** The host of the installation URL. */
  readonly id: string;
  readonly origin: string;
  readonly name: string;
}

const IP_ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|\[.*\])$/;

/**
 * Null where browsers allow no passkeys: at an IP address, and over plain http other than to this machine.
 *
 * @example
 * relyingPartyOf('https://sso.example:8443')?.id; // 'sso.example'
 */
export const relyingPartyOf = (installationUrl: string): RelyingParty | null => {
  const { protocol, hostname, origin } = new URL(installationUrl);
  const isSecure = protocol === 'https:' || isLoopbackHost(hostname);
  return isSecure && !IP_ADDRESS.test(hostname) ? { id: hostname, origin, name: 'Cordboard' } : null;
};
