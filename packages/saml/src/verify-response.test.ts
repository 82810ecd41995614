import { describe, expect, it } from 'vitest';
import { makeForge } from '../test-support/hostile/hostile-case.ts';
import { testKeyPair } from '../test-support/keys.ts';
import {
  at,
  attributeXml,
  conditionsXml,
  confirmationXml,
  issuerXml,
  nameIdXml,
  SAMPLE,
} from '../test-support/sample-response.ts';
import { RESPONSE_CHECKS } from './checks/response-checks.ts';
import type { VerifyResponseOptions } from './checks/verify-response-options.ts';
import { loadVerificationKey } from './dsig/verification-key.ts';
import type { VerifiedAssertion } from './messages/assertion.ts';
import { replayEntries } from './replay-entries.ts';
import { verifyResponse } from './verify-response.ts';
import { loadDecryptionKey } from './xenc/decryption-key.ts';
import { encryptElement } from './xenc/encrypt-element.ts';
import { parseXml } from './xml/parse-xml.ts';
import type { XmlLimits } from './xml/xml-node.ts';

const forge = await makeForge();

const verify = (xml: string, options: Partial<VerifyResponseOptions> = {}) =>
  verifyResponse({ samlResponse: Buffer.from(xml).toString('base64') }, { ...forge.options, ...options });

const accept = async (xml: string, options: Partial<VerifyResponseOptions> = {}): Promise<VerifiedAssertion> => {
  const verdict = await verify(xml, options);
  if (!verdict.accepted) {
    throw new Error(`${verdict.code}: ${verdict.received ?? ''}`);
  }
  return verdict.assertion;
};

const attributes = (first: string): string =>
  `<saml:AttributeStatement>${first}${attributeXml('email', SAMPLE.user)}</saml:AttributeStatement>`;

describe('verifyResponse', () => {
  it('gives every value of an accepted message', async () => {
    expect(await accept(forge.message({}, { place: 'both' }))).toEqual({
      id: SAMPLE.assertionId,
      responseId: SAMPLE.responseId,
      issuer: SAMPLE.idpEntityId,
      issueInstant: SAMPLE.now,
      nameId: {
        value: SAMPLE.user,
        format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
      },
      attributes: [
        { name: 'email', values: [{ text: SAMPLE.user }] },
        { name: 'groups', values: [{ text: 'agents' }, { text: 'supervisors' }] },
      ],
      authnInstant: new Date(at(-60_000)),
      sessionIndex: '_session-1',
      authnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
      authenticatingAuthorities: [],
      audience: SAMPLE.spEntityId,
      recipient: SAMPLE.acsUrl,
      inResponseTo: SAMPLE.requestId,
      notOnOrAfter: new Date(at(300_000)),
      signedBy: {
        signed: 'both',
        keyName: forge.options.verificationKeys[0]?.name,
        fingerprintSha256: forge.options.verificationKeys[0]?.certificate?.fingerprintSha256,
        signatureMethod: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
        digestMethod: 'http://www.w3.org/2001/04/xmlenc#sha256',
      },
      encrypted: false,
    });
  });

  it('lists every check in its order, with the reason of those that do not apply', async () => {
    const verdict = await verify(forge.message());
    expect(verdict.checks.map(({ name }) => name)).toEqual(RESPONSE_CHECKS);
    expect(verdict.checks.filter(({ status }) => status !== 'passed')).toEqual([
      { name: 'response-signature', status: 'skipped', reason: 'the Response is not signed' },
      { name: 'decryption', status: 'skipped', reason: 'the assertion is not encrypted' },
      { name: 'authn-context', status: 'skipped', reason: 'no authentication context was asked for' },
    ]);
  });

  it('takes base64 with line breaks, octets, and a document that was parsed before', async () => {
    const xml = forge.message();
    const base64 = (
      Buffer.from(xml)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\r\n');
    const verdicts = await Promise.all([
      verifyResponse({ samlResponse: base64 }, forge.options),
      verifyResponse({ xml: Buffer.from(xml) }, forge.options),
      verifyResponse({ document: parseXml(xml) }, forge.options),
    ]);
    expect(verdicts.map(({ accepted }) => accepted)).toEqual([true, true, true]);
    expect(verdicts[2]?.checks[0]?.status).toBe('skipped');
  });

  it('tells in a refusal what the message claims, and what was expected', async () => {
    const verdict = await verify(forge.message({ responseIssuer: issuerXml(`${SAMPLE.idpEntityId}/`) }));
    expect(verdict).toMatchObject({
      accepted: false,
      code: 'response.issuer',
      expected: SAMPLE.idpEntityId,
      received: `${SAMPLE.idpEntityId}/`,
      hint: 'differs only in a trailing slash',
      unverified: { issuer: `${SAMPLE.idpEntityId}/`, inResponseTo: SAMPLE.requestId, responseId: SAMPLE.responseId },
    });
    expect(await verify('no xml')).toMatchObject({ accepted: false, code: 'xml.syntax', unverified: {} });
  });

  it('turns a defect into a refusal that keeps its cause', async () => {
    const defect = new Error('a defect');
    const limits = {
      ...forge.options.limits,
      get maxBytes(): number {
        throw defect;
      },
    };
    const verdict = await verify(forge.message(), { limits: limits as XmlLimits });
    expect(verdict).toMatchObject({ accepted: false, code: 'message.internal', failure: { cause: defect } });
  });

  it.each([
    ['a clock skew above the limit', { clockSkewMs: 300_001 }],
    ['a negative clock skew', { clockSkewMs: -1 }],
    ['a clock skew that is no number', { clockSkewMs: Number.NaN }],
    ['a lifetime that is no number', { maxLifetimeMs: Number.NaN }],
    ['a max_age that is no number', { maxAuthnAgeMs: Number.NaN }],
    ['an instant that is none', { now: new Date('x') }],
    ['a request instant that is none', { forceAuthnIssuedAt: new Date('x') }],
    ['an empty entity ID', { idpEntityId: '' }],
    ['an empty audience', { audiences: [SAMPLE.spEntityId, ''] }],
    ['an empty ACS URL', { acsUrls: [''] }],
    ['an empty request ID', { inResponseTo: '' }],
  ] as const)('throws for %s, which would make a check pass', async (_, options) => {
    await expect(verify(forge.message(), options)).rejects.toThrow(RangeError);
  });

  it('takes a clock skew from nothing to five minutes', async () => {
    expect(await verify(forge.message(), { clockSkewMs: 0 })).toMatchObject({ accepted: true });
    expect(await verify(forge.message(), { clockSkewMs: 300_000 })).toMatchObject({ accepted: true });
  });

  it('uses the clock skew and the longest lifetime that it is given', async () => {
    const late = forge.message({ conditions: conditionsXml({ notBefore: at(200_000) }) });
    expect(await verify(late)).toMatchObject({ code: 'assertion.not_yet_valid' });
    expect(await verify(late, { clockSkewMs: 199_999 })).toMatchObject({ code: 'assertion.not_yet_valid' });
    expect(await verify(late, { clockSkewMs: 200_000 })).toMatchObject({ accepted: true });
    expect(await verify(forge.message(), { maxLifetimeMs: 299_999 })).toMatchObject({ code: 'assertion.lifetime' });
    expect(await verify(forge.message(), { maxLifetimeMs: 300_000 })).toMatchObject({ accepted: true });
  });

  it('collapses white space around names, and keeps that of the NameID', async () => {
    const assertion = await accept(
      forge.message({
        assertionIssuer: issuerXml(`\n  ${SAMPLE.idpEntityId}\t`),
        destination: ` ${SAMPLE.acsUrl} `,
        nameId: nameIdXml(' amina \n'),
        confirmation: confirmationXml({ recipient: `${SAMPLE.acsUrl} ` }),
      }),
    );
    expect(assertion).toMatchObject({ issuer: SAMPLE.idpEntityId, recipient: SAMPLE.acsUrl });
    expect(assertion.nameId?.value).toBe(' amina \n');
  });

  it('accepts CDATA, character references, comments and white space between elements', async () => {
    const assertion = await accept(
      forge.message({
        nameId: nameIdXml('<![CDATA[a<b]]>&#x26;c'),
        advice: '\n<!-- nothing here -->\n<saml:Advice/>\n',
      }),
    );
    expect(assertion.nameId?.value).toBe('a<b&c');
  });

  it('accepts a subject that is named by attributes only', async () => {
    const assertion = await accept(forge.message({ nameId: '' }));
    expect(assertion.nameId).toBeUndefined();
    expect(assertion.attributes).toHaveLength(2);
    expect((await accept(forge.message({ attributeStatement: '' }))).attributes).toEqual([]);
  });

  it.each([
    ['an attribute without a name among others', { attributeStatement: attributes(attributeXml('', 'x')) }],
    [
      'the same id in the XML of two values',
      { attributeStatement: attributes(attributeXml('a', '<i id="1">x</i>', '<i id="1">y</i>')) },
    ],
    [
      'a comment between the elements of a value',
      { attributeStatement: attributes(attributeXml('a', '<i>x</i><!-- c -->')) },
    ],
    ['an empty Destination', { destination: '' }],
    ['an empty InResponseTo on the Response', { inResponseTo: '' }],
    ['an empty NameID beside attributes', { nameId: '<saml:NameID/>' }],
  ] as const)('accepts %s', async (_, parts) => {
    expect((await accept(forge.message(parts))).id).toBe(SAMPLE.assertionId);
  });

  it('refuses what these would hide where it counts', async () => {
    const signed = { place: 'response' } as const;
    expect(await verify(forge.message({ destination: '' }, signed))).toMatchObject({ code: 'response.destination' });
    const nobody = forge.message({ nameId: '<saml:NameID/>', attributeStatement: '' });
    expect(await verify(nobody)).toMatchObject({ code: 'assertion.name_id' });
    const unnamed = {
      nameId: '<saml:NameID/>',
      attributeStatement: `<saml:AttributeStatement>${attributeXml('', 'x')}</saml:AttributeStatement>`,
    };
    expect(await verify(forge.message(unnamed))).toMatchObject({ code: 'assertion.name_id' });
  });

  it('accepts an unsolicited answer with an empty InResponseTo', async () => {
    const inResponseTo = { unsolicited: true } as const;
    const empty = forge.message({ inResponseTo: '', confirmation: confirmationXml({ inResponseTo: '' }) });
    expect((await accept(empty, { inResponseTo })).inResponseTo).toBeUndefined();
    expect(await verify(empty)).toMatchObject({ code: 'assertion.in_response_to' });
  });

  it('does not read an unsigned Response: its ID is not in the answer', async () => {
    const assertion = await accept(forge.message({ responseIssuer: '', destination: undefined }));
    expect(assertion.responseId).toBeUndefined();
    expect(assertion.signedBy.signed).toBe('assertion');
  });
});

describe('verifyResponse with several keys', () => {
  it('tries our keys and those of the identity provider in their order, and says which one fitted', async () => {
    const [next, other] = await Promise.all([testKeyPair('corpus-attacker'), testKeyPair('somebody-else')]);
    const verificationKeys = [
      loadVerificationKey(next.certificatePem, { name: 'next' }),
      loadVerificationKey(forge.idp.certificatePem, { name: 'current' }),
    ];
    const decryptionKeys = [
      loadDecryptionKey({ name: 'old', privateKeyPem: other.privateKeyPem }),
      loadDecryptionKey({ name: 'new', privateKeyPem: forge.sp.privateKeyPem }),
    ];
    const wrap = (assertion: string): string =>
      encryptElement(assertion, { certificate: forge.sp.certificatePem, wrapper: 'EncryptedAssertion' });
    const assertion = await accept(forge.message({}, { wrap }), { verificationKeys, decryptionKeys });
    expect(assertion).toMatchObject({ signedBy: { keyName: 'current' }, decryptionKeyName: 'new', encrypted: true });
  });

  it('refuses everything when there is no key', async () => {
    expect(await verify(forge.message(), { verificationKeys: [] })).toMatchObject({ code: 'signature.key' });
  });

  it('lets weak signatures through only where that was chosen', async () => {
    const sha1 = forge.message(
      {},
      { signature: { style: { signatureMethod: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' } } },
    );
    expect(await verify(sha1)).toMatchObject({ code: 'signature.algorithm' });
    expect(await verify(sha1, { allowSha1: true })).toMatchObject({ accepted: true });
    const weak = await testKeyPair('weak', 'rsa-1024');
    const signed = forge.message({}, { signature: { privateKeyPem: weak.privateKeyPem } });
    const verificationKeys = [loadVerificationKey(weak.certificatePem)];
    expect(await verify(signed, { verificationKeys })).toMatchObject({ code: 'signature.key' });
    expect(await verify(signed, { verificationKeys, allowRsa1024: true })).toMatchObject({ accepted: true });
  });
});

describe('verifyResponse and encrypted parts of a signed assertion', () => {
  const encrypted = (xml: string, wrapper: 'EncryptedID' | 'EncryptedAttribute'): string =>
    encryptElement(xml.replace(' ', ' xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" '), {
      certificate: forge.sp.certificatePem,
      wrapper,
      contentAlgorithm: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
    });

  it('reads an EncryptedID and an EncryptedAttribute', async () => {
    const assertion = await accept(
      forge.message({
        nameId: encrypted(nameIdXml('secret'), 'EncryptedID'),
        attributeStatement: `<saml:AttributeStatement>${attributeXml('a', '1')}${encrypted(attributeXml('b', '2'), 'EncryptedAttribute')}${attributeXml('c', '3')}</saml:AttributeStatement>`,
      }),
    );
    expect(assertion.nameId?.value).toBe('secret');
    expect(assertion.attributes.map(({ name, values }) => [name, values[0]?.text])).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ]);
  });

  it('refuses an EncryptedID with a NameID of another vocabulary inside', async () => {
    const nameId = encryptElement('<NameID xmlns="urn:other">secret</NameID>', {
      certificate: forge.sp.certificatePem,
      wrapper: 'EncryptedID',
    });
    expect(await verify(forge.message({ nameId }))).toMatchObject({ code: 'encryption.structure' });
  });

  it('opens up to 16 parts of one message', async () => {
    const statement = (count: number): string =>
      `<saml:AttributeStatement>${encrypted(attributeXml('b', '2'), 'EncryptedAttribute').repeat(count)}</saml:AttributeStatement>`;
    const message = (count: number): string =>
      forge.message({
        nameId: encrypted(nameIdXml('secret'), 'EncryptedID'),
        attributeStatement: statement(count)
          .replace(/ Id="[^"]*"/g, '')
          .replace(/<xenc:ReferenceList>.*?<\/xenc:ReferenceList>/g, ''),
      });
    expect((await accept(message(15))).attributes[0]?.values).toHaveLength(15);
    expect(await verify(message(16))).toMatchObject({
      code: 'encryption.structure',
      expected: 'at most 16 content keys to unwrap in one message',
    });
  });

  it('counts the assertion among them', async () => {
    const fourteen = encrypted(attributeXml('b', '2'), 'EncryptedAttribute').replace(/ Id="[^"]*"/g, '');
    const parts = (count: number) => ({
      attributeStatement: `<saml:AttributeStatement>${fourteen.repeat(count)}</saml:AttributeStatement>`,
    });
    const wrap = (assertion: string): string =>
      encryptElement(assertion, { certificate: forge.sp.certificatePem, wrapper: 'EncryptedAssertion' });
    expect((await accept(forge.message(parts(15), { wrap }))).encrypted).toBe(true);
    expect(await verify(forge.message(parts(16), { wrap }))).toMatchObject({ code: 'encryption.structure' });
  });

  it.each([
    ['the ID of the assertion', `<i ID="${SAMPLE.assertionId}"/>`, 'xml.duplicate_id'],
    ['the ID of another encrypted part', '<i ID="_in-the-first"/>', 'xml.duplicate_id'],
    ['a signature', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>', 'signature.misplaced'],
    ['an assertion', '<saml:Assertion/>', 'response.assertion_count'],
    ['another ID', '<i ID="_in-the-second"/>', 'accepted'],
  ])('judges an EncryptedAttribute that holds %s as if it stood there in the clear', async (_, content, outcome) => {
    const attribute = (name: string, xml: string): string => attributeXml(name, xml);
    const first = '<i ID="_in-the-first"/>';
    const message = (...pieces: readonly string[]): string =>
      forge.message({ attributeStatement: attributes(pieces.join('')) });
    const seal = (xml: string): string => encrypted(xml, 'EncryptedAttribute');
    const code = async (xml: string): Promise<string> => {
      const verdict = await verify(xml);
      return verdict.accepted ? 'accepted' : verdict.code;
    };
    expect(await code(message(attribute('a', first), attribute('b', content)))).toBe(outcome);
    expect(await code(message(seal(attribute('a', first)), seal(attribute('b', content))))).toBe(outcome);
  });

  it('refuses an EncryptedID whose NameID has the ID of the assertion', async () => {
    const named = (id: string): string =>
      forge.message({ nameId: encrypted(nameIdXml('secret').replace(' ', ` ID="${id}" `), 'EncryptedID') });
    expect(await verify(named(SAMPLE.assertionId))).toMatchObject({ code: 'xml.duplicate_id' });
    expect((await accept(named('_another'))).nameId?.value).toBe('secret');
  });

  it('refuses them without a key of ours', async () => {
    const xml = forge.message({ nameId: encrypted(nameIdXml('secret'), 'EncryptedID') });
    expect(await verify(xml, { decryptionKeys: [] })).toMatchObject({ code: 'encryption.no_key' });
  });
});

describe('replayEntries', () => {
  it('names the assertion until nobody could use it any more', async () => {
    const assertion = await accept(forge.message());
    expect(replayEntries(assertion, { clockSkewMs: 120_000 })).toEqual([
      { kind: 'assertion', issuer: SAMPLE.idpEntityId, id: SAMPLE.assertionId, until: new Date(at(420_000)) },
    ]);
  });

  it('is kept until the last confirmation ends, as that may answer another request', async () => {
    const HOUR = 3_600_000;
    const confirmation =
      confirmationXml() + confirmationXml({ inResponseTo: '_another-request', notOnOrAfter: at(6 * HOUR) });
    const until = async (conditionsEnd: number): Promise<string | undefined> => {
      const conditions = conditionsXml({ notOnOrAfter: at(conditionsEnd) });
      const assertion = await accept(forge.message({ inResponseTo: undefined, confirmation, conditions }));
      return replayEntries(assertion, { clockSkewMs: 120_000 })[0]?.until.toISOString();
    };
    expect(await until(7 * HOUR)).toBe(at(6 * HOUR + 120_000));
    expect(await until(HOUR)).toBe(at(HOUR + 120_000));
  });

  it('names a signed Response too', async () => {
    const assertion = await accept(forge.message({}, { place: 'response' }));
    expect(replayEntries(assertion, { clockSkewMs: 0 }).map(({ kind, id }) => [kind, id])).toEqual([
      ['assertion', SAMPLE.assertionId],
      ['response', SAMPLE.responseId],
    ]);
  });
});
