/** Makes text from outside safe to print: no character in it can move the cursor, colour or reorder what is shown. */

/** Control characters, and those that turn the direction of writing (Unicode UAX #9 §2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be found.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Writes every such character as `\u{…}`; line breaks too, because one value is one line. */
export const printableText = (text: string): string =>
  text.replace(UNPRINTABLE, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
