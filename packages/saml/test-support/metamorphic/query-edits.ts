/** Edits of the query of the Redirect binding: of its parameters, of how they are written, of the message inside. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { editTree, type TreeEdit, treeEdit } from './tree-edits.ts';

const QUERY_EDIT_KINDS = [
  'remove',
  'double',
  'swap',
  'rename',
  'valueOfOther',
  'add',
  'addFirst',
  'lowerCaseEscapes',
  'escapeName',
  'unescape',
  'spaces',
  'message',
] as const;

type QueryEditKind = (typeof QUERY_EDIT_KINDS)[number];

export interface QueryEdit {
  readonly kind: QueryEditKind;
  /** Taken modulo the number of parameters. */
  readonly parameter: number;
  readonly other: number;
  readonly message: TreeEdit;
}

interface Place {
  readonly parameters: readonly string[];
  readonly index: number;
  readonly other: number;
  readonly message: TreeEdit;
}

const NAMES = ['SAMLRequest', 'SAMLResponse', 'RelayState', 'SigAlg', 'Signature', 'SAMLEncoding', 'x'] as const;

const valueIn = (parameter: string): string => parameter.slice(parameter.indexOf('=') + 1);
const nameIn = (parameter: string): string => parameter.slice(0, parameter.indexOf('='));

const replaceOne = ({ parameters, index }: Place, change: (parameter: string) => string): string[] =>
  parameters.map((parameter, at) => (at === index ? change(parameter) : parameter));

/** The message inside, edited and packed again; what is no message stays. */
const editMessage = (parameter: string, edit: TreeEdit): string => {
  if (!/^SAML(?:Request|Response)=/.test(parameter)) return parameter;
  try {
    const xml = inflateRawSync(Buffer.from(decodeURIComponent(valueIn(parameter)), 'base64')).toString('utf8');
    const packed = deflateRawSync(Buffer.from(editTree(xml, edit))).toString('base64');
    return `${nameIn(parameter)}=${encodeURIComponent(packed)}`;
  } catch {
    // An edit before this one broke the packing: there is no message to edit.
    return parameter;
  }
};

const EDITS: Readonly<Record<QueryEditKind, (place: Place) => readonly string[]>> = {
  remove: ({ parameters, index }) => parameters.filter((_, at) => at !== index),
  double: ({ parameters, index }) => parameters.flatMap((it, at) => (at === index ? [it, it] : [it])),
  swap: ({ parameters, index, other }) =>
    parameters.map((it, at) =>
      at === index ? (parameters[other] ?? it) : at === other ? (parameters[index] ?? it) : it,
    ),
  rename: (place) => replaceOne(place, (it) => `${NAMES[place.other % NAMES.length]}=${valueIn(it)}`),
  valueOfOther: (place) => replaceOne(place, (it) => `${nameIn(it)}=${valueIn(place.parameters[place.other] ?? '')}`),
  add: ({ parameters, other }) => [...parameters, `${NAMES[other % NAMES.length]}=x`],
  addFirst: ({ parameters, other }) => [`${NAMES[other % NAMES.length]}=x`, ...parameters],
  lowerCaseEscapes: (place) => replaceOne(place, (it) => it.replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase())),
  escapeName: (place) => replaceOne(place, (it) => `%${it.charCodeAt(0).toString(16)}${it.slice(1)}`),
  unescape: (place) => replaceOne(place, (it) => it.replace(/%2B/, '+').replace(/%2F/, '/').replace(/%3D/, '=')),
  spaces: (place) => replaceOne(place, (it) => `${it}%20`),
  message: (place) => place.parameters.map((it) => editMessage(it, place.message)),
};

/** The query after the edit. */
export const editQuery = (query: string, { kind, parameter, other, message }: QueryEdit): string => {
  const parameters = query.split('&');
  const { length } = parameters;
  return EDITS[kind]({ parameters, index: parameter % length, other: other % length, message }).join('&');
};

/** Any edit of a query. */
export const queryEdit: fc.Arbitrary<QueryEdit> = fc.record({
  kind: fc.constantFrom(...QUERY_EDIT_KINDS, 'message' as const, 'message' as const),
  parameter: fc.nat({ max: 63 }),
  other: fc.nat({ max: 63 }),
  message: treeEdit,
});
