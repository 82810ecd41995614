/** Checks what an administrator typed into the fields of a platform, and says in plain words what is expected. */
import { z } from 'zod';
import type { AddressResult, PlatformAddresses } from './platform-profile.ts';

const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const HOST_NAME = new RegExp(`^(?=.{1,253}$)${LABEL}(\\.${LABEL})+$`, 'i');
const LAST_LABEL_IS_A_NUMBER = /\.\d+$/;

/** A fully qualified host name and nothing else; host names know no letter case, so the result is in lower case. */
export const hostName = z
  .string({ error: 'Enter a host name.' })
  .refine(
    (text) => HOST_NAME.test(text) && !LAST_LABEL_IS_A_NUMBER.test(text),
    'Enter the full host name, such as cc.acme.example: without https://, path, port or blanks, and no IP address.',
  )
  .transform((text) => text.toLowerCase());

const formatPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') {
      return `${text}[${step}]`;
    }
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');

const messageOf = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'unrecognized_keys') {
    return `This platform has no field ${issue.keys.join(', ')}.`;
  }
  return issue.code === 'invalid_type' && issue.path.length === 0 ? 'Enter the fields of the platform.' : issue.message;
};

/** Makes a profile's `addresses` from the schema of its fields and the addresses that they lead to. */
export const addressesFrom =
  <Schema extends z.ZodType>(schema: Schema, build: (fields: z.output<Schema>) => Partial<PlatformAddresses>) =>
  (input: unknown): AddressResult => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
      return {
        ok: false,
        problems: parsed.error.issues.map((issue) => ({ field: formatPath(issue.path), message: messageOf(issue) })),
      };
    }
    return {
      ok: true,
      addresses: {
        acs: [],
        acceptedAcsUrls: [],
        entityId: null,
        metadataUrl: null,
        sloUrl: null,
        userCertificateIssuer: null,
        relayState: null,
        applications: [],
        ...build(parsed.data),
      },
    };
  };
