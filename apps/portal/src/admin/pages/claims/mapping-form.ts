/** The form of the claims page. */
import { matchSettings } from '@cordboard/contract/tenant-settings';
import type { UseFormReturn } from 'react-hook-form';
import { z } from 'zod';

const attribute = matchSettings.shape.emailAttribute;

/** One level, as the form has it. */
export const mappingSchema = z.object({
  emailAttribute: attribute,
  nameIdIsEmail: z.boolean(),
  linkAttribute: attribute,
  emailDomains: z.array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'acme.example')),
  allowAnyEmailDomain: z.boolean(),
  emailIsCaseSensitive: z.boolean(),
  displayName: attribute,
  firstName: attribute,
  lastName: attribute,
});
export type MappingValues = z.output<typeof mappingSchema>;
export type MappingForm = UseFormReturn<MappingValues, unknown, MappingValues>;
