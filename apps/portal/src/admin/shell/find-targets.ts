/** What the search box finds without asking the hub: pages by their names, and sign-ins by their references. */

export interface SearchTarget {
  readonly key: string;
  readonly title: string;
  readonly detail?: string;
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
}

/** Eight letters and digits with or without the hyphen, as people read them out; O is 0, I and L are 1. One in twenty has no digit. */
export const asReference = (text: string): string | null => {
  const letters = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(letters) ? `${letters.slice(0, 4)}-${letters.slice(4)}` : null;
};

/** Whether what reads as a reference can be no word that somebody searches for. */
export const isSurelyReference = (text: string): boolean => /\d/.test(text) || /^\s*\w{4}-\w{4}\s*$/.test(text);

/** Every word that was typed has to begin a word of the title. */
export const matches = (title: string, typed: string): boolean => {
  const words = title.toLowerCase().split(/[\s-]+/);
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
};
