/**
 * The settings of the process itself: what `cordboard.config.yaml` and the `CORDBOARD_*` environment may say.
 * Field documentation stands here; `docs/config.md` is generated from it.
 */
import { z } from 'zod';
import { isAddressRange } from '../outbound/address-guard.ts';

const httpUrl = z.url({ protocol: /^https?$/, error: 'an absolute http or https URL' });
const path = z.string().min(1).max(4096);
const addressRange = z.string().refine(isAddressRange, 'expected an address or a range such as 10.0.0.0/8');

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const listen = z.strictObject({
  host: z.string().min(1).max(255).default('127.0.0.1').describe('Address to listen on.'),
  port: z.int().min(0).max(65_535).default(4500).describe('Port to listen on; 0 takes any free one.'),
});

const outbound = z.strictObject({
  allowRanges: z
    .array(addressRange)
    .max(100)
    .default([])
    .describe('Addresses and ranges that may be fetched from although they are private, e.g. 10.20.0.0/16.'),
  proxy: httpUrl.optional().describe('Proxy for every outbound request, with user name and password if it needs them.'),
  allowUnresolvedThroughProxy: z
    .boolean()
    .default(false)
    .describe(
      'Leave names that do not resolve here to the proxy, which alone then keeps addresses set by companies out of the internal network.',
    ),
  caFile: path.optional().describe('PEM file of certification authorities that are trusted besides the public ones.'),
  timeoutMs: z.int().min(100).max(120_000).default(10_000).describe('Longest time of one fetch, in milliseconds.'),
});

const attempts = z.strictObject({
  retentionDays: z.int().min(1).max(3650).default(30).describe('Days for which sign-in attempts are kept.'),
});

const perMinute = z.int().min(1).max(10_000_000);

const limits = z.strictObject({
  apiRequestsPerMinute: perMinute
    .default(600)
    .describe('Requests that one administrator, API key or anonymous address may send to the administration API.'),
  apiFailuresPerMinute: perMinute
    .default(30)
    .describe('Requests with an API key that is not valid that are answered for one address.'),
  signInStartsPerMinute: perMinute
    .default(12_000)
    .describe(
      'Sign-ins that may begin from one address, and sign-outs that may go on to identity providers; all agents of a contact centre may share one, so leave room for a change of shifts.',
    ),
});

export const serverConfigFile = z.strictObject({
  installationUrl: httpUrl
    .optional()
    .describe('Address under which browsers reach the hub; http://<listen.host>:<listen.port> unless set.'),
  allowHttp: z
    .boolean()
    .default(false)
    .describe('Accept an installationUrl with http on another host than this machine: only for tests.'),
  listen: listen.prefault({}),
  dataFolder: path
    .default('data')
    .describe('Folder of the database and the control socket, for its owner only (mode 0700).'),
  masterKeyFile: path.optional().describe('File with the master key, 32 bytes, readable by its owner only.'),
  logLevel: z.enum(logLevels).default('info').describe('Least severe messages that are logged.'),
  allowForwardedFrom: z
    .array(addressRange)
    .max(100)
    .default([])
    .describe('Reverse proxies whose X-Forwarded-For, -Host and -Proto are believed; none unless set.'),
  outbound: outbound.prefault({}),
  attempts: attempts.prefault({}),
  limits: limits.prefault({}),
});
export type ServerConfigFile = z.output<typeof serverConfigFile>;
