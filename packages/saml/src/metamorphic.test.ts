/**
 * Any edit of a signed message is refused or gives the identical identity. Here a few edits of each message;
 * `npm run test:metamorphic` makes as many as are asked for.
 */
import { describe, expect, it } from 'vitest';
import { editOctets } from '../test-support/metamorphic/octet-edits.ts';
import { editQuery } from '../test-support/metamorphic/query-edits.ts';
import { type SignedSubject, signedSubjects } from '../test-support/metamorphic/subjects.ts';
import { editTree, TREE_EDIT_KINDS, type TreeEdit } from '../test-support/metamorphic/tree-edits.ts';
import { tryEdits } from '../test-support/metamorphic/try-edits.ts';
import { peekResponse } from './messages/peek-response.ts';
import { parseXml } from './xml/parse-xml.ts';

const SEED = 20_261_126;
const subjects = await signedSubjects();

describe('an edited message that was signed', () => {
  it.each(subjects.map((subject) => [subject.name, subject] as const))(
    'is refused or says the same: %s',
    async (_, subject) => {
      const result = await tryEdits(subject, { seed: SEED, edits: 150 });
      expect(result.broken).toBeUndefined();
      expect(result.edits).toBe(150);
      expect(result.accepted + result.unchanged).toBeLessThan(75);
    },
  );
});

describe('the search for an edit that is let through', () => {
  const [genuine] = subjects;
  const judgedBy = (judge: (message: Uint8Array) => string | undefined): SignedSubject => ({
    name: 'a careless judge',
    form: 'xml',
    message: genuine?.message ?? '',
    judge: async (message) => judge(message),
  });

  it('finds a judge that reads what it did not verify', async () => {
    const careless = judgedBy((message) => {
      try {
        return JSON.stringify(peekResponse(parseXml(message)));
      } catch {
        return undefined;
      }
    });
    const { broken } = await tryEdits(careless, { seed: SEED, edits: 300 });
    expect(broken?.reason).toContain('accepted as');
    expect(broken?.edits).toMatch(/"tree"|"octets"/);
    expect(Buffer.from(broken?.message ?? []).toString()).not.toBe(genuine?.message);
  });

  it('finds an error that is none of ours', async () => {
    const original = Buffer.from(genuine?.message ?? '');
    const careless = judgedBy((message) => {
      if (original.equals(message)) return 'genuine';
      throw new TypeError('nothing there');
    });
    const { broken } = await tryEdits(careless, { seed: SEED, edits: 20 });
    expect(broken?.reason).toContain('nothing there');
  });

  it('does not begin with a message that is refused', async () => {
    await expect(
      tryEdits(
        judgedBy(() => undefined),
        { seed: SEED, edits: 1 },
      ),
    ).rejects.toThrow('before any edit');
  });
});

describe('an edit', () => {
  const XML = '<r ID="1"><a b="c">t</a><d/></r>';
  const edit = (kind: TreeEdit['kind'], numbers: Partial<TreeEdit> = {}): string =>
    editTree(XML, { kind, element: 1, other: 2, word: 0, ...numbers });

  it.each<[TreeEdit['kind'], Partial<TreeEdit>, string]>([
    ['remove', {}, '<r ID="1"><d/></r>'],
    ['copy', {}, '<r ID="1"><a b="c">t</a><a b="c">t</a><d/></r>'],
    ['move', { element: 2, other: 1 }, '<r ID="1"><d/><a b="c">t</a></r>'],
    ['swap', {}, '<r ID="1"><d/><a b="c">t</a></r>'],
    ['unwrap', {}, '<r ID="1">t<d/></r>'],
    ['wrap', { word: 7 }, '<r ID="1"><x ><a b="c">t</a></x><d/></r>'],
    ['evilBeside', { element: 0, word: 1 }, '<r ID="1"><a b="c">t</a><d/><r ID="_evil"><a b="c">t</a><d/></r></r>'],
    ['text', { word: 1 }, '<r ID="1"><a b="c"></a><d/></r>'],
    ['textInside', { other: 0, word: 4 }, '<r ID="1"><a b="c"><!---->t</a><d/></r>'],
    ['textOf', {}, '<r ID="1"><a b="c"></a><d/></r>'],
    ['addAttribute', {}, '<r ID="1"><a ID="_evil" b="c">t</a><d/></r>'],
    ['removeAttribute', {}, '<r ID="1"><a>t</a><d/></r>'],
    ['attributeValue', { word: 1 }, '<r ID="1"><a b="">t</a><d/></r>'],
    ['spaceInAttribute', {}, '<r ID="1"><a\n  b =\t"c">t</a><d/></r>'],
    ['idOfOther', { element: 0 }, '<r ID="_evil"><a b="c">t</a><d/></r>'],
    ['rename', { word: 7 }, '<r ID="1"><x b="c">t</x><d/></r>'],
    ['nameOfOther', {}, '<r ID="1"><d b="c">t</d><d/></r>'],
    ['reprefix', { word: 1 }, '<r ID="1"><x:a b="c">t</x:a><d/></r>'],
  ])('of the tree: %s', (kind, numbers, expected) => {
    expect(edit(kind, numbers)).toBe(expected);
  });

  it.each(TREE_EDIT_KINDS)('of the tree changes a real message: %s', (kind) => {
    const message = subjects[2]?.message ?? '';
    const texts = Array.from({ length: 60 }, (_, index) =>
      editTree(message, { kind, element: index, other: index * 7 + 3, word: index }),
    );
    expect(new Set(texts).size).toBeGreaterThan(1);
  });

  it('of the tree leaves alone what is no document', () => {
    expect(editTree('<a', { kind: 'remove', element: 0, other: 0, word: 0 })).toBe('<a');
  });

  it.each([
    ['flip', 'abb'],
    ['replace', 'abA'],
    ['insert', 'abAc'],
    ['remove', 'ab'],
    ['double', 'abcc'],
    ['cut', 'ab'],
  ] as const)('of octets: %s', (kind, expected) => {
    const octet = kind === 'flip' ? 0 : 0x41;
    const result = editOctets(Buffer.from('abc'), { kind, at: 5, length: 1, octet });
    expect(Buffer.from(result).toString()).toBe(expected);
  });

  it('of octets does with none', () => {
    expect(editOctets(new Uint8Array(), { kind: 'insert', at: 5, length: 1, octet: 0x41 })).toEqual(Buffer.from('A'));
  });

  const message: TreeEdit = { kind: 'text', element: 1, other: 0, word: 0 };
  it.each([
    ['remove', 'b=2'],
    ['double', 'a=%2B1&a=%2B1&b=2'],
    ['swap', 'b=2&a=%2B1'],
    ['rename', 'SAMLResponse=%2B1&b=2'],
    ['valueOfOther', 'a=2&b=2'],
    ['add', 'a=%2B1&b=2&SAMLResponse=x'],
    ['addFirst', 'SAMLResponse=x&a=%2B1&b=2'],
    ['lowerCaseEscapes', 'a=%2b1&b=2'],
    ['escapeName', '%61=%2B1&b=2'],
    ['unescape', 'a=+1&b=2'],
    ['spaces', 'a=%2B1%20&b=2'],
    ['message', 'a=%2B1&b=2'],
  ] as const)('of a query: %s', (kind, expected) => {
    expect(editQuery('a=%2B1&b=2', { kind, parameter: 0, other: 1, message })).toBe(expected);
  });

  it('of the message in a query packs it again', async () => {
    const subject = subjects.find(({ name }) => name === 'LogoutRequest, redirected');
    const query = editQuery(subject?.message ?? '', { kind: 'message', parameter: 0, other: 0, message });
    expect(query).toMatch(/^SAMLRequest=[^&]+&RelayState=/);
    expect(query).not.toBe(subject?.message);
    expect(await subject?.judge(Buffer.from(query))).toBeUndefined();
  });
});
