/** Which product an identity provider is, in words. A guess: nothing is trusted because of it. */
import type { Connection } from '@cordboard/contract/admin-api/connections';
import { detectVendor } from '@cordboard/vendors/detect-vendor';
import type { IdpVendor, IdpVendorId } from '@cordboard/vendors/idp-vendor';
import { idpVendor, idpVendors } from '@cordboard/vendors/idp-vendors';

export interface NamedVendor {
  readonly vendor: IdpVendor;
  /** "Okta"; for a product without a guide, the name of the connection. */
  readonly name: string;
}

export const namedVendor = (vendor: IdpVendor, connectionName: string): NamedVendor => ({
  vendor,
  name: vendor.id === 'generic' ? connectionName : vendor.name,
});

/** A draft keeps its vendor as text: one that this version does not have is the general one. */
export const vendorOfId = (id: string): IdpVendor =>
  idpVendors.find((vendor) => vendor.id === id) ?? idpVendor('generic' satisfies IdpVendorId);

/** What was chosen in the set-up; where nobody has chosen, what the addresses tell. */
export const vendorOfConnection = (connection: Pick<Connection, 'name' | 'info' | 'vendor'>): NamedVendor => {
  const { info, name, vendor } = connection;
  if (vendor !== undefined) {
    return namedVendor(vendorOfId(vendor), name);
  }
  const { entityId, signIn } = info.identityProvider;
  return namedVendor(idpVendor(detectVendor(entityId, ...signIn.map(({ url }) => url))), name);
};
