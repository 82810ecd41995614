/** Where messages about sign-out go at an identity provider. */
import type { Endpoint } from '../sign-in/departure.ts';
import type { IdentityProviderDescription } from '../storage/ports/directory-store.ts';

type Described = Pick<IdentityProviderDescription, 'singleLogout'>;

/** Where a LogoutRequest goes: by redirect if the identity provider takes it so. Null when it takes none. */
export const requestEndpoint = ({ singleLogout }: Described): Endpoint | null =>
  singleLogout.find(({ binding }) => binding === 'redirect') ?? singleLogout[0] ?? null;

/**
 * Where a LogoutResponse goes: by the binding that the request came by, if the identity provider offers it, and to its
 * ResponseLocation if it has one (SAML metadata §2.2.2).
 */
export const responseEndpoint = ({ singleLogout }: Described, asked: Endpoint['binding']): Endpoint | null => {
  const found = singleLogout.find(({ binding }) => binding === asked) ?? singleLogout[0];
  return found === undefined ? null : { binding: found.binding, url: found.responseUrl ?? found.url };
};
