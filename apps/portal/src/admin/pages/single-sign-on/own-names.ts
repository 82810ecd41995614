/** What a value of ours is called: as the contact-centre platform names it, with every other word that people look for. */
import type { PlatformProfile } from '@cordboard/vendors/platform-profile';
import type { ServiceProviderValue } from '@cordboard/vendors/values';

export interface OwnName {
  readonly label: string;
  /** Other words for it, each once, letter case aside, and none of them the label. */
  readonly alsoCalled: readonly string[];
}

/** @param ours The word for it where the platform has none of its own. */
export const ownName = (platform: PlatformProfile, key: ServiceProviderValue, ours: string): OwnName => {
  const named = platform.labels[key];
  const label = named?.label ?? ours;
  const words = [label, ours, ...(named?.alsoKnownAs ?? [])];
  const isFirst = (word: string, index: number): boolean =>
    words.findIndex((each) => each.toLowerCase() === word.toLowerCase()) === index;
  return { label, alsoCalled: words.filter(isFirst).slice(1) };
};
