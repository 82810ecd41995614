/** How answers are kept: by route, then by what was asked, so that a change can make a whole resource stale. */
import type { AdminRoute } from '@cordboard/contract/admin-api/admin-route';

/** `users` of `users.list`: everything that a change of a user may have made stale. */
export const resourceOf = ({ id }: Pick<AdminRoute, 'id'>): string => id.split('.', 1)[0] ?? id;

export const queryKey = (route: Pick<AdminRoute, 'id'>, params: unknown, query: unknown): readonly unknown[] => [
  resourceOf(route),
  route.id,
  params ?? {},
  query ?? {},
];
