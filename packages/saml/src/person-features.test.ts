/**
 * What an assertion may say about a person, one describe for each: what is accepted and how it is read, what is refused, and where
 * the border between the two lies. As `response-features.test.ts`, these go through the whole verdict.
 */
import { describe, expect, it } from 'vitest';
import { makePartsJudge, statementParts } from '../test-support/judge-parts.ts';
import { attributeXml, SAMPLE, type SampleParts } from '../test-support/sample-response.ts';

const { forge, judge, read, codeOf } = await makePartsJudge();

const values = (...contents: readonly string[]): Partial<SampleParts> => statementParts(attributeXml('a', ...contents));

const readValues = async (...contents: readonly string[]) => (await read(values(...contents))).attributes[0]?.values;

describe('attribute values', () => {
  const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  const one = (attributes: string, content = ''): Partial<SampleParts> =>
    statementParts(
      `<saml:Attribute Name="a"><saml:AttributeValue ${XSI} ${attributes}>${content}</saml:AttributeValue></saml:Attribute>`,
    );
  const first = async (parts: Partial<SampleParts>) => (await read(parts)).attributes[0]?.values[0];

  it('may be empty or blank, or not there at all', async () => {
    expect(await readValues('', ' \t')).toEqual([{ text: '' }, { text: ' \t' }]);
    expect(await readValues()).toEqual([]);
    expect(await codeOf(values('<!-- -->'))).toBe('xml.comment_in_text');
  });

  it('may be nil, in the words of XML Schema and no others', async () => {
    expect(await first(one('xsi:nil="true"'))).toEqual({ text: '', nil: true });
    expect(await first(one('xsi:nil="1"'))).toEqual({ text: '', nil: true });
    expect(await first(one('xsi:nil="0"', 'x'))).toEqual({ text: 'x' });
    expect(await first(one('xsi:nil="TRUE"', 'x'))).toEqual({ text: 'x' });
    expect(await first(one('nil="true"', 'x'))).toEqual({ text: 'x' });
  });

  it('may be a NameID with qualifiers, as in eduPersonTargetedID, which is judged like any NameID', async () => {
    const targeted = (value: string): string =>
      `<saml:NameID NameQualifier="${SAMPLE.idpEntityId}" SPNameQualifier="urn:sp">${value}</saml:NameID>`;
    expect(await readValues(targeted('Xk2='))).toEqual([
      { text: 'Xk2=', nameId: { value: 'Xk2=', nameQualifier: SAMPLE.idpEntityId, spNameQualifier: 'urn:sp' } },
    ]);
    expect(await codeOf(values(targeted('a<!-- -->b')))).toBe('xml.comment_in_text');
    expect(await codeOf(values(targeted('a'.repeat(1024))))).toBe('accepted');
    expect(await codeOf(values(targeted('a'.repeat(1025))))).toBe('assertion.name_id');
  });

  it('may be other XML, whose characters are the value, as deep as a message may be', async () => {
    expect(await readValues('<p xmlns="urn:x">a<b>c</b></p>d')).toEqual([{ text: 'acd' }]);
    // Response, Assertion, AttributeStatement, Attribute and AttributeValue are five of the 64.
    const nested = (depth: number): string => `${'<i>'.repeat(depth)}x${'</i>'.repeat(depth)}`;
    expect(await readValues(nested(59))).toEqual([{ text: 'x' }]);
    const genuine = forge.message(values(nested(59)));
    expect(await judge(genuine.replace('<i>x</i>', '<i><i>x</i></i>'))).toMatchObject({ code: 'xml.depth' });
    expect(await codeOf(values('<saml:Assertion/>'))).toBe('response.assertion_count');
  });

  it('may be base64, which is kept as it is written', async () => {
    const octets = Buffer.from(Array.from({ length: 96 }, (_, index) => index));
    const wrapped = octets.toString('base64').replace(/.{64}/g, '$&\n');
    expect(await readValues(wrapped, 'not base64 at all')).toEqual([{ text: wrapped }, { text: 'not base64 at all' }]);
    expect(await codeOf(values(wrapped.replace('\n', '<!-- -->')))).toBe('xml.comment_in_text');
  });

  it('may be many, and of attributes that are there several times', async () => {
    expect(await readValues('1', '2', '2')).toEqual([{ text: '1' }, { text: '2' }, { text: '2' }]);
    const { attributes } = await read(
      statementParts(
        attributeXml('Role', 'a'),
        attributeXml('b', 'x'),
        attributeXml('Role', 'c'),
        attributeXml('role', 'd'),
      ),
    );
    expect(attributes.map(({ name, values: all }) => [name, ...all.map(({ text }) => text)])).toEqual([
      ['Role', 'a', 'c'],
      ['b', 'x'],
      ['role', 'd'],
    ]);
    expect(
      await codeOf(statementParts('<saml:Attribute><saml:AttributeValue>x</saml:AttributeValue></saml:Attribute>')),
    ).toBe('assertion.attribute');
  });
});

describe('NameID qualifiers', () => {
  const named = (attributes: string, value = 'amina'): Partial<SampleParts> => ({
    nameId: `<saml:NameID ${attributes}>${value}</saml:NameID>`,
  });

  it('are given as they are, and left out when they are not there', async () => {
    const all = 'Format="urn:f" NameQualifier=" Q " SPNameQualifier="" SPProvidedID="p"';
    expect((await read(named(all))).nameId).toEqual({
      value: 'amina',
      format: 'urn:f',
      nameQualifier: ' Q ',
      spNameQualifier: '',
      spProvidedId: 'p',
    });
    expect((await read(named(''))).nameId).toEqual({ value: 'amina' });
  });

  it('cannot be given twice, nor changed after signing, nor be all there is', async () => {
    expect(await codeOf(named('NameQualifier="a" nameQualifier="b"'))).toBe('accepted');
    const signed = forge.message(named('NameQualifier="a"'));
    expect(await judge(signed.replace('NameQualifier="a"', 'NameQualifier="a" NameQualifier="b"'))).toMatchObject({
      code: 'xml.syntax',
    });
    expect(await judge(signed.replace('NameQualifier="a"', 'NameQualifier="b"'))).toMatchObject({
      code: 'signature.digest',
    });
    expect(await codeOf({ ...named('NameQualifier="a"', ''), attributeStatement: '' })).toBe('assertion.name_id');
    expect(await codeOf(named('NameQualifier="a"', ' '))).toBe('assertion.name_id');
  });
});

describe('an assertion without AttributeStatement', () => {
  it('is accepted beside a NameID, and refused without one', async () => {
    expect((await read({ attributeStatement: '' })).attributes).toEqual([]);
    expect(await codeOf({ attributeStatement: '', nameId: '' })).toBe('assertion.name_id');
  });

  it('is no worse than an empty one, and one attribute is enough to name somebody', async () => {
    expect((await read({ ...statementParts() })).attributes).toEqual([]);
    expect(await codeOf({ ...statementParts(), nameId: '' })).toBe('assertion.name_id');
    expect(await codeOf({ ...statementParts(attributeXml('mail', 'amina')), nameId: '' })).toBe('accepted');
  });
});
