/** The calls of whoever holds a set-up link: the link is sent along, and no cookie is. */
import { type CallApi, createApiClient } from '../../api/call-api.ts';

const TOKEN = /^csl_[A-Za-z0-9_-]{43}$/;

/** What stands behind `#`; null when it is no token. */
export const readSetUpToken = (hash: string): string | null => {
  const token = hash.replace(/^#/, '');
  return TOKEN.test(token) ? token : null;
};

export const createLinkClient = (base: string, token: string): CallApi => createApiClient(base, { bearer: token });
