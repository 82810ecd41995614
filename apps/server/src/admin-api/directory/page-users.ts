/**
 * A page of people. A search goes through one order after the other (login, e-mail address, names), each by its index,
 * and leaves out whom an earlier one has shown. Work is bounded: a page may be short although more follow.
 */
import { asciiLowerCase } from '@cordboard/contract/ascii-lower-case';
import { z } from 'zod';
import type { StorageReader } from '../../storage/ports/storage.ts';
import { type UserListing, type UserOrder, type UserRecord, userOrders } from '../../storage/ports/user-store.ts';
import { readCursor, writeCursor } from '../http/page-cursor.ts';

/** People looked at for one page. */
const MAX_LOOKED_AT = 1000;
const BATCH = 250;

const position = z.strictObject({ order: z.enum(userOrders), key: z.string(), id: z.string() });
type Position = z.output<typeof position>;

export interface UserSearch {
  readonly search?: string | undefined;
  readonly linked?: 'true' | 'false' | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const orderedBy = (user: UserRecord, order: UserOrder): string | null =>
  ({ login: user.login, email: user.email, displayName: user.displayName, lastName: user.lastName })[order];

const beginsWith = (user: UserRecord, order: UserOrder, prefix: string): boolean => {
  const value = orderedBy(user, order);
  return value !== null && asciiLowerCase(value).startsWith(prefix);
};

/** Whether somebody is shown in this order, and not before. */
const createFilter = ({ search = '', linked }: UserSearch) => {
  const prefix = asciiLowerCase(search);
  return (order: UserOrder, listing: UserListing): boolean => {
    const earlier = userOrders.slice(0, userOrders.indexOf(order));
    return (
      (linked === undefined || String(listing.linked) === linked) &&
      !earlier.some((before) => beginsWith(listing.user, before, prefix))
    );
  };
};

/** Everybody from a position on, order by order. */
async function* walk(
  reader: StorageReader,
  realmId: string,
  query: UserSearch,
): AsyncGenerator<{ readonly listing: UserListing; readonly at: Position }> {
  const start = readCursor(position, query.cursor);
  const orders = query.search === undefined ? userOrders.slice(0, 1) : userOrders;
  const prefix = asciiLowerCase(query.search ?? '');
  for (const order of orders.slice(Math.max(0, orders.indexOf(start?.order ?? 'login')))) {
    let after = start?.order === order ? start : null;
    for (;;) {
      const batch = await reader.searchUsers(realmId, { order, prefix, after, limit: BATCH });
      for (const listing of batch) {
        after = { order, key: listing.key, id: listing.user.id };
        yield { listing, at: after };
      }
      if (batch.length < BATCH) {
        break;
      }
    }
  }
}

export const pageOfUsers = async (
  reader: StorageReader,
  realmId: string,
  query: UserSearch,
): Promise<{ readonly listings: readonly UserListing[]; readonly next: string | null }> => {
  const isShown = createFilter(query);
  const listings: UserListing[] = [];
  let last: Position | null = null;
  let lookedAt = 0;
  for await (const { listing, at } of walk(reader, realmId, query)) {
    if (last !== null && (listings.length === query.limit || lookedAt === MAX_LOOKED_AT)) {
      return { listings, next: writeCursor(last) };
    }
    last = at;
    lookedAt += 1;
    if (isShown(at.order, listing)) {
      listings.push(listing);
    }
  }
  return { listings, next: null };
};
