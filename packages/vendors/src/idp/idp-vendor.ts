/** What is known about one identity provider product; each folder beside this file exports one of these. */
import type {
  ConnectionPreset,
  IdentityProviderValue,
  NameIdFormat,
  PresetReasons,
  ProfileField,
  ServiceProviderPreset,
  ServiceProviderValue,
} from '../values.ts';
import type { GuideStep, SetUpOrder, StepOwner } from './guide-step.ts';

export const idpVendorIds = ['okta', 'entra-id', 'adfs', 'shibboleth', 'duo', 'google', 'keycloak', 'generic'] as const;
export type IdpVendorId = (typeof idpVendorIds)[number];

/** A field of the other console, letter by letter as it stands there. */
export interface FieldName {
  readonly label: string;
  /** Other words for it, in older versions or other forms of the same product. */
  readonly alsoKnownAs?: readonly string[];
  /** Where the field is found. */
  readonly where: string;
}

/**
 * `by-default`: it does so unless told otherwise. `option`: somebody has to switch it on.
 * `usually`: true for most installations. `depends`: on the product behind the vendor's name.
 */
export interface Capability {
  readonly answer: 'by-default' | 'option' | 'usually' | 'depends' | 'no';
  readonly note?: string;
}

export const capabilityNames = [
  'importsMetadataUrl',
  'importsMetadataFile',
  'offersMetadataUrl',
  'signsResponse',
  'signsAssertion',
  'encryptsAssertions',
  'validatesRequests',
  'singleLogout',
  'idpInitiated',
  'hidesTile',
  'bookmark',
] as const;
export type CapabilityName = (typeof capabilityNames)[number];

/** A failure that people have met, for the guide's help and for the explanation of a failed test. */
export interface KnownTrap {
  /** What the other product shows, when it has a text of its own. */
  readonly errorText?: string;
  readonly symptom: string;
  readonly cause: string;
  readonly fix: string;
  readonly owner: StepOwner;
}

/** Where this vendor keeps what Amazon Connect needs: the deep link of its application and the RelayState. */
export interface AmazonConnectNote {
  /** The vendor's word for the deep link. */
  readonly deepLinkName: string;
  readonly deepLinkWhere: string;
  /** Its form; parts in angle brackets differ. */
  readonly deepLinkForm: string;
  readonly relayStateField: string;
  readonly relayStateWhere: string;
  /** Where the three claims are set, in this vendor's words. */
  readonly claims: string;
}

/** What people see in the vendor's own portal. */
export interface TileNote {
  /** How the tile of an assigned application is hidden; null where this is not possible. */
  readonly hide: string | null;
  /** How a shortcut to the User/Agent URL is made; null where this is not possible. */
  readonly bookmark: string | null;
}

/** How an identity provider is recognised by its entity ID or login URL. */
export interface Recognition {
  /** Host names in lower case; one that begins with a dot stands for every host below it. */
  readonly hosts: readonly string[];
  /** Tried on the path when no host of any vendor fits. */
  readonly paths: readonly RegExp[];
}

export interface IdpVendor {
  readonly id: IdpVendorId;
  readonly name: string;
  /** Other names that people look for. */
  readonly alsoKnownAs: readonly string[];
  /** Who runs it: "Okta administrator". */
  readonly owner: string;
  /** The vendor's word for the registration of a service provider. */
  readonly registration: string;
  /** What the other administrator needs before the first step. */
  readonly beforeYouBegin: readonly string[];
  readonly recognition: Recognition;
  /** What the vendor calls each of our values; null where it has no field for one. */
  readonly serviceProviderFields: Readonly<Record<ServiceProviderValue, FieldName | null>>;
  /** What the vendor calls each value that we need, and where it is; null where it offers none. */
  readonly identityProviderFields: Readonly<Record<IdentityProviderValue, FieldName | null>>;
  /** The vendor's words for NameID formats; a format that is absent cannot be chosen there. */
  readonly nameIdFormatLabels: Readonly<Partial<Record<NameIdFormat, string>>>;
  /** The formats that work with this vendor, best first. */
  readonly nameIdPreference: readonly NameIdFormat[];
  readonly recommendedOrder: SetUpOrder;
  /** Why that order. */
  readonly orderReason: string;
  readonly capabilities: Readonly<Record<CapabilityName, Capability>>;
  readonly connection: ConnectionPreset;
  readonly serviceProvider: ServiceProviderPreset;
  readonly presetReasons: PresetReasons;
  /** Headings of the form in which attributes are added: name in the assertion, and source. */
  readonly attributeLabels: { readonly name: string; readonly source: string };
  /** Names that attributes have at this vendor, the one of the guide first. */
  readonly attributeNames: Readonly<Record<ProfileField, readonly string[]>>;
  /** One guide for each order that applies. */
  readonly guides: Readonly<Partial<Record<SetUpOrder, readonly GuideStep[]>>>;
  readonly knownTraps: readonly KnownTrap[];
  readonly tiles: TileNote;
  readonly amazonConnect: AmazonConnectNote;
}
