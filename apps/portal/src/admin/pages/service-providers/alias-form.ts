/** The form of one alias, checked by the rules that the contract has for the list it goes into. */
import { type ServiceProviderAliases, serviceProviderAliases } from '@cordboard/contract/tenant-settings';
import { z } from 'zod';

export const aliasKinds = ['entityIds', 'acsUrls', 'metadataUrls', 'sloUrls'] as const;
export type AliasKind = (typeof aliasKinds)[number];

/** @param taken said when the alias is listed already */
export const aliasForm = (aliases: ServiceProviderAliases, taken: string) =>
  z.strictObject({ kind: z.enum(aliasKinds), value: z.string().trim() }).superRefine(({ kind, value }, context) => {
    const checked = serviceProviderAliases.safeParse({ [kind]: [value] });
    for (const { message } of checked.error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: ['value'], message });
    }
    if (aliases[kind].includes(value)) {
      context.addIssue({ code: 'custom', path: ['value'], message: taken });
    }
  });
