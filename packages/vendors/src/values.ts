/**
 * The values that the two sides of a trust exchange, by key. A guide names a value by its key only; the portal knows what the
 * value is, the vendor's fields say what the other console calls it.
 */
import type {
  connectionSettings,
  platformProfiles,
  serviceProviderSettings,
} from '@cordboard/contract/tenant-settings';
import type { z } from 'zod';

/** What we give to the identity provider. */
export const serviceProviderValues = [
  /** The assertion consumer service; with several nodes, that of the first. */
  'acsUrl',
  /** The assertion consumer services of the other nodes, each with its index from 1. */
  'nodeAcsUrls',
  'entityId',
  'sloUrl',
  'metadataUrl',
  /** The SP metadata as a file to download. */
  'metadataFile',
  'nameIdFormat',
  /** Verifies our signed requests; a `.cer` file or its text. */
  'signingCertificate',
  /** What assertions are encrypted for; exists only while encryption is on. */
  'encryptionCertificate',
  /** The User/Agent URL, where agents begin; what a bookmark or a start URL takes. */
  'startUrl',
] as const;
export type ServiceProviderValue = (typeof serviceProviderValues)[number];

/** What the identity provider gives to us. */
export const identityProviderValues = [
  'metadataUrl',
  'metadataFile',
  'entityId',
  'loginUrl',
  'logoutUrl',
  'signingCertificate',
] as const;
export type IdentityProviderValue = (typeof identityProviderValues)[number];

/** What is entered here without coming from one field of the other console, with our own label. */
export const ownValueLabels = {
  emailAttribute: 'SAML attribute for the email',
  emailDomains: 'E-mail domains',
} as const;
export type OwnValue = keyof typeof ownValueLabels;
export type EnteredValue = IdentityProviderValue | OwnValue;

export const nameIdFormats = ['unspecified', 'emailAddress', 'persistent', 'transient'] as const;
export type NameIdFormat = (typeof nameIdFormats)[number];

/** What the profile of a person consists of. */
export const profileFields = [
  'email',
  'firstName',
  'lastName',
  'displayName',
  'department',
  'groups',
  'login',
] as const;
export type ProfileField = (typeof profileFields)[number];

export type PlatformProfileId = (typeof platformProfiles)[number];

/** A part of the settings of a connection, as somebody would write it. */
export type ConnectionPreset = Partial<z.input<typeof connectionSettings>>;
/** A part of the settings of a service provider. */
export type ServiceProviderPreset = Partial<z.input<typeof serviceProviderSettings>>;

/** Why a setting is as it is, by the setting's name; also for settings that are left alone on purpose. */
export type PresetReasons = Readonly<Partial<Record<keyof ConnectionPreset | keyof ServiceProviderPreset, string>>>;
