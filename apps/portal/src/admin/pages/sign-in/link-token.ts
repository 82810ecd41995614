/** The token behind `#`: read once, and taken out of the address, so that it stays in no history. */
import { linkToken } from '@cordboard/contract/admin-api/administrator-fields';
import { useEffect, useState } from 'react';

/** Null when it is no token. */
export const readLinkToken = (hash: string): string | null => {
  const parsed = linkToken.safeParse(hash.replace(/^#/, ''));
  return parsed.success ? parsed.data : null;
};

export const useLinkToken = (): string | null => {
  const [token] = useState(() => readLinkToken(window.location.hash));
  useEffect(() => {
    if (window.location.hash !== '') {
      window.history.replaceState(window.history.state, '', window.location.pathname);
    }
  }, []);
  return token;
};
