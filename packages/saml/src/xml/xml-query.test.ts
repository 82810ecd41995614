import { describe, expect, it } from 'vitest';
import { errorCode } from '../../test-support/error-code.ts';
import { parseXml } from './parse-xml.ts';
import type { XmlElement } from './xml-node.ts';
import {
  attributeValue,
  childElements,
  childrenNamed,
  collapseWhiteSpace,
  descendants,
  isInside,
  isXmlWhiteSpace,
  onlyChild,
  optionalChild,
  textContent,
  visitElements,
} from './xml-query.ts';

const root = (text: string): XmlElement => parseXml(text).root;
const names = (elements: Iterable<XmlElement>): string[] => [...elements].map(({ name }) => name);

describe('attributeValue', () => {
  it('reads attributes without a namespace only', () => {
    const element = root('<a xmlns:p="urn:p" p:ID="other" Id="x"/>');
    expect(attributeValue(element, 'ID')).toBeUndefined();
    expect(attributeValue(element, 'Id')).toBe('x');
  });
});

describe('children', () => {
  const element = root('<a xmlns:p="urn:p"><p:b/>text<b/><!-- c --><p:b/><c/></a>');

  it('are found by expanded name, in document order', () => {
    expect(names(childElements(element))).toEqual(['p:b', 'b', 'p:b', 'c']);
    expect(names(childrenNamed(element, 'urn:p', 'b'))).toEqual(['p:b', 'p:b']);
    expect(names(childrenNamed(element, '', 'b'))).toEqual(['b']);
  });

  it('of which one is required may be neither absent nor repeated', () => {
    expect(onlyChild(element, '', 'c').name).toBe('c');
    expect(errorCode(() => onlyChild(element, 'urn:p', 'c'))).toBe('xml.structure');
    expect(errorCode(() => onlyChild(element, 'urn:p', 'b'))).toBe('xml.structure');
  });

  it('of which one is optional may be absent, not repeated', () => {
    expect(optionalChild(element, '', 'c')?.name).toBe('c');
    expect(optionalChild(element, '', 'd')).toBeUndefined();
    expect(errorCode(() => optionalChild(element, 'urn:p', 'b'))).toBe('xml.structure');
  });
});

describe('textContent', () => {
  it('gives the text to the character', () => {
    expect(textContent(root('<a> x\u00a0&#13;\n</a>'))).toBe(' x\u00a0\r\n');
    expect(textContent(root('<a/>'))).toBe('');
  });

  it('refuses what would split the text for somebody else', () => {
    expect(errorCode(() => textContent(root('<a>adm<!-- x -->in</a>')))).toBe('xml.comment_in_text');
    expect(errorCode(() => textContent(root('<a><!-- x -->admin</a>')))).toBe('xml.comment_in_text');
    expect(errorCode(() => textContent(root('<a>adm<b/>in</a>')))).toBe('xml.element_in_text');
  });
});

describe('white space', () => {
  it('is collapsed where XML knows it, and nowhere else', () => {
    expect(collapseWhiteSpace('\t a \r\n b\n')).toBe('a b');
    expect(collapseWhiteSpace('\u00a0a\u2003b\u200b')).toBe('\u00a0a\u2003b\u200b');
    expect(collapseWhiteSpace(' \n')).toBe('');
  });

  it('is recognised', () => {
    expect(isXmlWhiteSpace('')).toBe(true);
    expect(isXmlWhiteSpace(' \t\r\n')).toBe(true);
    expect(isXmlWhiteSpace('\u00a0')).toBe(false);
    expect(isXmlWhiteSpace(' x')).toBe(false);
  });
});

describe('descendants', () => {
  const element = root('<a><b><c/><d/></b>x<e/></a>');

  it('come in document order, without the element itself', () => {
    expect(names(descendants(element))).toEqual(['b', 'c', 'd', 'e']);
  });

  it('are visited in the same order, with the element itself', () => {
    const visited: string[] = [];
    visitElements(element, ({ name }) => visited.push(name));
    expect(visited).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('know what they stand in', () => {
    const [b, c, , e] = descendants(element);
    expect(b && c && isInside(c, b)).toBe(true);
    expect(b && isInside(b, b)).toBe(true);
    expect(b && e && isInside(e, b)).toBe(false);
    expect(b && isInside(element, b)).toBe(false);
  });
});
