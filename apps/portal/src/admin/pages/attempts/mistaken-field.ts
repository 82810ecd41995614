/** Which field of the identity provider's console a refusal is corrected in, by the name that it has there. */
import type { FieldName, IdpVendor } from '@cordboard/vendors/idp-vendor';
import type { ServiceProviderValue } from '@cordboard/vendors/values';

const correctedIn: Readonly<Record<string, ServiceProviderValue>> = {
  'assertion.audience': 'entityId',
  'assertion.recipient': 'acsUrl',
  'response.destination': 'acsUrl',
  'logout.destination': 'sloUrl',
};

/** Null where no single field is to blame, and for a product whose words are not known. */
export const mistakenField = (vendor: IdpVendor, code: string): FieldName | null => {
  const value = correctedIn[code];
  return value === undefined || vendor.id === 'generic' ? null : vendor.serviceProviderFields[value];
};
