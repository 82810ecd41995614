/** Aliases as a platform's own fields give them: the addresses of a tenant, without anybody typing them out. */
import type { ServiceProviderAliases } from '@cordboard/contract/tenant-settings';
import { platformAliases, platformsWithAliases } from '@cordboard/vendors/platform-aliases';
import type { TenantField } from '@cordboard/vendors/platform-profile';
import { platformProfile } from '@cordboard/vendors/platform-profiles';
import { z } from 'zod';
import { type AliasKind, aliasKinds } from './alias-form.ts';

export type AliasPlatform = (typeof platformsWithAliases)[number];

/** What was typed, by the key of the field; of nodes, a list of host names. */
export type TenantValues = Readonly<Record<string, string | readonly string[] | undefined>>;

const inputOf = ({ kind }: TenantField, value: TenantValues[string]): unknown =>
  kind === 'nodes'
    ? (Array.isArray(value) ? value : []).map((host: string, index) => ({
        host,
        role: index === 0 ? 'publisher' : 'subscriber',
      }))
    : (value ?? '');

export interface TenantProblem {
  /** Key of the field; null when it is about them all. */
  readonly field: string | null;
  readonly message: string;
}

type Derived =
  | { readonly ok: true; readonly added: Readonly<Record<AliasKind, readonly string[]>>; readonly count: number }
  | { readonly ok: false; readonly problems: readonly TenantProblem[] };

/** `nodes[1].host` belongs to the field `nodes`. */
const keyOf = (path: string): string | null => /^[^.[]+/.exec(path)?.[0] ?? null;

/** What the fields of the platform lead to, without what is an alias already. */
export const deriveAliases = (
  platform: AliasPlatform,
  values: TenantValues,
  present: ServiceProviderAliases,
): Derived => {
  const { fields, addresses } = platformProfile(platform);
  const result = addresses(Object.fromEntries(fields.map((field) => [field.key, inputOf(field, values[field.key])])));
  if (!result.ok) {
    return { ok: false, problems: result.problems.map(({ field, message }) => ({ field: keyOf(field), message })) };
  }
  const found = platformAliases(result.addresses);
  const [entityIds, acsUrls, metadataUrls, sloUrls] = aliasKinds.map((kind) =>
    found[kind].filter((value) => !present[kind].includes(value)),
  );
  const added = {
    entityIds: entityIds ?? [],
    acsUrls: acsUrls ?? [],
    metadataUrls: metadataUrls ?? [],
    sloUrls: sloUrls ?? [],
  };
  return { ok: true, added, count: Object.values(added).flat().length };
};

/** @param nothingNew said when every alias that the fields lead to is listed already */
export const platformAliasForm = (present: ServiceProviderAliases, nothingNew: string) =>
  z
    .strictObject({
      platform: z.enum(platformsWithAliases),
      fields: z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional()),
    })
    .transform(({ platform, fields }, context) => {
      const derived = deriveAliases(platform, fields, present);
      const problems = derived.ok ? [] : derived.problems;
      for (const { field, message } of problems) {
        context.addIssue({ code: 'custom', path: field === null ? ['platform'] : ['fields', field], message });
      }
      if (derived.ok && derived.count === 0) {
        context.addIssue({ code: 'custom', path: ['platform'], message: nothingNew });
      }
      return derived.ok ? derived.added : z.NEVER;
    });
