/**
 * The typed message function of the agent pages. Keys and placeholder names come from the English
 * catalogue, so a missing value or a wrong key is a type error; a plural text is chosen with
 * Intl.PluralRules. It is a few lines instead of a library because the whole page has 80 kB.
 */
import { en } from './en.ts';

type English = typeof en;

/** Key of one text, e.g. `signIn.title`. */
export type MessageKey = keyof English;

/** The forms of a text with a number, one per plural category of the language. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** All texts of one language. */
export type Catalogue = { readonly [K in MessageKey]: English[K] extends string ? string : PluralForms };

type NamesIn<T> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type NamesOf<K extends MessageKey> = NamesIn<English[K] extends string ? English[K] : English[K][keyof English[K]]>;

/** The values that the text of a key needs, e.g. `{ app: 'Agent Desktop' }`. */
export type MessageValues<K extends MessageKey, V> = { readonly [Name in NamesOf<K>]: V };

/** Values are left out for a text without placeholders and needed for any other. */
export type ValueArguments<K extends MessageKey, V> = [NamesOf<K>] extends [never] ? [] : [MessageValues<K, V>];

/** One piece of a text: literal words, or the value that stands in a placeholder. */
export type MessagePart<V> = { readonly text: string } | { readonly name: string; readonly value: V };

/** The texts of one language, and the locale for dates and numbers. */
export interface Messages {
  /** Language of the texts, for `<html lang>`. */
  readonly language: string;
  /** Locale for `Intl`, which may add a region to the language, e.g. `en-GB`. */
  readonly locale: string;
  /** The text of a key with its values. */
  message<K extends MessageKey>(key: K, ...values: ValueArguments<K, string | number>): string;
  /** The same in pieces, for a text that has an element inside. */
  parts<K extends MessageKey, V>(key: K, values: MessageValues<K, V>): readonly MessagePart<V>[];
}

/** The languages that the pages speak. A new one is a file beside `en.ts` and an entry here. */
export const catalogues: Readonly<Record<string, Catalogue>> = { en };

const placeholder = /\{(\w+)\}/g;

/**
 * Picks the language and the locale of a page.
 * @param language what `<html lang>` says; only its primary subtag decides, and English is used for an unknown one
 * @param preferred what the browser prefers, e.g. `navigator.languages`: the first that is the same
 *   language gives the region, so that a British browser shows British dates
 */
export function createMessages(language: string, preferred: readonly string[] = []): Messages {
  const primary = primarySubtag(language);
  const known = Object.hasOwn(catalogues, primary) ? primary : 'en';
  const catalogue: Catalogue = catalogues[known] ?? en;
  const locale = [language, ...preferred].find((tag) => isRegional(tag) && primarySubtag(tag) === known) ?? known;
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);

  const textOf = (key: MessageKey, values: { readonly count?: unknown }): string => {
    const entry: string | PluralForms = catalogue[key];
    if (typeof entry === 'string') return entry;
    const { count } = values;
    return (typeof count === 'number' ? entry[plural.select(count)] : undefined) ?? entry.other;
  };

  return {
    language: known,
    locale,
    message(key, ...[values = {}]) {
      const given: Readonly<Record<string, string | number>> = values;
      return textOf(key, given).replace(placeholder, (whole, name: string) => {
        const value = given[name];
        return typeof value === 'number' ? number.format(value) : (value ?? whole);
      });
    },
    parts<K extends MessageKey, V>(key: K, values: MessageValues<K, V>) {
      return splitText(textOf(key, values), new Map<string, V>(Object.entries(values)));
    },
  };
}

/** Cuts a text at its placeholders and puts the values between. A name without value stays as it is. */
function splitText<V>(text: string, values: ReadonlyMap<string, V>): readonly MessagePart<V>[] {
  return text.split(/\{(\w+)\}/).flatMap((piece, index): MessagePart<V>[] => {
    // Splitting at a group puts the names at the odd places.
    if (index % 2 === 0) return piece === '' ? [] : [{ text: piece }];
    const value = values.get(piece);
    return value === undefined ? [{ text: `{${piece}}` }] : [{ name: piece, value }];
  });
}

function primarySubtag(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}

/** True for a well-formed tag that says more than the language. */
function isRegional(tag: string): boolean {
  try {
    return new Intl.Locale(tag).region !== undefined;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
