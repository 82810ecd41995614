/** What a deletion takes along: shown before it is confirmed, and in the answer to it. */
import { z } from 'zod';

/** How many of something there are, counted up to a limit. */
export const boundedCount = z.object({
  count: z.int().min(0),
  more: z.boolean().describe('There are more than were counted.'),
});
export type BoundedCount = z.output<typeof boundedCount>;

const count = z.int().min(0);

export const impact = z.object({
  environments: count,
  realms: count,
  serviceProviders: count,
  connections: count,
  apps: count,
  users: boundedCount.describe('People who lose their account.'),
  links: boundedCount.describe('Links between people and what identity providers call them.'),
  sessions: boundedCount.describe('People who are signed in and will be signed out.'),
});
export type Impact = z.output<typeof impact>;
