import { describe, expect, it } from 'vitest';
import { assertionXml, confirmationXml, responseXml, SAMPLE, sampleParts } from '../../test-support/sample-response.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { peekResponse } from './peek-response.ts';

const peek = (overrides: Parameters<typeof sampleParts>[0] = {}) => {
  const parts = sampleParts(overrides);
  return peekResponse(parseXml(responseXml(parts, assertionXml(parts))));
};

describe('peekResponse', () => {
  it('tells what the Response claims', () => {
    expect(peek()).toEqual({
      responseId: SAMPLE.responseId,
      issuer: SAMPLE.idpEntityId,
      inResponseTo: SAMPLE.requestId,
    });
  });

  it('asks the plain assertion where the Response is silent', () => {
    expect(peek({ responseIssuer: '', inResponseTo: undefined })).toMatchObject({
      issuer: SAMPLE.idpEntityId,
      inResponseTo: SAMPLE.requestId,
    });
  });

  it('counts an empty InResponseTo as none', () => {
    expect(peek({ inResponseTo: '' }).inResponseTo).toBe(SAMPLE.requestId);
    const empty = confirmationXml({ inResponseTo: ' ' });
    expect(peek({ inResponseTo: '', confirmation: empty }).inResponseTo).toBeUndefined();
    expect(peek({ inResponseTo: '', confirmation: `${empty}${confirmationXml()}` }).inResponseTo).toBe(
      SAMPLE.requestId,
    );
  });

  it('says nothing of what is not there or too long, and never throws', () => {
    expect(peekResponse(parseXml('<a/>'))).toEqual({});
    expect(peek({ responseIssuer: `<saml:Issuer>${'x'.repeat(1024)}</saml:Issuer>` }).issuer).toHaveLength(1024);
    expect(peek({ responseIssuer: `<saml:Issuer>${'x'.repeat(1025)}</saml:Issuer>` }).issuer).toBeUndefined();
    expect(peek({ responseIssuer: '<saml:Issuer>a<!--x--><b xmlns="urn:b"/>c</saml:Issuer>' }).issuer).toBe('ac');
  });
});
