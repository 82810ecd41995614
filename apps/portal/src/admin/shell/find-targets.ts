/** What the search box finds without asking the hub: pages by their names, and sign-ins by their references. */

export interface SearchTarget {
  readonly key: string;
  readonly title: string;
  readonly detail?: string;
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
}

/** Eight letters and digits with or without the hyphen, as people read them out. */
export const asReference = (text: string): string | null => {
  const letters = text.toUpperCase().replace(/[\s-]/g, '');
  return /^[0-9A-Z]{8}$/.test(letters) && /\d/.test(letters) ? `${letters.slice(0, 4)}-${letters.slice(4)}` : null;
};

/** Every word that was typed has to begin a word of the title. */
export const matches = (title: string, typed: string): boolean => {
  const words = title.toLowerCase().split(/[\s-]+/);
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
};
