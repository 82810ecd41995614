import { describe, expect, it } from 'vitest';
import { errorCode } from '../../test-support/error-code.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { childElements } from '../xml/xml-query.ts';
import { assertUniqueIds, collectIds, UniqueIds } from './collect-ids.ts';

const check = (text: string): string => errorCode(() => assertUniqueIds(parseXml(text).root));

describe('assertUniqueIds', () => {
  it('accepts IDs that differ, in case too', () => {
    expect(check('<a ID="1"><b ID="2"/><c Id="3"/><d xml:id="x"/><e id="X"/></a>')).toBe('accepted');
    expect(check('<a Name="1"><b Name="1"/><c InResponseTo="1" ID="1"/></a>')).toBe('accepted');
  });

  it.each([
    '<a ID="1"><b ID="1"/></a>',
    '<a><b ID="1"/><c><d ID="1"/></c></a>',
    '<a ID="1"><b Id="1"/></a>',
    '<a ID="1"><b id="1"/></a>',
    '<a ID="1"><b iD="1"/></a>',
    '<a ID="1"><b xml:id="1"/></a>',
    '<a ID="1" xmlns:p="urn:p"><b p:ID="1"/></a>',
    '<a ID="1" xml:id="1"/>',
    '<a ID="1"><b ID="&#49;"/></a>',
  ])('refuses %s', (text) => {
    expect(check(text)).toBe('xml.duplicate_id');
  });
});

describe('XML in an attribute value', () => {
  const SAML = 'xmlns="urn:oasis:names:tc:SAML:2.0:assertion"';
  const values = (...contents: string[]): string =>
    `<Assertion ${SAML} ID="1">${contents.map((content) => `<AttributeValue>${content}</AttributeValue>`).join('')}</Assertion>`;

  it.each([
    ['in two values', values('<i id="x"/>', '<i id="x"/>')],
    ['in one value', values('<b><i id="x"/></b><i id="x"/>')],
    ['and that of an element elsewhere', values('<i id="1"/>')],
    ['and Id', values('<i id="x"/><i Id="x"/>')],
  ])('may use the same id %s, as nothing in there is signed by ID', (_, text) => {
    expect(check(text)).toBe('accepted');
  });

  it.each([
    ['ID in two values', values('<i ID="x"/>', '<i ID="x"/>')],
    ['ID and that of an element elsewhere', values('<i ID="1"/>')],
    ['a prefixed ID', values('<i xmlns:p="urn:p" p:ID="1"/>')],
    ['xml:id', values('<i xml:id="x"/>', '<i xml:id="x"/>')],
    ['xml:id and that of an element elsewhere', values('<i xml:id="1"/>')],
    ['id on the values themselves', values('').replace(/<AttributeValue>/g, '<AttributeValue id="1">')],
    ['id in a value of another namespace', '<a ID="1"><AttributeValue xmlns="urn:x"><i id="1"/></AttributeValue></a>'],
  ])('may not use the same %s', (_, text) => {
    expect(check(text)).toBe('xml.duplicate_id');
  });
});

describe('collectIds', () => {
  it('knows whose ID it is', () => {
    const { root } = parseXml('<a ID="1"><b ID="2"/></a>');
    expect([...collectIds(root)].map(([id, element]) => [id, element.name])).toEqual([
      ['1', 'a'],
      ['2', 'b'],
    ]);
  });

  it('looks at the whole document, wherever it begins', () => {
    const { root } = parseXml('<a><b ID="1"/><c ID="1"/></a>');
    const [, last] = childElements(root);
    expect(last && errorCode(() => collectIds(last))).toBe('xml.duplicate_id');
  });

  it('looks at decrypted content together with the document that it stands in', () => {
    const { root } = parseXml('<a ID="1"><encrypted/></a>');
    const decrypted = (text: string) => parseXml(text, { parent: root }).root;
    expect(errorCode(() => collectIds(decrypted('<b ID="2"><c ID="3"/></b>')))).toBe('accepted');
    expect(errorCode(() => collectIds(decrypted('<b ID="1"/>')))).toBe('xml.duplicate_id');
    expect(errorCode(() => collectIds(decrypted('<b ID="2"><c ID="1"/></b>')))).toBe('xml.duplicate_id');
    expect(errorCode(() => collectIds(decrypted('<b ID="2"/>'), decrypted('<b ID="2"/>')))).toBe('xml.duplicate_id');
  });
});

describe('UniqueIds', () => {
  it('takes the parts of a message one after the other, and refuses an ID that any part before had', () => {
    const { root } = parseXml('<a ID="1"><encrypted/></a>');
    const decrypted = (text: string) => parseXml(text, { parent: root }).root;
    const ids = new UniqueIds();
    ids.add(root);
    expect(errorCode(() => ids.add(decrypted('<b ID="2"/>')))).toBe('accepted');
    expect(errorCode(() => ids.add(decrypted('<b ID="3"><c Id="4"/></b>')))).toBe('accepted');
    expect(errorCode(() => ids.add(decrypted('<b ID="1"/>')))).toBe('xml.duplicate_id');
    expect(errorCode(() => ids.add(decrypted('<b><c id="2"/></b>')))).toBe('xml.duplicate_id');
    expect(errorCode(() => new UniqueIds().add(decrypted('<b ID="1"/>')))).toBe('accepted');
  });
});
