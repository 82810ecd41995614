import { describe, expect, it } from 'vitest';
import { errorCode } from '../../test-support/error-code.ts';
import { type Random, randomDocument, seededRandom } from '../../test-support/random-xml.ts';
import { type C14nMethod, canonicalize, canonicalizeNested, EXCLUSIVE_C14N } from './canonicalize.ts';
import { parseXml } from './parse-xml.ts';
import { MESSAGE_LIMITS, type XmlDocument, type XmlElement } from './xml-node.ts';
import { childElements, descendants, isInside } from './xml-query.ts';

const INCLUSIVE: C14nMethod = { kind: 'inclusive', comments: false, inclusivePrefixes: [] };
const INCLUSIVE11: C14nMethod = { ...INCLUSIVE, kind: 'inclusive11' };
const WITH_COMMENTS: C14nMethod = { ...EXCLUSIVE_C14N, comments: true };

const exclusive = (text: string, ...inclusivePrefixes: string[]): string =>
  canonicalize(parseXml(text).root, { method: { ...EXCLUSIVE_C14N, inclusivePrefixes } });

function child(text: string, ...path: number[]): XmlElement {
  let element = parseXml(text).root;
  for (const index of path) {
    const next = childElements(element)[index];
    if (next === undefined) throw new Error(`no child ${index} in ${element.name}`);
    element = next;
  }
  return element;
}

/** A random document without the name clashes that the generator makes now and then. */
function randomTree(random: Random): XmlDocument {
  for (;;) {
    const text = randomDocument(random);
    if (errorCode(() => parseXml(text)) === 'accepted') return parseXml(text);
  }
}

describe('spelling (Canonical XML 1.0 §2.3)', () => {
  it.each([
    ['empty elements', '<a/>', '<a></a>'],
    ['white space in tags', '<a  b = "1"\n></a\t>', '<a b="1"></a>'],
    ['two spaces before an attribute', '<a  b="1"/>', '<a b="1"></a>'],
    ['a tab before an attribute', '<a\tb="1"/>', '<a b="1"></a>'],
    ['space before an equals sign', '<a b ="1"/>', '<a b="1"></a>'],
    ['space after an equals sign', '<a b= "1"/>', '<a b="1"></a>'],
    ['two spaces before a declaration', '<p:a  xmlns:p="urn:p"/>', '<p:a xmlns:p="urn:p"></p:a>'],
    ['single quotes', `<a b='"'/>`, '<a b="&quot;"></a>'],
    ['attribute order', '<a b="1" a="2"/>', '<a a="2" b="1"></a>'],
    [
      'order of namespaced attributes',
      '<a xmlns:y="urn:1" xmlns:x="urn:2" x:a="1" y:b="2" c="3"/>',
      '<a xmlns:x="urn:2" xmlns:y="urn:1" c="3" y:b="2" x:a="1"></a>',
    ],
    ['declarations behind attributes', '<p:a b="1" xmlns:p="urn:p"/>', '<p:a xmlns:p="urn:p" b="1"></p:a>'],
    [
      'the default namespace first',
      '<a p:b="1" xmlns:p="urn:p" xmlns="urn:d"/>',
      '<a xmlns="urn:d" xmlns:p="urn:p" p:b="1"></a>',
    ],
    [
      'references in text',
      '<a>&#65;&quot;&apos;&gt;&lt;&amp;&#13;&#xD;&#x9;</a>',
      '<a>A"\'&gt;&lt;&amp;&#xD;&#xD;\t</a>',
    ],
    ['a bare ">"', '<a>></a>', '<a>&gt;</a>'],
    ['line ends', '<a>\r\n\r</a>', '<a>\n\n</a>'],
    ['CDATA sections', '<a><![CDATA[<&]]></a>', '<a>&lt;&amp;</a>'],
    [
      'references in attributes',
      '<a b="&#65;&gt;&lt;&amp;&quot;&apos;&#9;&#10;&#13;"/>',
      '<a b="A>&lt;&amp;&quot;\'&#x9;&#xA;&#xD;"></a>',
    ],
    ['white space in attributes', '<a b="\t\n x"/>', '<a b="   x"></a>'],
    ['ampersands in namespace names', '<a xmlns="urn:a?b&#38;c"/>', '<a xmlns="urn:a?b&amp;c"></a>'],
    ['comments', '<a>x<!-- c -->y</a>', '<a>xy</a>'],
    ['the XML declaration and what is around the root', '<?xml version="1.0"?><!-- c -->\n<a></a>\n', '<a></a>'],
  ])('normalizes %s', (_, text, expected) => {
    expect(exclusive(text)).toBe(expected);
  });

  it('keeps text that is canonical already', () => {
    const text = '<p:a xmlns:p="urn:p" b="1" c="&amp;&#xA;">x &amp; &#xD;\n<d>ü😀</d></p:a>';
    expect(exclusive(text)).toBe(text);
  });

  it('orders by code point, which is not the order of UTF-16 units', () => {
    expect(exclusive('<a 𐐀="1" 豈="2"/>')).toBe('<a 豈="2" 𐐀="1"></a>');
    expect(exclusive('<a xmlns:𐐀="urn:1" xmlns:豈="urn:2" 𐐀:x="" 豈:x=""/>')).toBe(
      '<a xmlns:豈="urn:2" xmlns:𐐀="urn:1" 𐐀:x="" 豈:x=""></a>',
    );
  });

  it('writes comments where the method has them', () => {
    const { root } = parseXml('<!-- out --><a>x<!--\r\nc--><b/></a>');
    expect(canonicalize(root, { method: WITH_COMMENTS })).toBe('<a>x<!--\nc--><b></b></a>');
  });
});

describe('exclusive namespaces (exc-c14n §3)', () => {
  const MESSAGE =
    '<p:r xmlns:p="urn:p" xmlns:s="urn:s" xmlns:xs="urn:xs" xmlns="urn:d"><s:a><s:v xmlns:i="urn:i" i:type="xs:string"/><p:q/></s:a><n/></p:r>';

  it('writes a declaration where it is first used, and only there', () => {
    expect(canonicalize(child(MESSAGE), { method: EXCLUSIVE_C14N })).toBe(
      '<p:r xmlns:p="urn:p"><s:a xmlns:s="urn:s"><s:v xmlns:i="urn:i" i:type="xs:string"></s:v><p:q></p:q></s:a><n xmlns="urn:d"></n></p:r>',
    );
    expect(canonicalize(child(MESSAGE, 0), { method: EXCLUSIVE_C14N })).toBe(
      '<s:a xmlns:s="urn:s"><s:v xmlns:i="urn:i" i:type="xs:string"></s:v><p:q xmlns:p="urn:p"></p:q></s:a>',
    );
  });

  it('treats prefixes of the PrefixList as the inclusive method would', () => {
    expect(
      canonicalize(child(MESSAGE, 0, 0), { method: { ...EXCLUSIVE_C14N, inclusivePrefixes: ['xs', 'absent'] } }),
    ).toBe('<s:v xmlns:i="urn:i" xmlns:s="urn:s" xmlns:xs="urn:xs" i:type="xs:string"></s:v>');
    expect(canonicalize(child(MESSAGE, 0, 1), { method: { ...EXCLUSIVE_C14N, inclusivePrefixes: ['#default'] } })).toBe(
      '<p:q xmlns="urn:d" xmlns:p="urn:p"></p:q>',
    );
  });

  it('writes a declaration of the PrefixList again where it changes below the apex', () => {
    expect(exclusive('<a xmlns:x="urn:1"><b xmlns:x="urn:1"/><b xmlns:x="urn:2"/></a>', 'x')).toBe(
      '<a xmlns:x="urn:1"><b></b><b xmlns:x="urn:2"></b></a>',
    );
  });

  it('undeclares the default namespace where that is visible', () => {
    expect(exclusive('<a xmlns="urn:d"><b xmlns=""><c/></b></a>')).toBe('<a xmlns="urn:d"><b xmlns=""><c></c></b></a>');
    expect(exclusive('<a xmlns=""><b/></a>')).toBe('<a><b></b></a>');
    expect(canonicalize(child('<a xmlns="urn:d"><b xmlns=""/></a>', 0), { method: EXCLUSIVE_C14N })).toBe('<b></b>');
  });

  it('never declares the prefix xml', () => {
    expect(exclusive('<a xmlns:xml="http://www.w3.org/XML/1998/namespace" xml:lang="en"/>', 'xml')).toBe(
      '<a xml:lang="en"></a>',
    );
  });

  it('inherits no xml: attributes', () => {
    expect(canonicalize(child('<a xml:lang="en"><b/></a>', 0), { method: EXCLUSIVE_C14N })).toBe('<b></b>');
  });
});

describe('inclusive methods (Canonical XML 1.0 and 1.1 §2.4)', () => {
  const DOCUMENT =
    '<a xmlns:p="urn:p" xmlns="urn:d" xml:lang="en" xml:space="preserve" xml:id="i" xml:foo="f"><b xmlns:q="urn:q" xml:lang="de"><c/></b></a>';

  it('give the apex all namespaces in scope', () => {
    expect(
      canonicalize(child('<a xmlns:p="urn:p" xmlns="urn:d"><b xmlns=""><c xmlns:q="urn:q"/></b></a>', 0), {
        method: INCLUSIVE,
      }),
    ).toBe('<b xmlns:p="urn:p"><c xmlns:q="urn:q"></c></b>');
  });

  it('1.0 gives it all xml: attributes of the nearest ancestors', () => {
    expect(canonicalize(child(DOCUMENT, 0, 0), { method: INCLUSIVE })).toBe(
      '<c xmlns="urn:d" xmlns:p="urn:p" xmlns:q="urn:q" xml:foo="f" xml:id="i" xml:lang="de" xml:space="preserve"></c>',
    );
  });

  it('1.1 gives it xml:lang and xml:space only', () => {
    expect(canonicalize(child(DOCUMENT, 0, 0), { method: INCLUSIVE11 })).toBe(
      '<c xmlns="urn:d" xmlns:p="urn:p" xmlns:q="urn:q" xml:lang="de" xml:space="preserve"></c>',
    );
  });

  it('keep what the apex says itself', () => {
    expect(canonicalize(child('<a xml:lang="en"><b xml:lang="fr" c="1"/></a>', 0), { method: INCLUSIVE })).toBe(
      '<b c="1" xml:lang="fr"></b>',
    );
  });

  it('1.1 refuses an xml:base outside of the apex, which it would have to join', () => {
    const code = (text: string, method: C14nMethod): string =>
      errorCode(() => canonicalize(child(text, 0), { method }));
    expect(code('<a xml:base="http://x.example/"><b/></a>', INCLUSIVE11)).toBe('xml.canonicalization');
    expect(code('<a><b xml:base="http://x.example/"/></a>', INCLUSIVE11)).toBe('accepted');
    expect(code('<a xml:base="http://x.example/"><b/></a>', INCLUSIVE)).toBe('accepted');
  });

  it('writes a declaration again only where it changes', () => {
    const { root } = parseXml(
      '<a xmlns="urn:d" xmlns:p="urn:p"><b xmlns="urn:d" xmlns:p="urn:q"><c xmlns=""/></b></a>',
    );
    expect(canonicalize(root, { method: INCLUSIVE })).toBe(
      '<a xmlns="urn:d" xmlns:p="urn:p"><b xmlns:p="urn:q"><c xmlns=""></c></b></a>',
    );
  });
});

describe('leaving an element out', () => {
  it('keeps the text around it', () => {
    const { root } = parseXml('<a>\n <s><b/></s>\n <c/></a>');
    const [omit] = childElements(root);
    expect(canonicalize(root, { method: EXCLUSIVE_C14N, omit })).toBe('<a>\n \n <c></c></a>');
  });

  it('is the same as if it had never been written', () => {
    const random = seededRandom(5);
    let compared = 0;
    for (let index = 0; index < 300; index += 1) {
      const { root, text } = randomTree(random);
      for (const omit of descendants(root)) {
        const without = parseXml(text.slice(0, omit.start) + text.slice(omit.end)).root;
        for (const method of [EXCLUSIVE_C14N, INCLUSIVE, WITH_COMMENTS]) {
          expect(canonicalize(root, { method, omit })).toBe(canonicalize(without, { method }));
          compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });
});

describe('two canonical forms in one pass', () => {
  it('are those that are made one by one', () => {
    const random = seededRandom(9);
    let shared = 0;
    let alone = 0;
    for (let index = 0; index < 400; index += 1) {
      const { root } = randomTree(random);
      for (const element of descendants(root)) {
        const [omit] = childElements(element);
        const [outerOmit] = childElements(root).filter((child) => !isInside(element, child));
        if (omit === undefined || outerOmit === undefined) continue;
        const { text, partText } = canonicalizeNested(root, outerOmit, { element, omit });
        expect(text).toBe(canonicalize(root, { method: EXCLUSIVE_C14N, omit: outerOmit }));
        if (partText === undefined) alone += 1;
        else expect(partText).toBe(canonicalize(element, { method: EXCLUSIVE_C14N, omit }));
        shared += partText === undefined ? 0 : 1;
      }
    }
    expect(shared).toBeGreaterThan(100);
    expect(alone).toBeGreaterThan(50);
  });

  const nested = (xml: string): string | undefined => {
    const { root } = parseXml(xml);
    const [outerOmit, element] = childElements(root);
    const [omit] = element === undefined ? [] : childElements(element);
    if (outerOmit === undefined || element === undefined || omit === undefined) throw new Error('not such a document');
    return canonicalizeNested(root, outerOmit, { element, omit }).partText;
  };

  it('cuts the part out, and out of it what it leaves out', () => {
    expect(nested('<r xmlns="urn:r"><s/><p:a xmlns:p="urn:p"> <p:s/>b</p:a></r>')).toBe(
      '<p:a xmlns:p="urn:p"> b</p:a>',
    );
  });

  it.each([
    ['uses a declaration from outside', '<p:r xmlns:p="urn:p"><s/><p:a><s/></p:a></p:r>'],
    ['uses one deep inside', '<p:r xmlns:p="urn:p"><s/><a><s/><b p:c=""/></a></p:r>'],
    ['undeclares the default namespace', '<r xmlns="urn:r"><s/><a xmlns=""><s/></a></r>'],
  ])('gives no part that %s', (_name, xml) => {
    expect(nested(xml)).toBeUndefined();
  });

  it('gives no part that would be refused alone for its length', () => {
    // Each sibling is written with its declaration, which makes 2,022 characters of it.
    const siblings = '<p:b/>'.repeat(30);
    const part = (padding: number): string =>
      `<a xmlns:p="urn:${'u'.repeat(1996)}"><s/>${siblings}${'x'.repeat(padding)}</a>`;
    const whole = (padding: number): string => `<r><s/>${part(padding)}${'y'.repeat(20_000)}</r>`;
    expect(nested(whole(4869))).toHaveLength(64 * 1024);
    expect(nested(whole(4870))).toBeUndefined();
  });
});

it('is its own canonical form', () => {
  const random = seededRandom(6);
  for (let index = 0; index < 500; index += 1) {
    const { root } = randomTree(random);
    const once = canonicalize(root, { method: WITH_COMMENTS });
    expect(canonicalize(parseXml(once).root, { method: WITH_COMMENTS })).toBe(once);
  }
});

it('takes the namespaces of the place where decrypted content stands', () => {
  const { root: outer } = parseXml('<p:a xmlns:p="urn:p" xmlns="urn:d" xml:lang="en"/>');
  const { root: inner } = parseXml('<p:b><c/></p:b>', { parent: outer });
  expect(canonicalize(inner, { method: EXCLUSIVE_C14N })).toBe('<p:b xmlns:p="urn:p"><c xmlns="urn:d"></c></p:b>');
  expect(canonicalize(inner, { method: INCLUSIVE })).toBe(
    '<p:b xmlns="urn:d" xmlns:p="urn:p" xml:lang="en"><c></c></p:b>',
  );
});

it('does not overflow the stack', () => {
  const depth = 20_000;
  const text = '<a>'.repeat(depth) + '</a>'.repeat(depth);
  const { root } = parseXml(text, { limits: { ...MESSAGE_LIMITS, maxBytes: 1e6, maxDepth: depth } });
  expect(canonicalize(root, { method: EXCLUSIVE_C14N })).toBe(text);
});

describe('the length of a canonical form', () => {
  const LONG = `urn:${'x'.repeat(996)}`;
  /** Each `<n:b/>` of seven characters becomes one with a declaration of 1,000. */
  const amplifying = (count: number): string => `<r xmlns:n="${LONG}"><a>${'<n:b/>'.repeat(count)}</a></r>`;
  const formOf = (element: XmlElement, maxLength?: number): string =>
    canonicalize(element, { method: EXCLUSIVE_C14N, maxLength });

  it('may be many times that of a short source', () => {
    expect(formOf(child(amplifying(60), 0)).length).toBeGreaterThan(60_000);
  });

  it('is bounded by that of the source, so that a long URI cannot be written for every sibling', () => {
    expect(errorCode(() => formOf(child(amplifying(70), 0)))).toBe('xml.canonicalization');
    expect(errorCode(() => formOf(child(amplifying(15_000), 0)))).toBe('xml.canonicalization');
  });

  it('may be eight times that of a long source', () => {
    const escaped = (tail: string): string => `<r>${'\r'.repeat(20_000)}<![CDATA[${'&'.repeat(20_000)}]]>${tail}</r>`;
    expect(formOf(parseXml(escaped('')).root).length).toBeGreaterThan(100_000);
  });

  it('is refused while it is written, not afterwards', () => {
    const element = child(amplifying(15_000), 0);
    let read = 0;
    const children = new Proxy(element.children, {
      get: (target, key) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) read += 1;
        return Reflect.get(target, key);
      },
    });
    expect(errorCode(() => formOf({ ...element, children }))).toBe('xml.canonicalization');
    expect(read).toBeLessThan(2000);
  });

  it('can be bounded by the caller, to the character', () => {
    const { root } = parseXml('<a b="1">text</a>');
    expect(formOf(root, 17)).toBe('<a b="1">text</a>');
    expect(errorCode(() => formOf(root, 16))).toBe('xml.canonicalization');
  });
});
