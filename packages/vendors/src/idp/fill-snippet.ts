/** Fills our values into text that is pasted as a whole into a file or a command line. */
import type { ServiceProviderValue } from '../values.ts';
import type { Snippet } from './guide-step.ts';

const XML_REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** A value cannot end the text that it stands in: an attribute in double quotes, a string in single quotes. */
const quoted: Readonly<Record<Snippet['language'], (value: string) => string>> = {
  xml: (value) => value.replace(/[&<>"]/g, (character) => XML_REFERENCES[character] ?? character),
  // PowerShell takes the typographic single quotes for a quote, too.
  powershell: (value) => value.replace(/['‘’‚‛]/g, (quote) => quote + quote),
  shell: (value) => value.replaceAll("'", "'\\''"),
};

export interface FilledSnippet {
  readonly text: string;
  /** Values that are not known yet; their placeholders are still in the text. */
  readonly missing: readonly ServiceProviderValue[];
}

/** The keys that a snippet asks for, each once. */
export const snippetValues = (snippet: Snippet): readonly string[] => [
  ...new Set([...snippet.text.matchAll(/\{\{(\w+)\}\}/g)].map(([, key = '']) => key)),
];

/**
 * @example
 * fillSnippet({ language: 'xml', text: 'value="{{entityId}}"' }, { entityId: 'https://sso.example.com/a?b&c' });
 * // { text: 'value="https://sso.example.com/a?b&amp;c"', missing: [] }
 */
export const fillSnippet = (
  snippet: Snippet,
  values: Readonly<Partial<Record<ServiceProviderValue, string>>>,
): FilledSnippet => {
  const known = new Map<string, string>(Object.entries(values));
  const text = snippet.text.replace(/\{\{(\w+)\}\}/g, (placeholder, key: string) => {
    const value = known.get(key);
    return value === undefined ? placeholder : quoted[snippet.language](value);
  });
  const missing = snippetValues(snippet).filter((key): key is ServiceProviderValue => !known.has(key));
  return { text, missing };
};
