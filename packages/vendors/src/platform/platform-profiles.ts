/** Every platform profile, in the order of the picker. */
import type { PlatformProfileId } from '../values.ts';
import { amazonConnect } from './amazon-connect/profile.ts';
import { ciscoUcc } from './cisco-ucc/profile.ts';
import { egain } from './egain/profile.ts';
import { generic } from './generic/profile.ts';
import type { PlatformProfile } from './platform-profile.ts';
import { sinchContactPro } from './sinch-contact-pro/profile.ts';

export const platformProfiles: readonly PlatformProfile[] = [amazonConnect, ciscoUcc, sinchContactPro, egain, generic];

/** The profile with this id; a test holds that each id has one. */
export const platformProfile = (id: PlatformProfileId): PlatformProfile =>
  platformProfiles.find((profile) => profile.id === id) ?? generic;
