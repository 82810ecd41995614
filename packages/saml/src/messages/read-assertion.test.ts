import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../test-support/refusal.ts';
import { verifiedXml } from '../../test-support/verified.ts';
import { readAssertion } from './read-assertion.ts';
import { readAuthnStatements } from './read-authn-statements.ts';
import { readConditions } from './read-conditions.ts';
import { requireId } from './read-instant.ts';
import { verifiedBy, verifiedChild, verifiedWithin } from './verified-element.ts';

const assertion = (content = '', attributes = 'ID="_1" Version="2.0"') =>
  verifiedXml(`<saml:Assertion ${attributes}><saml:Issuer> urn:idp </saml:Issuer>${content}</saml:Assertion>`);

describe('readAssertion', () => {
  it('finds the parts, and takes an assertion without any', () => {
    const read = readAssertion(
      assertion(
        '<saml:Subject/><saml:Conditions/><saml:AuthnStatement/><saml:AttributeStatement/><saml:AttributeStatement/>',
      ),
    );
    expect(read).toMatchObject({ id: '_1', issuer: 'urn:idp' });
    expect(read.subject?.localName).toBe('Subject');
    expect(read.conditions?.localName).toBe('Conditions');
    expect(read.authnStatements).toHaveLength(1);
    expect(read.attributeStatements).toHaveLength(2);
    expect(readAssertion(assertion()).subject).toBeUndefined();
  });

  it('refuses other versions', () => {
    expect(refusalOf(() => readAssertion(assertion('', 'ID="_1" Version="1.1"'))).code).toBe('assertion.version');
    expect(refusalOf(() => readAssertion(assertion('', 'ID="_1"'))).code).toBe('assertion.version');
  });

  it('takes a signature for one by its namespace and its name', () => {
    const dsig = 'http://www.w3.org/2000/09/xmldsig#';
    expect(readAssertion(assertion(`<Signature xmlns="${dsig}"/>`)).id).toBe('_1');
    expect(refusalOf(() => readAssertion(assertion(`<KeyInfo xmlns="${dsig}"/>`))).received).toBe(`KeyInfo in ${dsig}`);
    expect(refusalOf(() => readAssertion(assertion('<Signature/>'))).received).toBe('Signature in no namespace');
  });

  it('refuses what the schema does not know and what may be there once only', () => {
    expect(refusalOf(() => readAssertion(assertion('<x xmlns="urn:x"/>'))).code).toBe('xml.structure');
    expect(refusalOf(() => readAssertion(assertion('<saml:NameID>a</saml:NameID>'))).code).toBe('xml.structure');
    expect(refusalOf(() => readAssertion(assertion('<saml:Subject/><saml:Subject/>'))).code).toBe('xml.structure');
    expect(refusalOf(() => readAssertion(assertion('<saml:Issuer>b</saml:Issuer>'))).code).toBe('xml.structure');
  });
});

describe('requireId', () => {
  it('accepts IDs that begin with a digit, which some products send', () => {
    expect(requireId(verifiedXml('<a ID="0e7a"/>'))).toBe('0e7a');
  });

  it('refuses an absent or empty ID and one with white space', () => {
    for (const xml of ['<a/>', '<a ID=""/>', '<a ID="a b"/>', '<a ID="a&#10;"/>', '<a saml:ID="x"/>']) {
      expect(refusalOf(() => requireId(verifiedXml(xml))).code).toBe('xml.structure');
    }
  });
});

describe('readConditions', () => {
  const conditions =
    (content: string, attributes = '') =>
    () =>
      readConditions(verifiedXml(`<saml:Conditions ${attributes}>${content}</saml:Conditions>`));

  it('reads absent Conditions as no conditions', () => {
    expect(readConditions(undefined)).toEqual({
      notBefore: undefined,
      notOnOrAfter: undefined,
      audienceRestrictions: [],
    });
  });

  it('reads instants and every restriction, with white space collapsed', () => {
    const restriction =
      '<saml:AudienceRestriction><saml:Audience>\n urn:a </saml:Audience><saml:Audience>urn:b</saml:Audience></saml:AudienceRestriction>';
    const read = conditions(`${restriction}<saml:AudienceRestriction/>`, 'NotBefore="1970-01-01T00:00:01Z"')();
    expect(read).toEqual({ notBefore: 1000, notOnOrAfter: undefined, audienceRestrictions: [['urn:a', 'urn:b'], []] });
  });

  it('accepts OneTimeUse and ProxyRestriction, refuses others and instants that are none', () => {
    expect(conditions('<saml:OneTimeUse/><saml:ProxyRestriction Count="0"/>')().audienceRestrictions).toEqual([]);
    expect(refusalOf(conditions('<saml:Condition xsi:type="x"/>')).code).toBe('assertion.conditions');
    expect(refusalOf(conditions('<OneTimeUse xmlns="urn:x"/>')).code).toBe('assertion.conditions');
    expect(refusalOf(conditions('', 'NotOnOrAfter="soon"')).code).toBe('assertion.conditions');
  });
});

describe('readAuthnStatements', () => {
  const statement = (attributes: string, context = '') =>
    verifiedXml(`<saml:AuthnStatement ${attributes}>${context}</saml:AuthnStatement>`);

  it('reads instants, session and context', () => {
    const context =
      '<saml:AuthnContext><saml:AuthnContextClassRef> urn:c </saml:AuthnContextClassRef><saml:AuthenticatingAuthority>urn:x</saml:AuthenticatingAuthority></saml:AuthnContext>';
    const attributes =
      'AuthnInstant="1970-01-01T00:00:01Z" SessionNotOnOrAfter="1970-01-01T00:00:02Z" SessionIndex="s"';
    expect(readAuthnStatements([statement(attributes, context)])).toEqual([
      {
        authnInstant: new Date(1000),
        sessionIndex: 's',
        sessionNotOnOrAfter: new Date(2000),
        authnContextClassRef: 'urn:c',
        authenticatingAuthorities: ['urn:x'],
      },
    ]);
  });

  it('takes a statement without a context, but not one without an instant', () => {
    expect(
      readAuthnStatements([statement('AuthnInstant="1970-01-01T00:00:01Z"')])[0]?.authnContextClassRef,
    ).toBeUndefined();
    expect(refusalOf(() => readAuthnStatements([statement('')])).code).toBe('assertion.authn_statement');
    expect(refusalOf(() => readAuthnStatements([statement('AuthnInstant="x"')])).code).toBe(
      'assertion.authn_statement',
    );
  });
});

describe('what is marked as verified', () => {
  const key = {} as never;
  const signed = assertion('<saml:Subject/>');
  const other = assertion();
  const signature = { element: signed, key, signatureMethod: 'm', digestMethod: 'd' };
  const [, subject] = signed.children;

  it('is the signed element and what lies inside, and nothing else', () => {
    expect(verifiedBy(signed, signature)).toBe(signed);
    if (subject?.kind !== 'element') {
      throw new Error('no subject');
    }
    expect(verifiedBy(subject, signature)).toBe(subject);
    expect(verifiedChild(subject, signed)).toBe(subject);
    expect(verifiedWithin(subject, signed)).toBe(subject);
    expect(() => verifiedBy(other, signature)).toThrow('outside the signed bytes');
    expect(() => verifiedChild(subject, other)).toThrow('another parent');
    expect(() => verifiedWithin(subject, other)).toThrow('outside the signed bytes');
    const parent = signed.parent;
    expect(parent).toBeDefined();
    expect(() => verifiedBy(parent ?? other, signature)).toThrow('outside the signed bytes');
  });
});
