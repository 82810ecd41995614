/** The clock of the hub over the API. */
import { readClock } from '@cordboard/contract/admin-api/clock';
import { connectionSettings } from '@cordboard/contract/tenant-settings';
import type { AdminParts } from '../admin-parts.ts';
import { type BoundRoute, bind } from '../http/call.ts';

/** What connections tolerate unless they are set otherwise, in milliseconds. */
export const TOLERATED_CLOCK_MS: number = connectionSettings.parse({}).clockSkewSeconds * 1000;

export const clockRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(readClock, async ({ now }) => ({
    body: { now, toleratedMs: TOLERATED_CLOCK_MS, comparisons: [...parts.clockComparisons()] },
  })),
];
