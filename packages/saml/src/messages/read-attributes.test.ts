import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../test-support/refusal.ts';
import { verifiedXml } from '../../test-support/verified.ts';
import type { Attribute } from './assertion.ts';
import { readAttributes } from './read-attributes.ts';

const attribute = (attributes: string, ...values: readonly string[]) =>
  verifiedXml(`<saml:Attribute ${attributes}>${values.join('')}</saml:Attribute>`);

const value = (content: string, attributes = ''): string =>
  `<saml:AttributeValue${attributes}>${content}</saml:AttributeValue>`;

const texts = ([first]: readonly Attribute[]): readonly string[] | undefined => first?.values.map(({ text }) => text);

describe('readAttributes', () => {
  it('reads names as they are, with format and friendly name', () => {
    expect(readAttributes([attribute('Name=" Mail" NameFormat="urn:f" FriendlyName="mail"', value('a@b'))])).toEqual([
      { name: ' Mail', nameFormat: 'urn:f', friendlyName: 'mail', values: [{ text: 'a@b' }] },
    ]);
  });

  it('keeps several values in order, empty and blank ones too, without trimming', () => {
    expect(texts(readAttributes([attribute('Name="a"', value(' x '), value(''), value('y'))]))).toEqual([
      ' x ',
      '',
      'y',
    ]);
    expect(texts(readAttributes([attribute('Name="a"')]))).toEqual([]);
  });

  it('merges elements of one name and format, and no others', () => {
    const read = readAttributes([
      attribute('Name="role" NameFormat="urn:f"', value('1')),
      attribute('Name="Role" NameFormat="urn:f"', value('2')),
      attribute('Name="role"', value('3')),
      attribute('Name="role" NameFormat="urn:f"', value('4')),
      attribute('Name="role"', value('5')),
    ]);
    expect(read.map(({ name, values }) => [name, values.map(({ text }) => text)])).toEqual([
      ['role', ['1', '4']],
      ['Role', ['2']],
      ['role', ['3', '5']],
    ]);
  });

  it.each(['true', '1'])('reads xsi:nil="%s"', (nil) => {
    expect(readAttributes([attribute('Name="a"', value('', ` xsi:nil="${nil}"`))])[0]?.values).toEqual([
      { text: '', nil: true },
    ]);
  });

  it('does not read the text of a value that says it is nil', () => {
    expect(readAttributes([attribute('Name="a"', value('x', ' xsi:nil="true"'))])[0]?.values).toEqual([
      { text: '', nil: true },
    ]);
  });

  it('does not take nil="true" of another namespace or xsi:nil="false" for nil', () => {
    expect(texts(readAttributes([attribute('Name="a"', value('x', ' nil="true"'))]))).toEqual(['x']);
    expect(texts(readAttributes([attribute('Name="a"', value('x', ' xsi:nil="false"'))]))).toEqual(['x']);
  });

  it('reads a NameID inside a value with its qualifiers', () => {
    const nameId = '\n<saml:NameID NameQualifier="urn:idp" SPNameQualifier="urn:sp">Xy=</saml:NameID>\n';
    expect(readAttributes([attribute('Name="a"', value(nameId))])[0]?.values).toMatchObject([
      { text: 'Xy=', nameId: { value: 'Xy=', nameQualifier: 'urn:idp', spNameQualifier: 'urn:sp' } },
    ]);
  });

  it('reads nested elements as their text in document order', () => {
    const nested = 'a<x xmlns="urn:x">b<y>c</y></x>d<![CDATA[<e>]]>';
    expect(texts(readAttributes([attribute('Name="a"', value(nested))]))).toEqual(['abcd<e>']);
    expect(texts(readAttributes([attribute('Name="a"', value('<saml:NameID/>'))]))).toEqual(['']);
    const beside = 'x<saml:NameID>y</saml:NameID>';
    expect(readAttributes([attribute('Name="a"', value(beside))])[0]?.values).toEqual([{ text: 'xy' }]);
  });

  it('refuses a comment at any depth of a value', () => {
    expect(refusalOf(() => readAttributes([attribute('Name="a"', value('x<!---->y'))])).code).toBe(
      'xml.comment_in_text',
    );
    const nested = value('<x xmlns="urn:x"><!-- --></x>');
    expect(refusalOf(() => readAttributes([attribute('Name="a"', nested)])).code).toBe('xml.comment_in_text');
  });

  it('refuses an attribute without a name', () => {
    expect(refusalOf(() => readAttributes([attribute('FriendlyName="a"', value('x'))])).code).toBe(
      'assertion.attribute',
    );
    expect(refusalOf(() => readAttributes([attribute('Name=""', value('x'))])).code).toBe('assertion.attribute');
  });
});
