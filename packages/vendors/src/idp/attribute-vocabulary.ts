/** The names that an attribute of a person usually has, at one vendor and anywhere. */
import type { ProfileField } from '../values.ts';
import { profileFields } from '../values.ts';
import type { IdpVendor } from './idp-vendor.ts';
import { idpVendors } from './idp-vendors.ts';

/** Names for a field, those of the given vendor first, each once. */
export const attributeNamesFor = (field: ProfileField, vendor?: IdpVendor): readonly string[] => [
  ...new Set([vendor, ...idpVendors].flatMap((known) => known?.attributeNames[field] ?? [])),
];

/** Which field an attribute of this name usually is, letter case ignored; null when no vendor has such a name. */
export const usualFieldOf = (attributeName: string): ProfileField | null => {
  const wanted = attributeName.trim().toLowerCase();
  return profileFields.find((field) => attributeNamesFor(field).some((name) => name.toLowerCase() === wanted)) ?? null;
};
