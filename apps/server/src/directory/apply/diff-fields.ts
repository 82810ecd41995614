/** The differences between a record as it is and as the file wants it, field by field, in readable text. */
import type { ApplyChange } from '@cordboard/contract/control';

export type FieldChange = ApplyChange['fields'][number];

/** A record as people see it: plain values, lists and nested groups. */
export type FieldView = Readonly<Record<string, unknown>>;

/** Longest text of one value. */
const MAX_TEXT = 300;

const isGroup = (value: unknown): value is FieldView =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const toText = (value: unknown): string | null => {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) {
    return null;
  }
  const text = Array.isArray(value) ? value.map(String).join(', ') : String(value);
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
};

/** The same text may stand for different long values, so these are compared whole. */
const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

const flatten = (view: FieldView, prefix = ''): readonly (readonly [string, unknown])[] =>
  Object.entries(view).flatMap(([key, value]) =>
    isGroup(value) ? flatten(value, `${prefix}${key}.`) : [[`${prefix}${key}`, value] as const],
  );

/** Fields that differ, in the order of `after` and then of what only `before` has. */
export const diffFields = (before: FieldView, after: FieldView): FieldChange[] => {
  const old = new Map(flatten(before));
  const wanted = new Map(flatten(after));
  return [...new Set([...wanted.keys(), ...old.keys()])].flatMap((name) => {
    const [from, to] = [old.get(name), wanted.get(name)];
    return isEqual(from, to) ? [] : [{ name, from: toText(from), to: toText(to) }];
  });
};

/** What is worth showing of a new record: the fields that differ from the defaults. */
export const newFields = (defaults: FieldView, after: FieldView): FieldChange[] =>
  diffFields(defaults, after).flatMap(({ name, to }) => (to === null ? [] : [{ name, from: null, to }]));

/** A secret as a field: whether there is one, never what it is. */
export const secretField = (before: string | null, after: string | null): FieldChange[] => {
  if (before === after) {
    return [];
  }
  const to = after === null ? null : before === null ? 'set' : 'changed';
  return [{ name: 'secret', from: before === null ? null : 'set', to }];
};
