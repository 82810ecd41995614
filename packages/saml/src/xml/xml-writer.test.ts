import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorCode } from '../../test-support/error-code.ts';
import { canonicalize, EXCLUSIVE_C14N } from './canonicalize.ts';
import { parseXml } from './parse-xml.ts';
import { attributeValue, textContent } from './xml-query.ts';
import { concatXml, escapeAttribute, escapeText, tag, trustedXml } from './xml-writer.ts';

/** Any text that XML can carry. */
const xmlText = fc
  .string({ unit: 'binary' })
  .map((text) => text.replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''));

describe('escaping', () => {
  it('writes markup as references', () => {
    expect(escapeText('<a> & "b" \r\n')).toBe('&lt;a&gt; &amp; "b" &#xD;\n');
    expect(escapeAttribute('<a> & "b" \t\r\n')).toBe('&lt;a> &amp; &quot;b&quot; &#x9;&#xD;&#xA;');
  });

  it('refuses what no document can carry', () => {
    for (const text of ['\0', '\u0008', '\u001f', '\ufffe', '\uffff', '\ud800', '\udc00x']) {
      expect(errorCode(() => escapeText(text))).toBe('xml.syntax');
      expect(errorCode(() => escapeAttribute(text))).toBe('xml.syntax');
    }
    expect(escapeText('\t\u007f\u0085\ufffd😀')).toBe('\t\u007f\u0085\ufffd😀');
  });

  it('comes back as the same text, and is canonical as written', () => {
    fc.assert(
      fc.property(xmlText, xmlText, (text, value) => {
        const xml = tag('a', { b: value }, escapeText(text === '' ? 'x' : text));
        const { root } = parseXml(xml);
        expect(textContent(root)).toBe(text === '' ? 'x' : text);
        expect(attributeValue(root, 'b')).toBe(value);
        expect(canonicalize(root, { method: EXCLUSIVE_C14N })).toBe(xml);
      }),
    );
  });
});

describe('tag', () => {
  it('writes elements, leaving out what is undefined', () => {
    expect(tag('p:a', { x: '1', y: undefined, 'xmlns:p': 'urn:p' }, tag('b', {}), undefined, escapeText('<'))).toBe(
      '<p:a x="1" xmlns:p="urn:p"><b/>&lt;</p:a>',
    );
    expect(tag('a', {}, concatXml())).toBe('<a/>');
    expect(concatXml(escapeText('&'), undefined, trustedXml('<b/>'))).toBe('&amp;<b/>');
  });

  it('refuses names that would let something else in', () => {
    for (const name of ['', 'a b', 'a>', 'a:b:c', ':a', '1a', 'a="x"', 'a\n']) {
      expect(errorCode(() => tag(name, {}))).toBe('xml.syntax');
      expect(errorCode(() => tag('a', { [name]: 'x' }))).toBe('xml.syntax');
    }
  });
});
