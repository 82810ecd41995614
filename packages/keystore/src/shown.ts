/** Makes names from a file safe to show: short, on one line, and nothing in them moves the cursor or turns the writing. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be found.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

const MAX_LENGTH = 80;
const MAX_NAMES = 20;

/** One name in quotation marks; what cannot be printed is written as `\u{…}`. */
export const shownName = (name: string): string => {
  const text = name.length > MAX_LENGTH ? `${name.slice(0, MAX_LENGTH)}…` : name;
  const printable = text.replace(UNPRINTABLE, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
  return `"${printable}"`;
};

/** Several names, the first 20 of them. */
export const shownNames = (names: readonly string[]): string => {
  const first = names.slice(0, MAX_NAMES).map(shownName).join(', ');
  return names.length > MAX_NAMES ? `${first} and ${names.length - MAX_NAMES} more` : first;
};
