import { describe, expect, it } from 'vitest';
import { errorCode } from '../../test-support/error-code.ts';
import { parseXml } from './parse-xml.ts';
import { MESSAGE_LIMITS, METADATA_LIMITS, type XmlElement } from './xml-node.ts';
import { attributeValue, childElements, textContent } from './xml-query.ts';

const code = (input: string | Uint8Array): string => errorCode(() => parseXml(input));
const root = (input: string | Uint8Array): XmlElement => parseXml(input).root;
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];

describe('encoding', () => {
  it('reads UTF-8 octets beyond the basic plane', () => {
    expect(textContent(root(Buffer.from('<a>ü€😀</a>')))).toBe('ü€😀');
  });

  it('allows one byte order mark and no second one', () => {
    expect(code(bytes(0xef, 0xbb, 0xbf, ...ascii('<a/>')))).toBe('accepted');
    expect(code('\ufeff<a/>')).toBe('accepted');
    expect(code(bytes(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, ...ascii('<a/>')))).toBe('xml.syntax');
  });

  it.each([
    ['a lone continuation octet', bytes(...ascii('<a>'), 0x80, ...ascii('</a>'))],
    ['an overlong "<"', bytes(...ascii('<a>'), 0xc0, 0xbc, ...ascii('</a>'))],
    ['an encoded surrogate', bytes(...ascii('<a>'), 0xed, 0xa0, 0x80, ...ascii('</a>'))],
    ['a code point above U+10FFFF', bytes(...ascii('<a>'), 0xf4, 0x90, 0x80, 0x80, ...ascii('</a>'))],
    ['a sequence that ends early', bytes(...ascii('<a>'), 0xe2, 0x82, ...ascii('</a>'))],
    ['UTF-16 with a byte order mark', bytes(0xff, 0xfe, ...Buffer.from('<a/>', 'utf16le'))],
  ])('refuses %s', (_, octets) => {
    expect(code(octets)).toBe('xml.encoding');
  });

  it('refuses a lone surrogate in decoded text', () => {
    expect(code('<a>\ud800</a>')).toBe('xml.encoding');
    expect(code('<a>\ud83d\ude00</a>')).toBe('accepted');
  });
});

describe('XML declaration', () => {
  it.each([
    '<?xml version="1.0"?><a/>',
    "<?xml version='1.0' encoding='utf-8'?>\n<a/>",
    '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?><a/>',
    '<?xml\tversion = "1.0"\r\nencoding="us-ascii"?><a/>',
  ])('accepts %j', (text) => {
    expect(code(text)).toBe('accepted');
  });

  it.each([
    ['<?xml version="1.1"?><a/>', 'xml.encoding'],
    ['<?xml version="1.0" encoding="ISO-8859-1"?><a/>', 'xml.encoding'],
    ['<?xml version="1.0" encoding="UTF-16"?><a/>', 'xml.encoding'],
    ['<?xml version="1.0" encoding="US-ASCII"?><a>é</a>', 'xml.encoding'],
    ['<?xml encoding="UTF-8"?><a/>', 'xml.syntax'],
    ['<?xml version="1.0" standalone="maybe"?><a/>', 'xml.syntax'],
    ['<?xml version="1.0"><a/>', 'xml.syntax'],
    [' <?xml version="1.0"?><a/>', 'xml.processing_instruction'],
    ['<a/><?xml version="1.0"?>', 'xml.processing_instruction'],
  ])('refuses %j', (text, expected) => {
    expect(code(text)).toBe(expected);
  });
});

describe('what two readers could see differently', () => {
  it.each([
    ['a document type', '<!DOCTYPE a><a/>', 'xml.doctype'],
    ['an internal entity', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 'xml.doctype'],
    ['an external entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'xml.doctype'],
    ['a document type after a comment', '<!-- c --><!DOCTYPE a><a/>', 'xml.doctype'],
    ['a markup declaration inside', '<a><!ELEMENT b ANY></a>', 'xml.doctype'],
    ['an undeclared entity', '<a>&e;</a>', 'xml.entity'],
    ['an undeclared entity in an attribute', '<a b="&e;"/>', 'xml.entity'],
    ['a processing instruction in text', '<a>adm<?p x?>in</a>', 'xml.processing_instruction'],
    ['a processing instruction before the root', '<?p x?><a/>', 'xml.processing_instruction'],
    ['a processing instruction after the root', '<a/><?p x?>', 'xml.processing_instruction'],
  ])('refuses %s', (_, text, expected) => {
    expect(code(text)).toBe(expected);
  });

  it.each([
    ['two roots', '<a/><b/>'],
    ['text after the root', '<a/>x'],
    ['a reference after the root', '<a/>&#32;'],
    ['a CDATA section after the root', '<a/><![CDATA[ ]]>'],
    ['text before the root', 'x<a/>'],
    ['a NUL after the root', '<a/>\0'],
    ['nothing', ''],
    ['white space only', ' \n'],
    ['a comment only', '<!-- c -->'],
  ])('refuses %s around the root', (_, text) => {
    expect(code(text)).toBe('xml.syntax');
  });

  it('allows white space and comments around the root', () => {
    expect(root('\n<!-- a -->\r\n<a/> <!----> ').name).toBe('a');
  });
});

describe('tags', () => {
  it.each([
    '<a',
    '<a/',
    '<a>',
    '<a></b>',
    '<ab></a>',
    '<a></ab>',
    '<a><b></a></b>',
    '</a>',
    '<a></a',
    '<a></ a>',
    '< a/>',
    '<a / >',
    '<a/ >',
    '<1/>',
    '<-a/>',
    '<a b/>',
    '<a b=/>',
    '<a b=c/>',
    '<a b="1"c="2"/>',
    '<a b="1" b="2"/>',
    '<a b="<"/>',
    '<a b="1/>',
    '<a b="1\'/>',
    '<a &amp;="1"/>',
    '<a "b"="1"/>',
    '<a x="1\0"/>',
    '<>',
    '<a><',
    '<a><!',
    '<a><!-',
    '<\u00d7/>',
    '<a\u00a0b="1"/>',
  ])('refuses %j', (text) => {
    expect(code(text)).toBe('xml.syntax');
  });

  it.each([
    '<a/>',
    '<a />',
    '<a></a>',
    '<a></a\n>',
    '<a b="1"/>',
    '<a b=\'"\' c=">"/>',
    '<a\tb\n=\r"1" />',
    '<_-.1é·𐐀/>',
  ])('accepts %j', (text) => {
    expect(code(text)).toBe('accepted');
  });

  it('keeps attributes in document order and knows them by name', () => {
    const element = root('<a z="1" b="2"/>');
    expect(element.attributes.map(({ name }) => name)).toEqual(['z', 'b']);
    expect(attributeValue(element, 'b')).toBe('2');
  });

  it('marks where an element stands in the text', () => {
    const { root: outer, text } = parseXml('<?xml version="1.0"?><a> <b x="1" >t</b ></a>');
    const [inner] = childElements(outer);
    expect(inner && text.slice(inner.start, inner.end)).toBe('<b x="1" >t</b >');
    expect(inner && text.slice(inner.contentStart, inner.contentEnd)).toBe('t');
  });
});

describe('text', () => {
  it.each([
    ['references', '<a>&amp;&lt;&gt;&quot;&apos;&#65;&#x42;&#x1F600;</a>', '&<>"\'AB😀'],
    ['CDATA sections', '<a>x<![CDATA[<&>]]>]]<![CDATA[y]]]]></a>', 'x<&>]]y]]'],
    ['line ends', '<a>1\r\n2\r3\n4<![CDATA[\r\n]]></a>', '1\n2\n3\n4\n'],
    ['carriage returns that were meant', '<a>1&#13;\n2&#xD;</a>', '1\r\n2\r'],
    ['a "]]" that ends nothing', '<a>]] ]&gt; ]]&gt;</a>', ']] ]> ]]>'],
    ['leading zeros', '<a>&#x00000000000000000000000000000000041;</a>', 'A'],
  ])('reads %s', (_, text, expected) => {
    expect(textContent(root(text))).toBe(expected);
  });

  it('makes one text node of text and CDATA sections', () => {
    expect(root('<a>x<![CDATA[y]]>z</a>').children).toHaveLength(1);
  });

  it.each([
    '<a>]]></a>',
    '<a>x]]]></a>',
    '<a>&</a>',
    '<a>& </a>',
    '<a>&amp</a>',
    '<a>&#;</a>',
    '<a>&#x;</a>',
    '<a>&#xG;</a>',
    '<a>&#1.;</a>',
    '<a>&#0;</a>',
    '<a>&#x1F;</a>',
    '<a>&#xD800;</a>',
    '<a>&#xFFFE;</a>',
    '<a>&#x110000;</a>',
    '<a>&#99999999999999999999;</a>',
    '<a>&;</a>',
    '<a>\u0001</a>',
    '<a>\u001f</a>',
    '<a>\ufffe</a>',
    '<a>\uffff</a>',
    '<a>\0</a>',
    '<a><![CDATA[\u0001]]></a>',
    '<a><![CDATA[</a>',
    '<a><!-- -- --></a>',
    '<a><!-- \u0001 --></a>',
    '<a><!-- --->x</a>',
    '<a><!--></a>',
    '<a><!-- </a>',
  ])('refuses %j', (text) => {
    expect(code(text)).toBe('xml.syntax');
  });

  it.each([
    '<a>&#x9;&#xA;&#xD;&#x20;</a>',
    '<a>\ud7ff\ue000\ufffd</a>',
    '<a>\u007f\u0085\u2028</a>',
    '<a>&#xD7FF;&#xE000;&#x10FFFF;</a>',
  ])('accepts %j', (text) => {
    expect(code(text)).toBe('accepted');
  });

  it('keeps comments as nodes of their own', () => {
    expect(root('<a>x<!--\r\nc-->y</a>').children.map((node) => [node.kind, 'value' in node && node.value])).toEqual([
      ['text', 'x'],
      ['comment', '\nc'],
      ['text', 'y'],
    ]);
  });

  it('normalizes white space of attribute values, but not what was written as a reference', () => {
    expect(attributeValue(root('<a b=" x\ty\r\nz\n&#9;&#10;&#13;&#x20; "/>'), 'b')).toBe(' x y z \t\n\r  ');
  });
});

describe('namespaces', () => {
  it('binds elements and attributes, and the default namespace to elements only', () => {
    const element = root('<p:a xmlns:p="urn:p" xmlns="urn:d" p:x="1" y="2"><b xmlns=""/></p:a>');
    expect(element.namespaceUri).toBe('urn:p');
    expect(element.attributes.map(({ namespaceUri }) => namespaceUri)).toEqual(['urn:p', '']);
    expect(childElements(element).map(({ namespaceUri }) => namespaceUri)).toEqual(['']);
  });

  it('uses a declaration that follows the attribute, and forgets it after the element', () => {
    expect(root('<a p:x="1" xmlns:p="urn:p"/>').attributes[0]?.namespaceUri).toBe('urn:p');
    expect(code('<a><b xmlns:p="urn:p"/><p:c/></a>')).toBe('xml.namespace');
    expect(code('<a><b xmlns:p="urn:p"></b><p:c/></a>')).toBe('xml.namespace');
  });

  it('restores what an inner declaration hid', () => {
    const [, second] = childElements(root('<a xmlns:p="urn:1"><p:b xmlns:p="urn:2"/><p:b/></a>'));
    expect(second?.namespaceUri).toBe('urn:1');
  });

  it.each([
    ['an undeclared prefix', '<p:a/>'],
    ['an undeclared prefix of an attribute', '<a p:b="1"/>'],
    ['a prefix that is undeclared again', '<a xmlns:p="urn:p"><b xmlns:p=""/></a>'],
    ['a declaration of xmlns', '<a xmlns:xmlns="urn:p"/>'],
    ['a prefix for the namespace of xmlns', '<a xmlns:p="http://www.w3.org/2000/xmlns/"/>'],
    ['a prefix for the namespace of xml', '<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>'],
    ['the namespace of xml as default', '<a xmlns="http://www.w3.org/XML/1998/namespace"/>'],
    ['another namespace for xml', '<a xmlns:xml="urn:p"/>'],
    ['an element with the prefix xmlns', '<xmlns:a/>'],
    ['a name with two colons', '<a xmlns:p="urn:p"><p:b:c/></a>'],
    ['an empty prefix', '<:a/>'],
    ['an empty local name', '<a xmlns:p="urn:p"><p:/></a>'],
    ['a local name that begins with a digit', '<a xmlns:p="urn:p"><p:1/></a>'],
    ['a prefix declared twice', '<a xmlns:p="urn:p" xmlns:p="urn:p"/>'],
  ])('refuses %s', (_, text) => {
    expect(code(text)).toBe('xml.namespace');
  });

  it('accepts the one declaration of xml that says what is so anyway', () => {
    expect(code('<a xmlns:xml="http://www.w3.org/XML/1998/namespace" xml:lang="en"/>')).toBe('accepted');
  });

  it('refuses two attributes of one expanded name', () => {
    expect(code('<a xmlns:p="urn:1" xmlns:q="urn:1" p:b="1" q:b="2"/>')).toBe('xml.syntax');
    expect(code('<a xmlns:p="urn:1" xmlns:q="urn:2" p:b="1" q:b="2" b="3"/>')).toBe('accepted');
    const many = Array.from({ length: 20 }, (_, index) => `b${index}="1"`).join(' ');
    expect(code(`<a ${many} b7="1"/>`)).toBe('xml.syntax');
    expect(code(`<a ${many} b20="1"/>`)).toBe('accepted');
  });

  it('refuses namespace names that are no absolute URIs', () => {
    expect(code('<a xmlns="relative"/>')).toBe('xml.namespace_uri');
    expect(code('<a xmlns:p="http://x y"/>')).toBe('xml.namespace_uri');
  });
});

describe('limits', () => {
  const withLimits = (text: string, limits: Partial<typeof MESSAGE_LIMITS>): string =>
    errorCode(() => parseXml(text, { limits: { ...MESSAGE_LIMITS, ...limits } }));
  const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);

  it('counts octets, not characters', () => {
    expect(withLimits('<a>éé</a>', { maxBytes: 11 })).toBe('accepted');
    expect(withLimits('<a>éé</a>', { maxBytes: 10 })).toBe('message.too_large');
    expect(errorCode(() => parseXml(Buffer.alloc(256 * 1024 + 1, 0x20)))).toBe('message.too_large');
  });

  it('allows 64 levels', () => {
    expect(code(nested(64))).toBe('accepted');
    expect(code(nested(65))).toBe('xml.depth');
    expect(withLimits('<a><b/></a>', { maxDepth: 1 })).toBe('xml.depth');
  });

  it('does not overflow the stack at any depth that limits allow', () => {
    expect(withLimits(nested(20_000), { maxDepth: 20_000 })).toBe('accepted');
  });

  it('allows 20,000 elements in a message, and more in metadata', () => {
    const siblings = (count: number): string => `<a>${'<b/>'.repeat(count - 1)}</a>`;
    expect(code(siblings(20_000))).toBe('accepted');
    expect(code(siblings(20_001))).toBe('xml.element_count');
    expect(errorCode(() => parseXml(siblings(20_001), { limits: METADATA_LIMITS }))).toBe('accepted');
    expect(withLimits('<a><b/>text<!-- no element --></a>', { maxElements: 2 })).toBe('accepted');
    expect(withLimits('<a><b/>text<c/></a>', { maxElements: 2 })).toBe('xml.element_count');
  });

  it('allows 64 attributes', () => {
    const attributes = (count: number): string => Array.from({ length: count }, (_, index) => ` a${index}=""`).join('');
    expect(code(`<a${attributes(64)}/>`)).toBe('accepted');
    expect(code(`<a${attributes(65)}/>`)).toBe('xml.attribute_count');
  });

  it('allows 32 namespace declarations', () => {
    const declarations = (count: number): string =>
      Array.from({ length: count }, (_, index) => ` xmlns:p${index}="urn:x"`).join('');
    expect(code(`<a${declarations(32)}/>`)).toBe('accepted');
    expect(code(`<a${declarations(33)}/>`)).toBe('xml.namespace_count');
  });
});

describe('content that stands in for an element', () => {
  const outer = root('<p:a xmlns:p="urn:p" xmlns="urn:d"><p:b/></p:a>');

  it('is parsed with the namespaces of the place where it stands', () => {
    const { root: inner } = parseXml('<p:c><d/></p:c>', { parent: outer });
    expect(inner.namespaceUri).toBe('urn:p');
    expect(childElements(inner)[0]?.namespaceUri).toBe('urn:d');
    expect(inner.parent).toBe(outer);
    expect(code('<p:c/>')).toBe('xml.namespace');
  });

  it('counts the levels above it', () => {
    const limits = { ...MESSAGE_LIMITS, maxDepth: 2 };
    expect(errorCode(() => parseXml('<c/>', { parent: outer, limits }))).toBe('accepted');
    expect(errorCode(() => parseXml('<c><d/></c>', { parent: outer, limits }))).toBe('xml.depth');
  });

  it('leaves the document around it as it was', () => {
    const before = outer.children.length;
    parseXml('<c/>', { parent: outer });
    expect(outer.children).toHaveLength(before);
  });
});

it('says what it expected and quotes what it found', () => {
  expect(() => parseXml('<a><b></a>')).toThrowError(
    expect.objectContaining({ code: 'xml.syntax', expected: '</b>', received: '"</a>" at offset 6' }),
  );
});

it('tells apart names that begin alike', () => {
  // These two share a slot of the name table.
  expect(childElements(root('<a><abb/></a>'))[0]?.name).toBe('abb');
  expect(code('<a></abb>')).toBe('xml.syntax');
});

it.each(['a', 'ab', 'p:a', 'é', '\u{10400}', '\u{10400}a', 'a\u{10400}', 'Signature'])(
  'ends <%s> with that name only, and with all of it',
  (name) => {
    const document = (end: string): string => `<r xmlns:p="urn:p" xmlns:q="urn:p"><${name}></${end}></r>`;
    for (const end of [name, `${name} `, `${name}\r\n`]) expect(code(document(end))).toBe('accepted');
    const [last = ''] = [...name].slice(-1);
    const others = ['\u{10401}', 'x', `${last}${last}`, `${last}x`, `${last}:x`, `${last}\0`, `${last}/`, '', ' '];
    for (const other of others) expect(code(document(name.slice(0, -last.length) + other))).not.toBe('accepted');
    for (const other of [`q:${name}`, ` ${name}`, 'r', 'q:a']) expect(code(document(other))).not.toBe('accepted');
  },
);

it('sees nothing of the document that was read before', () => {
  expect(code('<a></a>')).toBe('accepted');
  expect(code('<a></a')).toBe('xml.syntax');
  expect(code('<a/>')).toBe('accepted');
  expect(code('<a/')).toBe('xml.syntax');
});

it('parses again after a refusal, and while nothing else is read', () => {
  expect(code('<a')).toBe('xml.syntax');
  expect(textContent(root('<a>again</a>'))).toBe('again');
  expect(textContent(root(`<a>${'x'.repeat(100_000)}</a>`))).toHaveLength(100_000);
});
