import { describe, expect, it } from 'vitest';
import { errorCode } from '../../test-support/error-code.ts';
import type { C14nMethod } from '../xml/canonicalize.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { canonicalizationUri, readCanonicalizationMethod } from './canonicalization-method.ts';

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const URIS = {
  exclusive: EXCLUSIVE,
  inclusive: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  inclusive11: 'http://www.w3.org/2006/12/xml-c14n11',
} as const;

const read = (uri: string, content = ''): C14nMethod =>
  readCanonicalizationMethod(
    parseXml(
      `<ds:Transform xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:e="${EXCLUSIVE}" Algorithm="${uri}">${content}</ds:Transform>`,
    ).root,
    'signature.transform',
  );

const inclusiveNamespaces = (list: string, content = ''): string =>
  `<e:InclusiveNamespaces PrefixList="${list}">${content}</e:InclusiveNamespaces>`;

describe.each(Object.entries(URIS))('the URI of %s', (name, uri) => {
  const kind = name as keyof typeof URIS;
  const withComments = `${uri}${kind === 'exclusive' ? '' : '#'}WithComments`;

  it('is written without and with comments', () => {
    expect(canonicalizationUri({ kind, comments: false, inclusivePrefixes: [] })).toBe(uri);
    expect(canonicalizationUri({ kind, comments: true, inclusivePrefixes: [] })).toBe(withComments);
  });

  it('is read', () => {
    expect(read(uri)).toEqual({ kind, comments: false, inclusivePrefixes: [] });
    expect(read(withComments)).toEqual({ kind, comments: true, inclusivePrefixes: [] });
  });
});

describe('a PrefixList', () => {
  it.each([
    ['', []],
    [' ', []],
    ['xs', ['xs']],
    [' xs  xsi\t#default ', ['xs', 'xsi', '#default']],
  ])('%j names %j and nothing else', (list, prefixes) => {
    expect(read(EXCLUSIVE, inclusiveNamespaces(list)).inclusivePrefixes).toEqual(prefixes);
  });

  it('may be absent', () => {
    expect(read(EXCLUSIVE, '<e:InclusiveNamespaces/>').inclusivePrefixes).toEqual([]);
  });

  it('may have white space and comments around it, also where there is none', () => {
    expect(read(EXCLUSIVE, '\n <!-- none -->\n').inclusivePrefixes).toEqual([]);
    expect(read(EXCLUSIVE, `\n ${inclusiveNamespaces('xs')}\n`).inclusivePrefixes).toEqual(['xs']);
  });

  it.each([
    ['text beside it', `xs${inclusiveNamespaces('xs')}`],
    ['text in its place', 'xs'],
    ['content of its own', inclusiveNamespaces('xs', '<x/>')],
    ['a second one beside it', inclusiveNamespaces('xs') + inclusiveNamespaces('xsi')],
    ['another namespace', '<InclusiveNamespaces xmlns="urn:other" PrefixList="xs"/>'],
  ])('is refused with %s', (_, content) => {
    expect(errorCode(() => read(EXCLUSIVE, content))).toBe('signature.structure');
  });
});
