/**
 * Plain data as YAML 1.2 that people can read and edit, and that reads back as exactly the same data. Text that plain
 * YAML would take for something else, or would change, stands in double quotes.
 */

type Scalar = string | number | boolean | null;
export type YamlValue = Scalar | readonly YamlValue[] | { readonly [key: string]: YamlValue | undefined };

const INDENT = '  ';

/** Words of letters and digits, with blanks and what addresses have between them; no colon before a blank. */
const PLAIN = /^[A-Za-z](?:[\w./@()+-]|:(?=[^\s])| (?=[\w./@()+-]))*$/;
/** What plain YAML, of this or of an older version, takes for something else than text. */
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n|inf|nan)$/i;
/** Not printable in YAML, or a line break to some readers and not to others. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be escaped.
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/;
const ESCAPED = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

const quoted = (text: string): string =>
  JSON.stringify(text).replace(ESCAPED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

const scalar = (value: Scalar): string => {
  if (typeof value !== 'string') {
    return String(value);
  }
  return PLAIN.test(value) && !WORDS.test(value) ? value : quoted(value);
};

/** Lines as they are: for text of several lines that a literal block gives back unchanged. */
const literal = (text: string, indent: string): readonly string[] | null => {
  if (!text.includes('\n') || /^\s/.test(text) || UNPRINTABLE.test(text)) {
    return null;
  }
  const ending = text.endsWith('\n') ? (text.endsWith('\n\n') ? '+' : '') : '-';
  const lines = (ending === '-' ? text : text.slice(0, -1)).split('\n');
  return [`|${ending}`, ...lines.map((line) => (line === '' ? '' : `${indent}${line}`))];
};

/** The first line follows a key or a dash. */
const writeValue = (value: YamlValue, indent: string): readonly string[] => {
  if (Array.isArray(value)) {
    return value.length === 0 ? ['[]'] : ['', ...value.flatMap((entry) => writeEntry(entry, indent))];
  }
  if (typeof value === 'object' && value !== null) {
    const lines = writeFields(value, indent);
    return lines.length === 0 ? ['{}'] : ['', ...lines];
  }
  return (typeof value === 'string' ? literal(value, indent) : null) ?? [scalar(value as Scalar)];
};

const writeFields = (fields: object, indent: string): readonly string[] =>
  Object.entries(fields).flatMap(([key, value]: [string, YamlValue | undefined]) => {
    if (value === undefined) {
      return [];
    }
    const [first = '', ...rest] = writeValue(value, `${indent}${INDENT}`);
    return [`${indent}${scalar(key)}:${first === '' ? '' : ` ${first}`}`, ...rest];
  });

const writeEntry = (entry: YamlValue, indent: string): readonly string[] => {
  const [first = '', ...rest] = writeValue(entry, `${indent}${INDENT}`);
  if (first !== '' || rest.length === 0) {
    return [`${indent}- ${first}`, ...rest];
  }
  // A map or a list begins on the line of its dash.
  const [head = '', ...tail] = rest;
  return [`${indent}- ${head.trimStart()}`, ...tail];
};

/** Writes a document whose top is a map. */
export const writeYaml = (document: { readonly [key: string]: YamlValue | undefined }): string =>
  `${writeFields(document, '').join('\n')}\n`;
