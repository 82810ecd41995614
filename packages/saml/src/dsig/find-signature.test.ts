import { describe, expect, it } from 'vitest';
import { errorCode } from '../../test-support/error-code.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { descendants } from '../xml/xml-query.ts';
import { assertSignaturePlacement, signatureOf } from './find-signature.ts';

const root = (content: string): XmlElement =>
  parseXml(`<r xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:x="urn:x">${content}</r>`).root;

describe('signatureOf', () => {
  it('finds a direct child only', () => {
    expect(signatureOf(root('<a/><ds:Signature/>'))?.name).toBe('ds:Signature');
    expect(signatureOf(root('<a><ds:Signature/></a>'))).toBeUndefined();
    expect(signatureOf(root('<x:Signature/><Signature/>'))).toBeUndefined();
  });

  it('refuses two', () => {
    expect(errorCode(() => signatureOf(root('<ds:Signature/><a/><ds:Signature/>')))).toBe('signature.structure');
  });
});

describe('assertSignaturePlacement', () => {
  const placement = (content: string, ...allowed: string[]): string => {
    const element = root(content);
    const parents = [element, ...descendants(element)].filter(({ name }) => allowed.includes(name));
    return errorCode(() => assertSignaturePlacement(element, parents));
  };

  it('lets signatures stand in the elements that they sign', () => {
    expect(placement('<ds:Signature/><a><ds:Signature/></a>', 'r', 'a')).toBe('accepted');
    expect(placement('<a/>', 'r', 'a')).toBe('accepted');
    expect(placement('<Signature/><x:Signature/>')).toBe('accepted');
  });

  it.each([
    ['in an element that is not expected to carry one', '<a><ds:Signature/></a>'],
    ['deeper inside', '<Extensions><b><ds:Signature/></b></Extensions>'],
    ['inside another signature', '<ds:Signature><ds:Signature/></ds:Signature>'],
    ['inside ds:Object', '<ds:Signature><ds:Object><ds:Signature/></ds:Object></ds:Signature>'],
    ['inside KeyInfo', '<ds:Signature><ds:KeyInfo><ds:Signature/></ds:KeyInfo></ds:Signature>'],
  ])('refuses one %s', (_, content) => {
    expect(placement(content, 'r')).toBe('signature.misplaced');
  });

  it('refuses a document that is a signature', () => {
    const signature = parseXml('<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>').root;
    expect(errorCode(() => assertSignaturePlacement(signature, [signature]))).toBe('signature.misplaced');
  });

  it('goes through the allowed parents once, however many signatures there are', () => {
    const element = root(`${'<a><ds:Signature/></a>'.repeat(200)}`);
    const parents = [element, ...descendants(element)].filter(({ name }) => name === 'a');
    let looks = 0;
    const watched = new Proxy(parents, {
      get: (target, key) => {
        looks += 1;
        return Reflect.get(target, key);
      },
    });
    expect(errorCode(() => assertSignaturePlacement(element, watched))).toBe('accepted');
    expect(looks).toBeLessThan(1000);
  });
});
