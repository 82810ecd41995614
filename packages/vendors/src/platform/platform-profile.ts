/** What is known about one contact-centre platform; each folder beside this file exports one of these. */
import type {
  ConnectionPreset,
  IdentityProviderValue,
  NameIdFormat,
  OwnValue,
  PlatformProfileId,
  PresetReasons,
  ProfileField,
  ServiceProviderPreset,
  ServiceProviderValue,
} from '../values.ts';

/** A field of the environment that only this platform has. */
export interface TenantField {
  /** Key in the input of `addresses`. */
  readonly key: string;
  readonly label: string;
  readonly help: string;
  readonly example: string;
  /** `nodes` is a list of nodes, the publisher first; `choice` is one of `choices`. */
  readonly kind: 'text' | 'host' | 'choice' | 'nodes';
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly required: boolean;
}

/** What is wrong with one field of the tenant. */
export interface TenantProblem {
  /** `tenant`, or `nodes[1].host`; empty for the whole input. */
  readonly field: string;
  /** A sentence that says what is expected. */
  readonly message: string;
}

/** An assertion consumer service under the platform's own address. */
export interface AcsAddress {
  readonly url: string;
  readonly index: number;
  readonly isDefault: boolean;
}

/** An application of the platform that a launchpad can show. */
export interface PlatformApplication {
  readonly name: string;
  /** Null where the platform gives none. */
  readonly url: string | null;
  /** Without it the tile says that a separate password is needed. */
  readonly supportsSso: boolean;
}

/** Addresses under which the platform's products are known, all placeholders filled in. */
export interface PlatformAddresses {
  /** Published in this order. */
  readonly acs: readonly AcsAddress[];
  /** Also served, and never published. */
  readonly acceptedAcsUrls: readonly string[];
  readonly entityId: string | null;
  readonly metadataUrl: string | null;
  readonly sloUrl: string | null;
  /** The value of `Issuer` in the certificate entries of users, where the platform has such entries. */
  readonly userCertificateIssuer: string | null;
  /** What the identity provider sends as RelayState for a deep link. */
  readonly relayState: string | null;
  readonly applications: readonly PlatformApplication[];
}

export type AddressResult =
  | { readonly ok: true; readonly addresses: PlatformAddresses }
  | { readonly ok: false; readonly problems: readonly TenantProblem[] };

/** Lengths in Unicode code points. */
export interface TextLimits {
  readonly mandatory: boolean;
  readonly minLength: number;
  readonly maxLength: number;
}

export interface ValueLimits {
  readonly mandatory: boolean;
  readonly maxValues: number;
}

/** An attribute or claim that the platform knows. */
export interface PlatformClaim {
  /** As the platform writes it; a part in angle brackets is chosen by the organisation. */
  readonly name: string;
  readonly description: string;
  /** The field of our profile that it is; null where it has none. */
  readonly field: ProfileField | null;
  readonly mandatory: boolean;
  /** At the first sign-in; null where the platform states no limits. */
  readonly create: TextLimits | ValueLimits | null;
  /** At later sign-ins. */
  readonly modify: TextLimits | ValueLimits | null;
  /** A value as an example, or the one to send. */
  readonly example: string;
}

/** A service provider that the platform wants on its own. */
export interface PlatformServiceProvider {
  readonly slug: string;
  readonly name: string;
}

/** One thing to do or to know on the platform's side, in order. */
export interface ChecklistItem {
  /** Kebab-case, unique in its profile; stays, because progress is stored under it. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly optional?: boolean;
}

/** A fixed address of the platform that its guide points to. */
export interface PlatformLink {
  readonly label: string;
  readonly url: string;
}

/** A value's name in the platform's own pages, and other words for it. */
export interface PlatformLabel {
  readonly label: string;
  readonly alsoKnownAs?: readonly string[];
}

export interface PlatformProfile {
  readonly id: PlatformProfileId;
  readonly name: string;
  /** One or two sentences. */
  readonly summary: string;
  /** What its advice was tried with; null where that is not stated. */
  readonly triedWith: string | null;
  readonly connection: ConnectionPreset;
  readonly serviceProvider: ServiceProviderPreset;
  readonly presetReasons: PresetReasons;
  /** NameID formats that the platform accepts; empty for any. */
  readonly nameIdFormats: readonly NameIdFormat[];
  readonly fields: readonly TenantField[];
  /** Checks the fields and fills them into the platform's addresses. */
  readonly addresses: (input: unknown) => AddressResult;
  readonly labels: Readonly<Partial<Record<ServiceProviderValue | IdentityProviderValue | OwnValue, PlatformLabel>>>;
  /** Applications that run on each node and are registered per node. */
  readonly components: readonly string[];
  /** Service providers to begin with; one named `default` where the platform wants no more. */
  readonly serviceProviders: readonly PlatformServiceProvider[];
  readonly claims: readonly PlatformClaim[];
  readonly checklist: readonly ChecklistItem[];
  readonly links: readonly PlatformLink[];
  /** What the platform asks of the identity provider, as sentences. */
  readonly asksOfIdp: readonly string[];
}
