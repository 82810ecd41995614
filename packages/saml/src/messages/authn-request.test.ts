import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../test-support/refusal.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { type BuildAuthnRequestOptions, buildAuthnRequest } from './build-authn-request.ts';
import { readAuthnRequest } from './read-authn-request.ts';
import { BINDING_HTTP_POST } from './saml-constants.ts';

const OPTIONS: BuildAuthnRequestOptions = {
  issuer: 'https://sso.example.com/sp',
  destination: 'https://idp.example/sso',
  now: new Date('2026-03-02T09:00:00.000Z'),
  random: () => new Uint8Array(20).fill(0xab),
};

const roundTrip = (options: Partial<BuildAuthnRequestOptions>) =>
  readAuthnRequest(parseXml(buildAuthnRequest({ ...OPTIONS, ...options }).xml).root);

describe('buildAuthnRequest', () => {
  it('writes a plain request with nothing that was not asked for', () => {
    const { id, xml } = buildAuthnRequest({ ...OPTIONS, acsUrl: 'https://sso.example.com/acs' });
    expect(id).toBe(`_${'ab'.repeat(20)}`);
    expect(xml).toBe(
      `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="2.0" IssueInstant="2026-03-02T09:00:00.000Z" Destination="https://idp.example/sso" ProtocolBinding="${BINDING_HTTP_POST}" AssertionConsumerServiceURL="https://sso.example.com/acs"><saml:Issuer>https://sso.example.com/sp</saml:Issuer></samlp:AuthnRequest>`,
    );
  });

  it('makes another ID each time', () => {
    const ids = Array.from({ length: 100 }, () => buildAuthnRequest({ ...OPTIONS, random: randomBytes }).id);
    expect(new Set(ids).size).toBe(100);
    expect(ids.every((id) => /^_[0-9a-f]{40}$/.test(id))).toBe(true);
  });

  it('is read back as it was meant', () => {
    expect(
      roundTrip({
        acsUrl: 'https://sso.example.com/acs?a=1&b="2"',
        forceAuthn: true,
        providerName: 'Acme <Contact> & "Centre"',
        nameIdPolicy: { format: 'urn:f', spNameQualifier: 'urn:q', allowCreate: true },
        requestedAuthnContext: { classRefs: ['urn:a', 'urn:b'], comparison: 'minimum' },
      }),
    ).toEqual({
      id: `_${'ab'.repeat(20)}`,
      issuer: OPTIONS.issuer,
      issueInstant: OPTIONS.now,
      destination: OPTIONS.destination,
      forceAuthn: true,
      isPassive: false,
      acsUrl: 'https://sso.example.com/acs?a=1&b="2"',
      acsIndex: undefined,
      protocolBinding: BINDING_HTTP_POST,
      nameIdPolicy: { format: 'urn:f', spNameQualifier: 'urn:q', allowCreate: true },
      requestedAuthnContext: { classRefs: ['urn:a', 'urn:b'], comparison: 'minimum' },
      providerName: 'Acme <Contact> & "Centre"',
      subjectNameId: undefined,
      ignored: [],
    });
    expect(roundTrip({ acsIndex: 65_535 })).toMatchObject({ acsIndex: 65_535, acsUrl: undefined });
    expect(roundTrip({ isPassive: true }).isPassive).toBe(true);
  });

  it('keeps any text of the options', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((it) => !/[\p{Cc}\uFFFE\uFFFF]/u.test(it));
    fc.assert(
      fc.property(text, (providerName) => {
        expect(roundTrip({ providerName }).providerName).toBe(providerName);
      }),
    );
  });

  it.each([
    ['an index and a URL', { acsIndex: 0, acsUrl: 'https://a.example' }],
    ['an index and a binding', { acsIndex: 0, protocolBinding: BINDING_HTTP_POST }],
    ['an index that is none', { acsIndex: 65_536 }],
    ['a negative index', { acsIndex: -1 }],
    ['half an index', { acsIndex: 0.5 }],
    ['ForceAuthn and IsPassive', { forceAuthn: true, isPassive: true }],
    ['no class in RequestedAuthnContext', { requestedAuthnContext: { classRefs: [] } }],
  ] as const)('refuses %s', (_, options) => {
    expect(refusalOf(() => buildAuthnRequest({ ...OPTIONS, ...options })).code).toBe('request.options');
  });
});

describe('readAuthnRequest', () => {
  const read =
    (attributes: string, content = '<s:Issuer>urn:sp</s:Issuer>') =>
    () =>
      readAuthnRequest(
        parseXml(
          `<p:AuthnRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:s="urn:oasis:names:tc:SAML:2.0:assertion" ${attributes}>${content}</p:AuthnRequest>`,
        ).root,
      );
  const BASE = 'ID="_1" Version="2.0" IssueInstant="2026-03-02T09:00:00Z"';

  it('reads a request of another writer', () => {
    const content =
      '<s:Issuer> urn:sp\n</s:Issuer><s:Subject><s:NameID>amina</s:NameID></s:Subject><p:RequestedAuthnContext><s:AuthnContextClassRef>urn:c</s:AuthnContextClassRef></p:RequestedAuthnContext>';
    expect(read(`${BASE} ForceAuthn="1" IsPassive="0"`, content)()).toMatchObject({
      issuer: 'urn:sp',
      forceAuthn: true,
      isPassive: false,
      subjectNameId: 'amina',
      requestedAuthnContext: { classRefs: ['urn:c'], comparison: 'exact' },
    });
  });

  it.each([
    ['another version', 'ID="_1" Version="1.1" IssueInstant="2026-03-02T09:00:00Z"', 'request.root'],
    ['no ID', 'Version="2.0" IssueInstant="2026-03-02T09:00:00Z"', 'xml.structure'],
    ['no IssueInstant', 'ID="_1" Version="2.0"', 'request.issue_instant'],
    ['a boolean that is none', `${BASE} ForceAuthn="yes"`, 'xml.structure'],
    ['an index that is none', `${BASE} AssertionConsumerServiceIndex="1e3"`, 'xml.structure'],
    ['an index out of range', `${BASE} AssertionConsumerServiceIndex="65536"`, 'xml.structure'],
    [
      'an index beside a URL',
      `${BASE} AssertionConsumerServiceIndex="1" AssertionConsumerServiceURL="https://a.example"`,
      'request.options',
    ],
  ] as const)('refuses %s', (_, attributes, code) => {
    expect(refusalOf(read(attributes)).code).toBe(code);
  });

  it('refuses another root, a second Issuer and a comparison that is none', () => {
    const { xml } = buildAuthnRequest(OPTIONS);
    for (const other of [
      xml.replaceAll('samlp:AuthnRequest', 'samlp:LogoutRequest'),
      xml.replaceAll('samlp:AuthnRequest', 'saml:AuthnRequest'),
    ]) {
      expect(refusalOf(() => readAuthnRequest(parseXml(other).root)).code).toBe('request.root');
    }
    expect(refusalOf(read(BASE, '<s:Issuer>a</s:Issuer><s:Issuer>b</s:Issuer>')).code).toBe('xml.structure');
    expect(refusalOf(read(BASE, '')).code).toBe('xml.structure');
    const context = '<s:Issuer>a</s:Issuer><p:RequestedAuthnContext Comparison="about"/>';
    expect(refusalOf(read(BASE, context)).code).toBe('xml.structure');
  });
});
