/**
 * The metamorphic property: a signed message that was edited in any way is refused, or says just what it said before. What
 * breaks it is an edit that lets another identity through, or an error that is none of ours.
 */
import fc from 'fast-check';
import { editOctets, type OctetEdit, octetEdit } from './octet-edits.ts';
import { editQuery, type QueryEdit, queryEdit } from './query-edits.ts';
import type { SignedSubject } from './subjects.ts';
import { editTree, type TreeEdit, treeEdit } from './tree-edits.ts';

export interface EditsOptions {
  readonly seed: number;
  /** How many edited messages are judged. */
  readonly edits: number;
}

export interface BrokenProperty {
  /** The edits, as small as fast-check could make them. */
  readonly edits: string;
  readonly message: Uint8Array;
  readonly reason: string;
}

export interface EditsResult {
  readonly subject: string;
  readonly edits: number;
  /** Edits that changed no octet; nothing was judged. */
  readonly unchanged: number;
  /** Changed, and judged to say the same as before. */
  readonly accepted: number;
  readonly broken: BrokenProperty | undefined;
}

type Edit = { readonly tree: TreeEdit } | { readonly octets: OctetEdit } | { readonly query: QueryEdit };

const apply = (message: Uint8Array, edit: Edit): Uint8Array => {
  if ('octets' in edit) return editOctets(message, edit.octets);
  if ('query' in edit) return Buffer.from(editQuery(Buffer.from(message).toString('latin1'), edit.query), 'latin1');
  return Buffer.from(editTree(Buffer.from(message).toString('utf8'), edit.tree));
};

const onOctets: fc.Arbitrary<Edit> = octetEdit.map((octets) => ({ octets }));
const onTree: fc.Arbitrary<Edit> = treeEdit.map((tree) => ({ tree }));
const onQuery: fc.Arbitrary<Edit> = queryEdit.map((query) => ({ query }));

/** Mostly edits of the structure: single octets are refused early and alike. */
const EDIT_OF: Readonly<Record<SignedSubject['form'], fc.Arbitrary<Edit>>> = {
  xml: fc.oneof({ weight: 3, arbitrary: onTree }, { weight: 1, arbitrary: onOctets }),
  query: fc.oneof({ weight: 3, arbitrary: onQuery }, { weight: 1, arbitrary: onOctets }),
  posted: onOctets,
};

const reasonOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** Judges a subject under so many random edits. */
export const tryEdits = async (subject: SignedSubject, { seed, edits }: EditsOptions): Promise<EditsResult> => {
  const original = Buffer.from(subject.message);
  const genuine = await subject.judge(original);
  if (genuine === undefined) throw new Error(`${subject.name} is refused before any edit`);
  let unchanged = 0;
  let accepted = 0;
  const edited = (list: readonly Edit[]): Uint8Array => list.reduce(apply, original);
  const property = fc.asyncProperty(fc.array(EDIT_OF[subject.form], { minLength: 1, maxLength: 3 }), async (list) => {
    const message = edited(list);
    if (original.equals(message)) {
      unchanged += 1;
      return;
    }
    const identity = await subject.judge(message);
    if (identity === undefined) return;
    if (identity !== genuine) throw new Error(`accepted as\n${identity}\nand not as\n${genuine}`);
    accepted += 1;
  });
  const run = await fc.check(property, { seed, numRuns: edits });
  const list = run.counterexample?.[0];
  return {
    subject: subject.name,
    edits: run.numRuns,
    unchanged,
    accepted,
    broken:
      list === undefined
        ? undefined
        : { edits: JSON.stringify(list), message: edited(list), reason: reasonOf(run.errorInstance) },
  };
};
