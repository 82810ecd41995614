/** The clock of the hub: a wrong one refuses every sign-in as too old or too new. */
import { z } from 'zod';
import { defineRoute, instant } from './admin-route.ts';

export const clock = z.object({
  now: instant.describe('Of the hub, to compare with the clock of the browser.'),
  toleratedMs: z.int().describe('Difference that connections tolerate unless they are set otherwise.'),
  comparisons: z
    .array(
      z.object({
        at: instant.describe('When it was compared.'),
        aheadMs: z.int().describe('How far the clock of the hub is ahead of the other; negative when it is behind.'),
        uncertainMs: z.int().min(0).describe('The true difference is at most so far from it.'),
      }),
    )
    .describe(
      'With the clocks of servers that metadata was fetched from since the hub started, the newest of each; which servers these are is the affair of their companies.',
    ),
});
export type Clock = z.output<typeof clock>;

export const readClock = defineRoute({
  id: 'clock.read',
  method: 'GET',
  path: '/clock',
  summary: 'The clock of the hub, and how it compares with others',
  access: { kind: 'signed-in' },
  change: 'none',
  response: clock,
});
