import { describe, expect, it } from 'vitest';
import { refusalOfAsync } from '../../test-support/refusal.ts';
import { attributeXml } from '../../test-support/sample-response.ts';
import { verifiedXml } from '../../test-support/verified.ts';
import { UniqueIds } from '../dsig/collect-ids.ts';
import { UnwrapBudget } from '../xenc/unwrap-budget.ts';
import { MESSAGE_LIMITS } from '../xml/xml-node.ts';
import { checkAttributes } from './check-attributes.ts';

const check = async (required: boolean, ...statements: readonly string[]) =>
  checkAttributes({
    statements: statements.map((content) =>
      verifiedXml(`<saml:AttributeStatement>${content}</saml:AttributeStatement>`),
    ),
    decryption: { keys: [], limits: MESSAGE_LIMITS, unwraps: new UnwrapBudget(), ids: new UniqueIds() },
    required,
  });

describe('checkAttributes', () => {
  it('reads all statements as one list', async () => {
    const attributes = await check(true, attributeXml('a', '1'), `${attributeXml('b', '2')}${attributeXml('a', '3')}`);
    expect(attributes.map(({ name, values }) => [name, values.map(({ text }) => text)])).toEqual([
      ['a', ['1', '3']],
      ['b', ['2']],
    ]);
  });

  it('passes over white space and comments between attributes, as in messages that were laid out for people', async () => {
    const attributes = await check(
      true,
      `\n  ${attributeXml('a', '1')}\n  <!-- next -->\n  ${attributeXml('b', '2')}\n`,
    );
    expect(attributes.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('needs an attribute only where there is no NameID', async () => {
    await expect(check(false)).resolves.toEqual([]);
    await expect(check(false, '')).resolves.toEqual([]);
    expect((await refusalOfAsync(() => check(true))).code).toBe('assertion.name_id');
    expect((await refusalOfAsync(() => check(true, ''))).code).toBe('assertion.name_id');
    expect((await refusalOfAsync(() => check(true, attributeXml('', 'x')))).code).toBe('assertion.name_id');
    await expect(check(false, attributeXml('', 'x'))).resolves.toEqual([]);
  });

  it.each([
    '<x xmlns="urn:x"/>',
    '<Attribute xmlns="urn:x" Name="a"/>',
    '<EncryptedAttribute xmlns="urn:x"/>',
    '<saml:NameID>a</saml:NameID>',
  ])('refuses %s among the attributes', async (content) => {
    expect(await refusalOfAsync(() => check(false, content))).toMatchObject({
      code: 'assertion.attribute',
      expected: 'Attribute or EncryptedAttribute',
    });
  });

  it('refuses an EncryptedAttribute that it cannot open', async () => {
    const refusal = await refusalOfAsync(() => check(false, '<saml:EncryptedAttribute/>'));
    expect(refusal.code).toBe('encryption.structure');
  });
});
