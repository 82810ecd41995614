import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../test-support/refusal.ts';
import {
  assertionXml,
  responseXml,
  SAMPLE,
  type SampleParts,
  sampleParts,
} from '../../test-support/sample-response.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { readResponse } from './read-response.ts';

const read = (overrides: Partial<SampleParts> = {}) => {
  const parts = sampleParts(overrides);
  return readResponse(parseXml(responseXml(parts, assertionXml(parts))).root);
};

describe('readResponse', () => {
  it('finds the parts, with white space of URIs collapsed', () => {
    expect(read({ destination: ` ${SAMPLE.acsUrl}` })).toMatchObject({
      id: SAMPLE.responseId,
      destination: SAMPLE.acsUrl,
      inResponseTo: SAMPLE.requestId,
      encryptedAssertions: [],
    });
    expect(read().assertions).toHaveLength(1);
    expect(read({ responseIssuer: '', destination: undefined, inResponseTo: undefined })).toMatchObject({
      issuer: undefined,
      destination: undefined,
      inResponseTo: undefined,
    });
  });

  it('counts an empty Destination or InResponseTo as none', () => {
    const none = { destination: undefined, inResponseTo: undefined };
    expect(read({ destination: '', inResponseTo: '' })).toMatchObject(none);
    expect(read({ destination: ' ', inResponseTo: '\n' })).toMatchObject(none);
  });

  it('refuses other roots and versions', () => {
    const root = (xml: string) => () => readResponse(parseXml(xml).root);
    expect(refusalOf(root('<Response ID="a" Version="2.0"/>'))).toMatchObject({
      code: 'response.root',
      received: 'Response in no namespace',
    });
    expect(refusalOf(root('<a xmlns="urn:oasis:names:tc:SAML:2.0:protocol"/>')).code).toBe('response.root');
    expect(refusalOf(() => read({ version: '2.00' })).code).toBe('response.version');
    expect(refusalOf(() => read({ version: undefined })).received).toBe('no Version');
    expect(refusalOf(() => read({ responseId: '' })).code).toBe('xml.structure');
  });

  it.each([
    '<saml:Subject/>',
    '<samlp:Response/>',
    '<samlp:Assertion/>',
    '<saml:Status/>',
    '<Signature/>',
    '<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>',
  ])('refuses %s, which the schema does not know there', (responseTail) => {
    expect(refusalOf(() => read({ responseTail })).code).toBe('xml.structure');
  });

  it('takes Extensions and a signature', () => {
    const responseTail = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>';
    expect(read({ extensions: '<samlp:Extensions/>', responseTail }).id).toBe(SAMPLE.responseId);
  });

  it('refuses two Issuers', () => {
    expect(
      refusalOf(() => read({ responseIssuer: '<saml:Issuer>a</saml:Issuer><saml:Issuer>b</saml:Issuer>' })).code,
    ).toBe('xml.structure');
  });
});
