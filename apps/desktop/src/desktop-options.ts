/** What the Agent Desktop is started with, and the checks that its settings have to pass. */
import { isIPv4 } from 'node:net';
import { z } from 'zod';
import { DesktopError } from './desktop-error.ts';
import type { QueueStatistics } from './queues/queue-statistics.ts';
import type { SessionStore } from './session/session-store.ts';

/** Gives `size` unpredictable octets; `crypto.randomBytes` in production. */
export type RandomBytes = (size: number) => Uint8Array;

export interface DesktopOptions {
  /** Address to listen on. */
  readonly host: string;
  /** Port to listen on; 0 takes a free one. */
  readonly port: number;
  /** Origin under which browsers reach the desktop, e.g. `https://desktop.acme.example`; by default host and port. */
  readonly publicUrl?: string | undefined;
  /** Issuer of the hub's realm. http is accepted on the loopback interface only. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Scopes besides `openid`. Default `profile email offline_access`. */
  readonly scope?: string | undefined;
  /** Shown when the hub does not send the claim `company_name`. */
  readonly companyName?: string | undefined;
  readonly clock: () => Date;
  readonly random: RandomBytes;
  /** Default: in memory. */
  readonly sessions?: SessionStore | undefined;
  /** Default: no queues. */
  readonly queueStatistics?: QueueStatistics | undefined;
  /** Default: nothing is logged. */
  readonly log?: ((entry: DesktopLogEntry) => void) | undefined;
}

/** One line for the log; it never contains a token, a code or a cookie. */
export interface DesktopLogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'));

const secureUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => !text.startsWith('http:') || isLoopback(new URL(text).hostname), 'https, or http on loopback');

const optionsSchema = z.object({
  host: z.string().min(1),
  port: z.int().min(0).max(65_535),
  publicUrl: secureUrl
    .refine((text) => new URL(text).pathname === '/' && new URL(text).search === '', 'an origin without a path')
    .optional(),
  issuer: secureUrl,
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
});

/**
 * @throws DesktopError `desktop.config` naming every setting that is wrong; secrets are not repeated.
 */
export function assertDesktopOptions(options: DesktopOptions): void {
  const result = optionsSchema.safeParse(options);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new DesktopError('desktop.config', { received: problems.join('; ') });
  }
}

/** True when plain http may be spoken with this issuer. */
export const isPlainHttp = (url: string): boolean => new URL(url).protocol === 'http:';
