/** Makes something, once: a request that is sent again carries the same key, so nothing is made twice. */
import type { AdminRoute } from '@cordboard/contract/admin-api/admin-route';
import { useRef } from 'react';
import type { ApiAnswer, CallParts } from './call-api.ts';
import { useChange } from './use-api.ts';

/** The key of these values; other values are another creation. */
export const createKeys = (newKey: () => string): ((values: unknown) => string) => {
  let last: { readonly text: string; readonly key: string } | null = null;
  return (values) => {
    const text = JSON.stringify(values);
    if (last?.text !== text) {
      last = { text, key: newKey() };
    }
    return last.key;
  };
};

/** Browsers have `randomUUID` only where the page is secure. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

export const useCreate = <R extends AdminRoute>(
  route: R,
  options: { readonly alsoStale?: readonly string[] } = {},
): ((parts: CallParts<R>) => Promise<ApiAnswer<R>>) => {
  const keys = useRef<((values: unknown) => string) | null>(null);
  const { mutateAsync } = useChange(route, options);
  keys.current ??= createKeys(newKey);
  const keyOf = keys.current;
  return (parts) => mutateAsync({ ...parts, idempotencyKey: keyOf([parts.params, parts.body]) });
};
