import { describe, expect, it } from 'vitest';
import { testKeyPair } from '../../test-support/keys.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { attributeValue, descendants } from '../xml/xml-query.ts';
import { type EncryptElementOptions, encryptElement } from './encrypt-element.ts';

const { certificatePem } = await testKeyPair('sp-encryption');

const encrypt = (options: Partial<EncryptElementOptions> = {}): XmlElement =>
  parseXml(encryptElement('<x/>', { certificate: certificatePem, wrapper: 'EncryptedID', ...options })).root;

const find = (root: XmlElement, localName: string): XmlElement | undefined =>
  [...descendants(root)].find((element) => element.localName === localName);

describe('the place of EncryptedKey', () => {
  it('is inside KeyInfo unless another is asked for, and needs no IDs', () => {
    const root = encrypt();
    expect(find(root, 'EncryptedKey')?.parent?.localName).toBe('KeyInfo');
    expect([...descendants(root)].flatMap((element) => attributeValue(element, 'Id') ?? [])).toEqual([]);
    expect(find(root, 'ReferenceList')).toBeUndefined();
    expect(encrypt({ placement: 'inside' }).children).toHaveLength(1);
  });

  it.each(['retrieval-method', 'sibling'] as const)('is beside the data that it names: %s', (placement) => {
    const root = encrypt({ placement });
    const key = find(root, 'EncryptedKey');
    const dataId = attributeValue(find(root, 'EncryptedData') ?? root, 'Id');
    expect(key?.parent).toBe(root);
    expect(dataId).toMatch(/^_[0-9a-f]{32}$/);
    expect(attributeValue(find(root, 'DataReference') ?? root, 'URI')).toBe(`#${dataId}`);
    const retrieval = find(root, 'RetrievalMethod');
    const uri = retrieval && attributeValue(retrieval, 'URI');
    expect(uri).toBe(placement === 'sibling' ? undefined : `#${key && attributeValue(key, 'Id')}`);
    expect(find(root, 'KeyInfo') === undefined).toBe(placement === 'sibling');
  });
});

describe('the wrapper', () => {
  it.each([
    ['EncryptedAssertion', 'assertion'],
    ['EncryptedID', 'assertion'],
    ['EncryptedAttribute', 'assertion'],
    ['NewEncryptedID', 'protocol'],
  ] as const)('%s is of the namespace of the %s', (wrapper, namespace) => {
    const root = encrypt({ wrapper });
    expect([root.localName, root.namespaceUri]).toEqual([wrapper, `urn:oasis:names:tc:SAML:2.0:${namespace}`]);
  });
});
