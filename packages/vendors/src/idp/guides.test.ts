import { describe, expect, it } from 'vitest';
import { identityProviderValues, serviceProviderValues } from '../values.ts';
import { snippetValues } from './fill-snippet.ts';
import { type GuideStep, type SetUpOrder, setUpOrders } from './guide-step.ts';
import { capabilityNames, type IdpVendor } from './idp-vendor.ts';
import { idpVendors } from './idp-vendors.ts';

const guides = idpVendors.flatMap((vendor) =>
  setUpOrders.flatMap((order) => {
    const steps = vendor.guides[order];
    return steps === undefined ? [] : [{ id: vendor.id, order, vendor, steps }];
  }),
);
const idsOf = (steps: readonly GuideStep[]): readonly string[] => steps.map(({ id }) => id);
const position = (steps: readonly GuideStep[], id: string): number => idsOf(steps).indexOf(id);
const isOpen = (vendor: IdpVendor, order: SetUpOrder): boolean => vendor.guides[order] !== undefined;

describe.each(guides)('guide for $id, $order', ({ vendor, order, steps }) => {
  it('has steps with names of their own', () => {
    expect(new Set(idsOf(steps)).size).toBe(steps.length);
    expect(idsOf(steps).filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  it('copies only values that the vendor has a name for', () => {
    const unnamed = steps.flatMap((step) =>
      (step.copies ?? []).filter(
        (copied) => typeof copied === 'string' && vendor.serviceProviderFields[copied] === null,
      ),
    );
    expect(unnamed).toEqual([]);
  });

  it('asks only for values that the vendor offers', () => {
    const missing = steps.flatMap((step) =>
      (step.enters ?? []).filter(
        (value) =>
          value !== 'emailAttribute' && value !== 'emailDomains' && vendor.identityProviderFields[value] === null,
      ),
    );
    expect(missing).toEqual([]);
  });

  it('fills snippets with values that exist', () => {
    const known: readonly string[] = serviceProviderValues;
    const asked = steps.flatMap(({ snippet }) => (snippet === undefined ? [] : snippetValues(snippet)));
    expect(asked.filter((key) => !known.includes(key))).toEqual([]);
  });

  it('gets both addresses over: by metadata in one order, by value in the other', () => {
    const values = steps.flatMap(({ copies, snippet }) => [
      ...(copies ?? []).map((copied) => (typeof copied === 'string' ? copied : copied.value)),
      ...(snippet === undefined ? [] : snippetValues(snippet)),
    ]);
    if (order === 'import') {
      expect(values.some((value) => value === 'metadataUrl' || value === 'metadataFile')).toBe(true);
    } else {
      expect(values).toEqual(expect.arrayContaining(['acsUrl', 'entityId']));
    }
  });

  it('brings the sign-out address over, unless our metadata does or there is no sign-out', () => {
    const copied = steps.flatMap(({ copies }) =>
      (copies ?? []).map((each) => (typeof each === 'string' ? each : each.value)),
    );
    const isNeeded = order === 'by-hand' && vendor.capabilities.singleLogout.answer !== 'no';
    expect(copied.includes('sloUrl') || !isNeeded).toBe(true);
    expect(copied.includes('sloUrl') && vendor.capabilities.singleLogout.answer === 'no').toBe(false);
  });

  it('learns who the identity provider is', () => {
    const entered = new Set(steps.flatMap(({ enters }) => enters ?? []));
    const byHand = (['entityId', 'loginUrl', 'signingCertificate'] as const).every((value) => entered.has(value));
    expect(entered.has('metadataUrl') || entered.has('metadataFile') || byHand).toBe(true);
  });

  it('sends the attributes that the presets read, before the test', () => {
    const sent = steps.flatMap(({ attributes }) => attributes ?? []);
    const email = vendor.connection.match?.emailAttribute;
    expect(sent.filter(({ name, field }) => name === email && field === 'email')).toHaveLength(1);
    expect(
      sent.filter(
        ({ name, field, when }) => when === undefined && field !== null && !vendor.attributeNames[field].includes(name),
      ),
    ).toEqual([]);
    expect(new Set(sent.map(({ name }) => name)).size).toBe(sent.length);
  });

  it('ends with recognising people and the test', () => {
    expect(idsOf(steps).slice(-2)).toEqual(['confirm-email', 'test-sign-in']);
  });

  it('has small steps: few things to do in each', () => {
    const large = steps.filter(({ copies, settings }) => (copies ?? []).length > 3 || (settings ?? []).length > 6);
    expect(idsOf(large)).toEqual([]);
    expect(steps.length).toBeLessThanOrEqual(18);
  });
});

describe('orders of set-up', () => {
  it.each(idpVendors)('$id recommends an order that it has a guide for', (vendor) => {
    expect(isOpen(vendor, vendor.recommendedOrder)).toBe(true);
  });

  it('are those of the products: AD FS reads metadata, Okta is filled in by hand', () => {
    const recommended = (order: SetUpOrder): readonly string[] =>
      idpVendors.filter((vendor) => vendor.recommendedOrder === order).map(({ id }) => id);
    expect(recommended('import')).toEqual(['entra-id', 'adfs', 'shibboleth', 'keycloak', 'generic']);
    expect(recommended('by-hand')).toEqual(['okta', 'duo', 'google']);
  });

  it.each(idpVendors)('$id imports only what it can read', (vendor) => {
    const { importsMetadataUrl, importsMetadataFile } = vendor.capabilities;
    const reads = importsMetadataUrl.answer !== 'no' || importsMetadataFile.answer !== 'no';
    expect(isOpen(vendor, 'import')).toBe(reads);
  });

  it('begin with their values in the first order, and come to ours afterwards', () => {
    const adfs = guides.find(({ id, order }) => id === 'adfs' && order === 'import')?.steps ?? [];
    const order = ['enter-metadata-url', 'import-metadata', 'review-import', 'add-claims', 'test-sign-in'];
    expect(order.map((id) => position(adfs, id)).toSorted((a, b) => a - b)).toEqual(
      order.map((id) => position(adfs, id)),
    );
    expect(order.every((id) => position(adfs, id) >= 0)).toBe(true);
  });

  it('come to claims, assignment and our side in this order where all is done by hand', () => {
    const okta = guides.find(({ id }) => id === 'okta')?.steps ?? [];
    const order = ['paste-addresses', 'add-attributes', 'assign-people', 'enter-metadata-url', 'test-sign-in'];
    expect(order.map((id) => position(okta, id)).toSorted((a, b) => a - b)).toEqual(
      order.map((id) => position(okta, id)),
    );
    expect(order.every((id) => position(okta, id) >= 0)).toBe(true);
  });
});

describe('what people forget', () => {
  it.each(['entra-id', 'adfs', 'keycloak', 'generic'])(
    'is to look at what an import filled in: %s has a step for it, and the attributes follow',
    (id) => {
      const steps = guides.find((guide) => guide.id === id && guide.order === 'import')?.steps ?? [];
      const review = steps.find((step) => step.id === 'review-import');
      expect(review?.copies).toEqual(expect.arrayContaining(['entityId', 'acsUrl']));
      const attributes = steps.findIndex((step) => step.attributes !== undefined);
      expect(attributes).toBeGreaterThan(position(steps, 'review-import'));
    },
  );

  it.each([
    ['okta', 'assign-people', 'not assigned is stopped by Okta'],
    ['entra-id', 'assign-people', 'not assigned is stopped by Entra ID'],
    ['duo', 'give-access', 'lets nobody in until access is given'],
    ['google', 'switch-on-access', 'off for everyone'],
    ['generic', 'assign-people', 'not assigned is usually stopped by the identity provider'],
  ])('is to let people in where the product asks for it: %s has the step %s and its trap', (id, step, trap) => {
    const steps = guides.find((guide) => guide.id === id && guide.order === 'by-hand')?.steps ?? [];
    const found = steps.find((each) => each.id === step);
    expect(found?.text).toMatch(/people|group/);
    expect(found?.warning).toContain(trap);
  });

  it('names products by the words that people look for, a general one among them', () => {
    const words = idpVendors.flatMap(({ name, alsoKnownAs }) => [name, ...alsoKnownAs]);
    expect(words).toEqual(
      expect.arrayContaining(['Okta', 'Shibboleth', 'Microsoft Entra ID', 'Azure AD', 'ADFS', 'Duo']),
    );
    expect(idpVendors.at(-1)?.id).toBe('generic');
  });
});

describe.each(idpVendors)('vocabulary of $id', (vendor) => {
  it('has an answer for every value and every capability', () => {
    expect(Object.keys(vendor.serviceProviderFields).toSorted()).toEqual([...serviceProviderValues].toSorted());
    expect(Object.keys(vendor.identityProviderFields).toSorted()).toEqual([...identityProviderValues].toSorted());
    expect(Object.keys(vendor.capabilities).toSorted()).toEqual([...capabilityNames].toSorted());
  });

  it('agrees with itself about metadata and sign-out', () => {
    const { capabilities, identityProviderFields, serviceProviderFields } = vendor;
    expect(identityProviderFields.metadataUrl === null).toBe(capabilities.offersMetadataUrl.answer === 'no');
    expect(serviceProviderFields.metadataUrl === null).toBe(capabilities.importsMetadataUrl.answer === 'no');
    expect(serviceProviderFields.metadataFile === null).toBe(capabilities.importsMetadataFile.answer === 'no');
    expect(serviceProviderFields.sloUrl === null).toBe(capabilities.singleLogout.answer === 'no');
    expect(serviceProviderFields.encryptionCertificate === null).toBe(capabilities.encryptsAssertions.answer === 'no');
  });

  it('prefers NameID formats that can be chosen there', () => {
    expect(vendor.nameIdPreference.filter((format) => vendor.nameIdFormatLabels[format] === undefined)).toEqual([]);
    expect(vendor.nameIdPreference.length).toBeGreaterThan(0);
  });

  it('has names for every field of a person', () => {
    const empty = Object.entries(vendor.attributeNames).filter(([, names]) => names.length === 0);
    expect(empty).toEqual([]);
  });
});
