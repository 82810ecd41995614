/** What the sandbox identity provider is started with: its people, the service providers it answers, its portal. */
import { z } from 'zod';
import { type FaultName, faultNames } from './faults/fault-list.ts';

/** One person who can sign in at the sandbox. */
export interface SandboxUser {
  readonly login: string;
  /** In the clear: the sandbox is reachable from this machine only, and its people are made up. */
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly department?: string | undefined;
  readonly groups?: readonly string[] | undefined;
  /** More attributes by their exact name, sent as they are in every attribute style. */
  readonly attributes?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** Where the metadata of a service provider comes from. A URL has to lead to this machine. */
export type MetadataSource = { readonly metadataUrl: string } | { readonly metadata: string };

export type NameIdKind = 'persistent' | 'emailAddress' | 'unspecified' | 'transient' | 'none';

/**
 * How attributes are named: `plain` words (`email`), `oid` as Shibboleth does, `claims` as Entra ID and ADFS do,
 * `none` for no attribute at all.
 */
export type AttributeStyle = 'plain' | 'oid' | 'claims' | 'none';

/** How one service provider is answered. */
export interface SandboxServiceProviderSettings {
  /** Default `both`. */
  readonly sign?: 'response' | 'assertion' | 'both' | undefined;
  /** `gcm`, or `cbc` as ADFS and SimpleSAMLphp do. Default `none`. */
  readonly encrypt?: 'none' | 'gcm' | 'cbc' | undefined;
  /** Default `persistent`. A NameIDPolicy of the request that asks for another one of these kinds wins. */
  readonly nameId?: NameIdKind | undefined;
  /** Default `plain`. */
  readonly attributeStyle?: AttributeStyle | undefined;
  /** How far the clock of the identity provider is ahead (positive) or behind, in milliseconds. Default 0. */
  readonly clockOffsetMs?: number | undefined;
  /** Faults to rehearse, applied in this order. Default none. */
  readonly faults?: readonly FaultName[] | undefined;
  /** What stands as audience in the answers when it was entered by hand, as in Okta. Default: the entity ID. */
  readonly audience?: string | undefined;
  /** Requests have to be signed even if the metadata does not promise it. Default false. */
  readonly requireSignedRequests?: boolean | undefined;
  /** How it is sent logout messages. Default: the first of the two that its metadata lists. */
  readonly logoutBinding?: 'redirect' | 'post' | undefined;
}

export type SandboxServiceProvider = MetadataSource & SandboxServiceProviderSettings & { readonly slug: string };

/** A tile of the portal. A hidden one is reachable by its deep link only. */
export type SandboxApp =
  | {
      readonly kind: 'saml';
      readonly slug: string;
      readonly name: string;
      /** Slug of the service provider that is answered without having asked. */
      readonly serviceProvider: string;
      /** The deep link inside the application. */
      readonly relayState?: string | undefined;
      readonly hidden?: boolean | undefined;
    }
  | {
      readonly kind: 'bookmark';
      readonly slug: string;
      readonly name: string;
      readonly href: string;
      readonly hidden?: boolean | undefined;
    };

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(63);
const webUrl = z.url({ protocol: /^https?$/ });

/** One person, as in the option `users` and in the file that the command line reads. */
export const sandboxUserSchema: z.ZodType<SandboxUser> = z.strictObject({
  login: z.string().min(1).max(255),
  password: z.string().min(1).max(255),
  firstName: z.string().min(1).max(64),
  lastName: z.string().min(1).max(64),
  email: z.string().min(3).max(255),
  department: z.string().optional(),
  groups: z.array(z.string()).optional(),
  attributes: z.record(z.string(), z.array(z.string())).optional(),
});

const settings = {
  slug,
  sign: z.enum(['response', 'assertion', 'both']).optional(),
  encrypt: z.enum(['none', 'gcm', 'cbc']).optional(),
  nameId: z.enum(['persistent', 'emailAddress', 'unspecified', 'transient', 'none']).optional(),
  attributeStyle: z.enum(['plain', 'oid', 'claims', 'none']).optional(),
  clockOffsetMs: z.int().optional(),
  faults: z.array(z.enum(faultNames)).optional(),
  audience: z.string().min(1).max(1024).optional(),
  requireSignedRequests: z.boolean().optional(),
  logoutBinding: z.enum(['redirect', 'post']).optional(),
};

export const sandboxServiceProviderSchema: z.ZodType<SandboxServiceProvider> = z.union([
  z.strictObject({ metadataUrl: webUrl, ...settings }),
  z.strictObject({ metadata: z.string().min(1), ...settings }),
]);

export const sandboxAppSchema: z.ZodType<SandboxApp> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('saml'),
    slug,
    name: z.string().min(1),
    serviceProvider: slug,
    relayState: z.string().optional(),
    hidden: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('bookmark'),
    slug,
    name: z.string().min(1),
    href: webUrl,
    hidden: z.boolean().optional(),
  }),
]);
