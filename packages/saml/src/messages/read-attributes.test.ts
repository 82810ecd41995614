import { describe, expect, it, vi } from 'vitest';
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

  it('merges more values than a call can have arguments', () => {
    const one = attribute('Name="a"', value('x'));
    const crowd: typeof one = Object.create(one, { children: { value: new Array(200_000).fill(one.children[0]) } });
    expect(readAttributes([one, crowd])[0]?.values).toHaveLength(200_001);
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

  it('keeps apart names and formats that read alike when they stand side by side', () => {
    const written = ['Name="4 role urn:f"', 'Name="role" NameFormat="urn:f"', 'Name="role urn:f" NameFormat=""'];
    const further = ['Name="- role"', 'Name="role"', 'Name="role urn:f"', 'Name="role" NameFormat=""'];
    expect(readAttributes([...written, ...further].map((attributes) => attribute(attributes)))).toHaveLength(7);
  });

  it('keeps formats apart, however many there are, without a search through those before', () => {
    const elements = Array.from({ length: 300 }, (_, index) => attribute(`Name="a" NameFormat="urn:${index}"`));
    const without = attribute('Name="a"');
    const written = attribute('Name="a" NameFormat="null"');
    const find = vi.spyOn(Array.prototype, 'find');
    const read = readAttributes([...elements, without, written, ...elements]);
    const searches = find.mock.calls.length;
    find.mockRestore();
    expect(read).toHaveLength(302);
    expect(searches).toBe(0);
  });

  it('reads XML as its text, comments between its elements left out', () => {
    const commented = '<!-- a -->\n<x xmlns="urn:x"><!-- b --><y>c</y> <!-- d --></x><!-- e -->';
    expect(texts(readAttributes([attribute('Name="a"', value(commented))]))).toEqual(['\nc ']);
  });

  it('reads a NameID inside a value the same with a comment beside it', () => {
    const plain = '<saml:NameID NameQualifier="urn:idp">Xy=</saml:NameID>';
    const [read] = readAttributes([attribute('Name="a"', value(plain))]);
    expect(read?.values[0]?.nameId?.nameQualifier).toBe('urn:idp');
    expect(readAttributes([attribute('Name="a"', value(`<!-- -->${plain}`))])).toEqual([read]);
  });

  it.each([
    ['in a value', 'x<!---->y'],
    ['after the text', 'x<!---->'],
    ['alone', '<!---->'],
    ['among white space', ' <!----> '],
    ['in an element of a value', '<x xmlns="urn:x">c<!-- --></x>'],
    ['alone in an element of a value', '<x xmlns="urn:x"><!-- --></x>'],
    ['between an element and text', '<x xmlns="urn:x"/><!-- -->text'],
    ['in a NameID inside a value', '<saml:NameID>a<!-- -->b</saml:NameID>'],
  ])('refuses a comment %s, where it could split what is read', (_, content) => {
    expect(refusalOf(() => readAttributes([attribute('Name="a"', value(content))])).code).toBe('xml.comment_in_text');
  });

  it('refuses an attribute without Name', () => {
    expect(refusalOf(() => readAttributes([attribute('FriendlyName="a"', value('x'))])).code).toBe(
      'assertion.attribute',
    );
  });

  it('leaves out an attribute whose Name is empty: nothing can ask for it', () => {
    const read = readAttributes([attribute('Name=""', value('x<!-- -->')), attribute('Name="b"', value('y'))]);
    expect(read.map(({ name }) => name)).toEqual(['b']);
  });
});
