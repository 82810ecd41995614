import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../test-support/refusal.ts';
import { confirmationXml } from '../../test-support/sample-response.ts';
import { verifiedXml } from '../../test-support/verified.ts';
import { readNameId } from './read-name-id.ts';
import { readConfirmationData, readSubject } from './read-subject.ts';

const nameId = (value: string, attributes = '') => verifiedXml(`<saml:NameID ${attributes}>${value}</saml:NameID>`);

describe('readNameId', () => {
  it.each([
    ['trailing and leading spaces', ' amina  '],
    ['letter case', 'AMINA'],
    ['a composed character', 'Am\u00edna'],
    ['a decomposed character', 'Ami\u0301na'],
    ['a Cyrillic letter', '\u0430mina'],
    ['a right-to-left override', 'a\u202enima'],
    ['a no-break space only', '\u00a0'],
    ['a backslash', 'ACME\\amina'],
    ['a character outside of the basic plane', 'amina\u{1f600}'],
  ])('keeps %s', (_, value) => {
    expect(readNameId(nameId(value)).value).toBe(value);
  });

  it('reads CDATA and references as their characters', () => {
    expect(readNameId(nameId('a<![CDATA[<&>]]>&amp;&#x62;')).value).toBe('a<&>&b');
  });

  it('reads format and qualifiers', () => {
    const attributes = 'Format=" urn:f " NameQualifier="q" SPNameQualifier="s" SPProvidedID="p"';
    expect(readNameId(nameId('x', attributes))).toEqual({
      value: 'x',
      format: 'urn:f',
      nameQualifier: 'q',
      spNameQualifier: 's',
      spProvidedId: 'p',
    });
  });

  it('refuses an empty or blank name', () => {
    expect(refusalOf(() => readNameId(nameId(''))).code).toBe('assertion.name_id');
    expect(refusalOf(() => readNameId(nameId(' \t\n&#13;'))).code).toBe('assertion.name_id');
  });

  it('accepts 1,024 characters and refuses one more', () => {
    expect(readNameId(nameId('x'.repeat(1024))).value).toHaveLength(1024);
    expect(refusalOf(() => readNameId(nameId('x'.repeat(1025)))).code).toBe('assertion.name_id');
  });

  it('refuses comments and elements', () => {
    expect(refusalOf(() => readNameId(nameId('a<!---->b'))).code).toBe('xml.comment_in_text');
    expect(refusalOf(() => readNameId(nameId('a<b xmlns="urn:x"/>'))).code).toBe('xml.element_in_text');
  });
});

describe('readSubject', () => {
  const subject = (content: string) => () => readSubject(verifiedXml(`<saml:Subject>${content}</saml:Subject>`));

  it('finds one identifier and every confirmation', () => {
    const read = subject(`<saml:NameID>a</saml:NameID>${confirmationXml()}${confirmationXml({ data: false })}`)();
    expect(read.nameId?.localName).toBe('NameID');
    expect(read.encryptedId).toBeUndefined();
    expect(read.confirmations.map(({ data }) => data !== undefined)).toEqual([true, false]);
    expect(subject('<saml:EncryptedID/>')().encryptedId?.localName).toBe('EncryptedID');
    expect(subject(confirmationXml())().nameId).toBeUndefined();
  });

  it('refuses two identifiers and a BaseID', () => {
    expect(refusalOf(subject('<saml:NameID>a</saml:NameID><saml:NameID>b</saml:NameID>')).code).toBe(
      'assertion.name_id',
    );
    expect(refusalOf(subject('<saml:NameID>a</saml:NameID><saml:EncryptedID/>')).code).toBe('assertion.name_id');
    expect(refusalOf(subject('<saml:BaseID/>')).code).toBe('assertion.name_id');
  });

  it('refuses a confirmation with two pieces of data', () => {
    const twice = confirmationXml().replace(/(<saml:SubjectConfirmationData.*?\/>)/, '$1$1');
    expect(refusalOf(subject(twice)).code).toBe('xml.structure');
  });

  it('reads the data of a confirmation with white space collapsed', () => {
    const data = verifiedXml('<saml:SubjectConfirmationData Recipient=" urn:r " InResponseTo="_1" NotBefore=""/>');
    expect(readConfirmationData(data)).toEqual({ recipient: 'urn:r', inResponseTo: '_1', hasNotBefore: true });
    expect(readConfirmationData(verifiedXml('<saml:SubjectConfirmationData/>'))).toEqual({
      recipient: undefined,
      inResponseTo: undefined,
      hasNotBefore: false,
    });
  });
});
