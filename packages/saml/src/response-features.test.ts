/**
 * Everything that a Response may hold beside the usual, one describe for each: what is accepted and how it is read, what is
 * refused, and where the border between the two lies. The single checks have tests of their own; these go through the whole verdict.
 */
import { describe, expect, it } from 'vitest';
import { makePartsJudge, statementParts } from '../test-support/judge-parts.ts';
import {
  at,
  attributeXml,
  audienceXml,
  authnStatementXml,
  conditionsXml,
  confirmationXml,
  nameIdXml,
  SAML_NS,
  SAMPLE,
  type SampleParts,
  statusXml,
} from '../test-support/sample-response.ts';
import { type EncryptedElementName, encryptElement } from './xenc/encrypt-element.ts';

const { forge, judge, read, codeOf } = await makePartsJudge();
const SKEW = 120_000;
const MINUTE = 60_000;

const sealed = (xml: string, wrapper: EncryptedElementName): string =>
  encryptElement(xml.replace(/[ >]/, ` xmlns:saml="${SAML_NS}"$&`), { certificate: forge.sp.certificatePem, wrapper });

const conditions = (...content: readonly string[]): Partial<SampleParts> => ({
  conditions: conditionsXml({ content: content.join('') }),
});

describe('an EncryptedAssertion', () => {
  const wrap = (xml: string): string =>
    encryptElement(xml, { certificate: forge.sp.certificatePem, wrapper: 'EncryptedAssertion' });

  it('is opened, and the verdict says with which key', async () => {
    const verdict = await judge(forge.message({}, { wrap }));
    expect(verdict).toMatchObject({ accepted: true, assertion: { encrypted: true, decryptionKeyName: 'sp' } });
  });

  it('is refused without our key, and when it holds two or none', async () => {
    const outcome = async (content: (xml: string) => string, options = {}): Promise<unknown> =>
      await judge(forge.message({}, { wrap: content }), options);
    expect(await outcome(wrap, { decryptionKeys: [] })).toMatchObject({ code: 'encryption.no_key' });
    expect(await outcome((xml) => wrap(`${xml}${xml}`))).toMatchObject({ code: 'encryption.failed' });
    expect(await outcome(() => wrap(`<saml:Advice xmlns:saml="${SAML_NS}"/>`))).toMatchObject({
      code: 'response.assertion_count',
    });
  });

  it('is one of one: beside another it needs a signature around both', async () => {
    const two = (xml: string): string => wrap(xml) + wrap(forge.assertion({ assertionId: '_second' }));
    expect(await judge(forge.message({}, { wrap: two }))).toMatchObject({ code: 'response.assertion_count' });
    expect(await judge(forge.message({}, { wrap: two, place: 'both' }))).toMatchObject({ accepted: true });
  });
});

describe('an EncryptedID', () => {
  const named = (content: string): Partial<SampleParts> => ({ nameId: sealed(content, 'EncryptedID') });

  it('is read to the character, qualifiers included', async () => {
    const nameId = '<saml:NameID NameQualifier="q" SPNameQualifier="s"> Amina </saml:NameID>';
    expect((await read(named(nameId))).nameId).toEqual({ value: ' Amina ', nameQualifier: 'q', spNameQualifier: 's' });
  });

  it('is refused when it holds something else, or stands beside a NameID', async () => {
    expect(await codeOf(named('<saml:Audience>amina</saml:Audience>'))).toBe('encryption.structure');
    expect(await codeOf(named('<saml:BaseID></saml:BaseID>'))).toBe('encryption.structure');
    const both = { nameId: nameIdXml('amina') + sealed(nameIdXml('otto'), 'EncryptedID') };
    expect(await codeOf(both)).toBe('assertion.name_id');
  });

  it('may have 1,024 characters, and not one more', async () => {
    expect(await codeOf(named(nameIdXml('a'.repeat(1024))))).toBe('accepted');
    expect(await codeOf(named(nameIdXml('a'.repeat(1025))))).toBe('assertion.name_id');
  });
});

describe('an EncryptedAttribute', () => {
  const seal = (xml: string): string => sealed(xml, 'EncryptedAttribute').replace(/ Id="[^"]*"/g, '');

  it('is read in its place, and merged with others of its name', async () => {
    const parts = statementParts(attributeXml('a', '1'), seal(attributeXml('a', '2')), attributeXml('b', '3'));
    expect((await read(parts)).attributes).toEqual([
      { name: 'a', values: [{ text: '1' }, { text: '2' }] },
      { name: 'b', values: [{ text: '3' }] },
    ]);
  });

  it('is refused when it holds something else, or an attribute without a name', async () => {
    expect(await codeOf(statementParts(seal('<saml:AttributeValue>x</saml:AttributeValue>')))).toBe(
      'encryption.structure',
    );
    expect(await codeOf(statementParts(seal('<saml:Attribute></saml:Attribute>')))).toBe('assertion.attribute');
  });

  it('may be there sixteen times, and not once more', async () => {
    const one = seal(attributeXml('a', '1'));
    expect(await codeOf(statementParts(one.repeat(16)))).toBe('accepted');
    expect(await codeOf(statementParts(one.repeat(17)))).toBe('encryption.structure');
  });
});

describe('AudienceRestrictions', () => {
  const ours = audienceXml(SAMPLE.spEntityId);
  const others = audienceXml('https://other.example');

  it('all have to name us, among others or alone', async () => {
    const assertion = await read(conditions(ours, audienceXml('https://other.example', SAMPLE.spEntityId)));
    expect(assertion.audience).toBe(SAMPLE.spEntityId);
  });

  it('refuse us when one of them does not, wherever it stands', async () => {
    expect(await codeOf(conditions(ours, others))).toBe('assertion.audience');
    expect(await codeOf(conditions(others, ours))).toBe('assertion.audience');
    expect(await codeOf(conditions(audienceXml('https://other.example', `${SAMPLE.spEntityId}/`)))).toBe(
      'assertion.audience',
    );
  });

  it('have to be there: one is enough, none and an empty one are not', async () => {
    expect(await codeOf(conditions(ours))).toBe('accepted');
    expect(await codeOf(conditions())).toBe('assertion.audience');
    expect(await codeOf(conditions(audienceXml()))).toBe('assertion.audience');
    expect(await codeOf(conditions(ours, audienceXml()))).toBe('assertion.audience');
  });
});

describe.each(['OneTimeUse', 'ProxyRestriction'])('%s', (name) => {
  const ours = audienceXml(SAMPLE.spEntityId);
  const condition = `<saml:${name}/>`;

  it('is accepted beside the audience, before and after it', async () => {
    expect(await codeOf(conditions(condition, ours))).toBe('accepted');
    expect(await codeOf(conditions(ours, condition))).toBe('accepted');
  });

  it('is refused from another namespace, and as a condition that only says it is one', async () => {
    expect(await codeOf(conditions(ours, `<${name} xmlns="urn:x"/>`))).toBe('assertion.conditions');
    expect(
      await codeOf(
        conditions(
          ours,
          `<saml:Condition xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="saml:${name}Type"/>`,
        ),
      ),
    ).toBe('assertion.conditions');
  });

  it('may be there once, and not twice', async () => {
    expect(await codeOf(conditions(ours, condition))).toBe('accepted');
    expect(await codeOf(conditions(ours, condition, condition))).toBe('assertion.conditions');
  });
});

describe('what a ProxyRestriction says', () => {
  const restricted = (restriction: string): Promise<unknown> =>
    read(conditions(audienceXml(SAMPLE.spEntityId), restriction)).then((assertion) => assertion.proxyRestriction);

  it('is handed on to whoever asserts further', async () => {
    const audience = '<saml:Audience> https://app.example/a </saml:Audience>';
    expect(await restricted('')).toBeUndefined();
    expect(await restricted('<saml:ProxyRestriction/>')).toEqual({ count: undefined, audiences: [] });
    expect(await restricted('<saml:ProxyRestriction Count="0"/>')).toEqual({ count: 0, audiences: [] });
    expect(await restricted(`<saml:ProxyRestriction Count="12">${audience}</saml:ProxyRestriction>`)).toEqual({
      count: 12,
      audiences: ['https://app.example/a'],
    });
  });
});

describe('the Count of a ProxyRestriction', () => {
  const counted = (count: string): Partial<SampleParts> =>
    conditions(audienceXml(SAMPLE.spEntityId), `<saml:ProxyRestriction Count="${count}"/>`);

  it('is a number from 0 on', async () => {
    expect(await codeOf(counted('0'))).toBe('accepted');
    expect(await codeOf(counted('12'))).toBe('accepted');
    expect(await codeOf(counted(' 1 '))).toBe('accepted');
    expect(await codeOf(counted('-1'))).toBe('assertion.conditions');
    expect(await codeOf(counted('many'))).toBe('assertion.conditions');
    expect(await codeOf(counted(''))).toBe('assertion.conditions');
  });
});

describe('several SubjectConfirmations', () => {
  const other = confirmationXml({ recipient: 'https://other.example/acs' });
  const holderOfKey = confirmationXml({ method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' });

  it('confirm when one bearer among them is valid, whichever it is', async () => {
    for (const confirmation of [
      confirmationXml() + other,
      other + confirmationXml(),
      holderOfKey + confirmationXml(),
    ]) {
      expect((await read({ confirmation })).recipient).toBe(SAMPLE.acsUrl);
    }
  });

  it('confirm nothing when each is wrong in its own way, or none is a bearer', async () => {
    const late = confirmationXml({ notOnOrAfter: at(-SKEW) });
    expect(await codeOf({ confirmation: other + late })).toBe('assertion.subject_confirmation');
    expect(await codeOf({ confirmation: holderOfKey + holderOfKey })).toBe('assertion.subject_confirmation');
  });

  it('end with the clock skew, of the valid one alone', async () => {
    const ending = (offset: number): Partial<SampleParts> => ({
      confirmation: other + confirmationXml({ notOnOrAfter: at(offset) }),
    });
    expect(await codeOf(ending(-SKEW + 1))).toBe('accepted');
    expect(await codeOf(ending(-SKEW))).toBe('assertion.subject_confirmation');
  });
});

describe('SessionNotOnOrAfter', () => {
  const session = (...ends: readonly number[]): Partial<SampleParts> => ({
    authnStatement: ends
      .map((end) => authnStatementXml(`AuthnInstant="${at(-MINUTE)}" SessionNotOnOrAfter="${at(end)}"`))
      .join(''),
  });

  it('is the earliest of all statements, and absent when none has one', async () => {
    expect((await read(session(3 * MINUTE, MINUTE))).sessionNotOnOrAfter).toEqual(new Date(at(MINUTE)));
    expect((await read({})).sessionNotOnOrAfter).toBeUndefined();
  });

  it('is refused when any of them is over, and when it is no instant', async () => {
    expect(await codeOf(session(MINUTE, -SKEW))).toBe('assertion.session_expired');
    const broken = authnStatementXml(`AuthnInstant="${at(0)}" SessionNotOnOrAfter="tomorrow"`);
    expect(await codeOf({ authnStatement: broken })).toBe('assertion.authn_statement');
  });

  it('may be just not as long ago as the clock skew', async () => {
    expect(await codeOf(session(-SKEW + 1))).toBe('accepted');
    expect(await codeOf(session(-SKEW))).toBe('assertion.session_expired');
  });
});

describe('the AuthnContext', () => {
  const PASSWORD = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';
  const X509 = 'urn:oasis:names:tc:SAML:2.0:ac:classes:X509';
  const signedInBy = (instant: number, classRef: string): string =>
    authnStatementXml(`AuthnInstant="${at(instant)}"`).replace(PASSWORD, classRef);

  it('is read, and accepted when it was asked for among others', async () => {
    expect((await read({}, { requestedAuthnContext: [X509, PASSWORD] })).authnContextClassRef).toBe(PASSWORD);
    expect((await read({ authnStatement: signedInBy(0, X509) })).authnContextClassRef).toBe(X509);
  });

  it('is refused when another one was asked for, or none is named', async () => {
    const requestedAuthnContext = [X509];
    expect(await codeOf({}, { requestedAuthnContext })).toBe('assertion.authn_context');
    const none = { authnStatement: `<saml:AuthnStatement AuthnInstant="${at(0)}"/>` };
    expect(await codeOf(none, { requestedAuthnContext })).toBe('assertion.authn_context');
    expect(await codeOf(none)).toBe('accepted');
    expect(await codeOf({ authnStatement: signedInBy(0, X509.toUpperCase()) }, { requestedAuthnContext })).toBe(
      'assertion.authn_context',
    );
  });

  it('is that of the last act of signing in, by a millisecond', async () => {
    const two = (password: number, x509: number) => ({
      authnStatement: signedInBy(password, PASSWORD) + signedInBy(x509, X509),
    });
    expect((await read(two(-2, -1))).authnContextClassRef).toBe(X509);
    expect((await read(two(-1, -2))).authnContextClassRef).toBe(PASSWORD);
    expect(await codeOf(two(-1, -2), { requestedAuthnContext: [X509] })).toBe('assertion.authn_context');
  });
});

describe('status codes with sub-codes', () => {
  const inner = (name: string, content = ''): string =>
    `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${name}">${content}</samlp:StatusCode>`;

  it('pass when the top one is Success, whatever is inside', async () => {
    expect(await codeOf({ status: statusXml('Success', inner('PartialLogout')) })).toBe('accepted');
  });

  it('refuse with every code and the message', async () => {
    const status = statusXml('Responder', inner('AuthnFailed', inner('NoPasskey'))).replace(
      '</samlp:Status>',
      '<samlp:StatusMessage>no passkey</samlp:StatusMessage></samlp:Status>',
    );
    expect(await judge(forge.message({ status }))).toMatchObject({
      code: 'response.status',
      received: 'Responder / AuthnFailed / NoPasskey: no passkey',
    });
    expect(await codeOf({ status: statusXml('Requester', inner('Success')) })).toBe('response.status');
    expect(await codeOf({ status: statusXml('Responder', inner('A') + inner('B')) })).toBe('xml.structure');
  });

  it('are read five deep', async () => {
    const deep = (...names: readonly string[]): string =>
      names.reduceRight((content, name) => inner(name, content), '');
    const received = async (...names: readonly string[]): Promise<unknown> => {
      const verdict = await judge(forge.message({ status: statusXml('Responder', deep(...names)) }));
      return verdict.accepted ? 'accepted' : verdict.received;
    };
    expect(await received('A', 'B', 'C', 'D')).toBe('Responder / A / B / C / D');
    expect(await received('A', 'B', 'C', 'D', 'E')).toBe('Responder / A / B / C / D');
  });
});
