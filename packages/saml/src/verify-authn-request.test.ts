import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testKeyPair } from '../test-support/keys.ts';
import { refusalOf } from '../test-support/refusal.ts';
import { encodeRedirect } from './bindings/redirect-binding.ts';
import { AUTHN_REQUEST_CHECKS } from './checks/authn-request-checks.ts';
import { signXml } from './dsig/sign-xml.ts';
import { loadSigningKey } from './dsig/signing-key.ts';
import { loadVerificationKey } from './dsig/verification-key.ts';
import { type BuildAuthnRequestOptions, buildAuthnRequest } from './messages/build-authn-request.ts';
import {
  decodeAuthnRequest,
  judgeAuthnRequest,
  type VerifyAuthnRequestOptions,
  verifyAuthnRequest,
} from './verify-authn-request.ts';

const sp = await testKeyPair('sp-signing');
const attacker = await testKeyPair('corpus-attacker');
const key = loadSigningKey({ privateKeyPem: sp.privateKeyPem, certificate: sp.certificatePem });
const attackerKey = loadSigningKey({ privateKeyPem: attacker.privateKeyPem, certificate: attacker.certificatePem });
const NOW = new Date('2026-03-02T09:00:00.000Z');
const SSO = 'https://idp.example/sso';
const ACS = 'https://sso.example.com/acs';

const REQUEST: BuildAuthnRequestOptions = {
  issuer: 'https://sso.example.com/sp',
  destination: SSO,
  acsUrl: ACS,
  now: NOW,
  random: randomBytes,
};

const OPTIONS: VerifyAuthnRequestOptions = {
  serviceProvider: {
    entityId: REQUEST.issuer,
    acs: [
      { url: 'https://sso.example.com/first', index: 0 },
      { url: ACS, index: 1, isDefault: true },
      {
        url: 'https://sso.example.com/artifact',
        index: 2,
        binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact',
      },
    ],
    verificationKeys: [loadVerificationKey(sp.certificatePem)],
  },
  ssoUrls: [SSO],
  now: NOW,
};

const posted = async (request: Partial<BuildAuthnRequestOptions> = {}, signingKey = key) => {
  const { id, xml } = buildAuthnRequest({ ...REQUEST, ...request });
  const signed = await signXml(xml, { elementId: id, key: signingKey });
  return decodeAuthnRequest({ samlRequest: Buffer.from(signed).toString('base64') });
};

const unsigned = (request: Partial<BuildAuthnRequestOptions> = {}) => {
  const { xml } = buildAuthnRequest({ ...REQUEST, ...request });
  return decodeAuthnRequest({ samlRequest: Buffer.from(xml).toString('base64') });
};

const redirected = async (signing?: { readonly key: typeof key }) => {
  const { xml } = buildAuthnRequest(REQUEST);
  const url = await encodeRedirect({
    destination: SSO,
    parameter: 'SAMLRequest',
    message: xml,
    relayState: 'r',
    signing,
  });
  return new URL(url).search.slice(1);
};

describe('verifyAuthnRequest', () => {
  it('accepts a request that was signed and posted', async () => {
    expect(verifyAuthnRequest(await posted(), OPTIONS)).toMatchObject({
      issuer: REQUEST.issuer,
      acsUrl: ACS,
      signed: true,
    });
  });

  it('accepts a request that was signed and redirected', async () => {
    const decoded = decodeAuthnRequest({ rawQuery: await redirected({ key }) });
    expect(decoded.redirect?.relayState).toBe('r');
    expect(verifyAuthnRequest(decoded, OPTIONS)).toMatchObject({ acsUrl: ACS, signed: true });
  });

  it('refuses a signature of somebody else by either binding', async () => {
    const other = await posted({}, attackerKey);
    expect(refusalOf(() => verifyAuthnRequest(other, OPTIONS)).code).toBe('signature.invalid');
    const decoded = decodeAuthnRequest({ rawQuery: await redirected({ key: attackerKey }) });
    expect(refusalOf(() => verifyAuthnRequest(decoded, OPTIONS)).code).toBe('signature.invalid');
    expect(refusalOf(() => verifyAuthnRequest(other, { ...OPTIONS, requireSigned: false })).code).toBe(
      'signature.invalid',
    );
  });

  it('refuses an unsigned request unless that was chosen', async () => {
    expect(refusalOf(() => verifyAuthnRequest(unsigned(), OPTIONS)).code).toBe('request.not_signed');
    const decoded = decodeAuthnRequest({ rawQuery: await redirected() });
    expect(refusalOf(() => verifyAuthnRequest(decoded, OPTIONS)).code).toBe('request.not_signed');
    expect(verifyAuthnRequest(decoded, { ...OPTIONS, requireSigned: false }).signed).toBe(false);
  });

  it('refuses another service provider and another destination, with near misses', async () => {
    const issuer = refusalOf(() => verifyAuthnRequest(unsigned({ issuer: `${REQUEST.issuer}/` }), OPTIONS));
    expect(issuer).toMatchObject({ code: 'request.issuer', hint: 'differs only in a trailing slash' });
    const elsewhere = await posted({ destination: 'https://idp.example/SSO' });
    expect(refusalOf(() => verifyAuthnRequest(elsewhere, OPTIONS))).toMatchObject({
      code: 'request.destination',
      hint: 'differs only in letter case',
    });
  });

  it('asks a signed request where it goes, and an unsigned one not', async () => {
    const { id, xml } = buildAuthnRequest(REQUEST);
    const silent = xml.replace(` Destination="${SSO}"`, '');
    const decode = (text: string) => decodeAuthnRequest({ samlRequest: Buffer.from(text).toString('base64') });
    const signed = decode(await signXml(silent, { elementId: id, key }));
    expect(refusalOf(() => verifyAuthnRequest(signed, OPTIONS)).code).toBe('request.destination');
    expect(verifyAuthnRequest(decode(silent), { ...OPTIONS, requireSigned: false }).acsUrl).toBe(ACS);
  });

  it('answers at registered endpoints only: by URL, by index, or the default', async () => {
    const lax = { ...OPTIONS, requireSigned: false };
    expect(verifyAuthnRequest(unsigned({ acsUrl: undefined }), lax).acsUrl).toBe(ACS);
    expect(verifyAuthnRequest(unsigned({ acsUrl: undefined, acsIndex: 0 }), lax).acsUrl).toBe(
      'https://sso.example.com/first',
    );
    const artifact = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact';
    for (const [request, received] of [
      [{ acsUrl: 'https://evil.example/acs' }, 'https://evil.example/acs'],
      [{ acsUrl: `${ACS}/` }, `${ACS}/`],
      [{ acsUrl: 'https://sso.example.com/artifact' }, 'https://sso.example.com/artifact'],
      [{ acsUrl: undefined, acsIndex: 2 }, 'index 2'],
      [{ acsUrl: undefined, acsIndex: 7 }, 'index 7'],
      [{ protocolBinding: artifact }, `the binding ${artifact}`],
    ] as const) {
      expect(refusalOf(() => verifyAuthnRequest(unsigned(request), lax))).toMatchObject({
        code: 'request.acs',
        received,
      });
    }
    const nowhere = { ...lax, serviceProvider: { ...OPTIONS.serviceProvider, acs: [] } };
    expect(refusalOf(() => verifyAuthnRequest(unsigned({ acsUrl: undefined }), nowhere))).toMatchObject({
      code: 'request.acs',
      received: 'no endpoint at all',
    });
  });

  it('accepts an hour and the clock skew, and no more', async () => {
    const decoded = await posted();
    const later = (ms: number) => () => verifyAuthnRequest(decoded, { ...OPTIONS, now: new Date(NOW.getTime() + ms) });
    expect(later(3_600_000 + 120_000)().signed).toBe(true);
    expect(refusalOf(later(3_600_000 + 120_001)).code).toBe('request.issue_instant');
    expect(later(-120_000)().signed).toBe(true);
    expect(refusalOf(later(-120_001)).code).toBe('request.issue_instant');
  });

  it('refuses wrapping: the genuine request inside an evil one', async () => {
    const { id, xml } = buildAuthnRequest(REQUEST);
    const signed = await signXml(xml, { elementId: id, key });
    const evil = buildAuthnRequest({ ...REQUEST, providerName: 'evil' }).xml;
    const wrapped = evil.replace(
      '</samlp:AuthnRequest>',
      `<samlp:Extensions>${signed}</samlp:Extensions></samlp:AuthnRequest>`,
    );
    const decoded = decodeAuthnRequest({ samlRequest: Buffer.from(wrapped).toString('base64') });
    expect(refusalOf(() => verifyAuthnRequest(decoded, OPTIONS)).code).toBe('signature.misplaced');
  });

  it('refuses what is no request at all', async () => {
    expect(refusalOf(() => decodeAuthnRequest({ samlRequest: '' })).code).toBe('message.missing');
    expect(refusalOf(() => decodeAuthnRequest({ rawQuery: '' })).code).toBe('message.missing');
    const asResponse = (await redirected()).replace('SAMLRequest=', 'SAMLResponse=');
    expect(refusalOf(() => decodeAuthnRequest({ rawQuery: asResponse })).code).toBe('message.missing');
  });
});

describe('judgeAuthnRequest', () => {
  const xmlOf = async (edit: (xml: string) => string): Promise<Buffer> => {
    const { id, xml } = buildAuthnRequest(REQUEST);
    return Buffer.from(await signXml(edit(xml), { elementId: id, key }));
  };
  const append =
    (piece: string) =>
    (xml: string): string =>
      xml.replace('</samlp:AuthnRequest>', `${piece}</samlp:AuthnRequest>`);

  it('gives the request with all checks passed, and names the key', async () => {
    const verdict = judgeAuthnRequest({ xml: await xmlOf((xml) => xml) }, OPTIONS);
    expect(verdict).toMatchObject({
      accepted: true,
      request: { acsUrl: ACS, ignored: [], signer: { signed: 'message', keyName: 'CN=sp-signing' } },
    });
    expect(verdict.checks.map(({ name, status }) => [name, status])).toEqual(
      AUTHN_REQUEST_CHECKS.map((name) => [name, 'passed']),
    );
  });

  it('gives the failed check, and never throws for a bad message', () => {
    const verdict = judgeAuthnRequest({ xml: Buffer.from('<a/>') }, OPTIONS);
    expect(verdict).toMatchObject({ accepted: false, code: 'request.root' });
    expect(verdict.checks.find(({ status }) => status === 'failed')?.name).toBe('message');
    expect(judgeAuthnRequest({ rawQuery: 'a=b' }, OPTIONS)).toMatchObject({ code: 'message.missing' });
  });

  it('leaves Scoping, Conditions and what is not the NameID of the Subject aside, and says so', async () => {
    const scoping =
      '<saml:Subject><saml:NameID>amina</saml:NameID><saml:SubjectConfirmation Method="urn:x:y"/></saml:Subject>' +
      '<saml:Conditions/><samlp:Scoping ProxyCount="1"><samlp:RequesterID>https://a.example</samlp:RequesterID></samlp:Scoping>';
    expect(judgeAuthnRequest({ xml: await xmlOf(append(scoping)) }, OPTIONS)).toMatchObject({
      request: { subjectNameId: 'amina', ignored: ['Conditions', 'Scoping', 'Subject/SubjectConfirmation'] },
    });
  });

  it('refuses elements that the schema does not know', async () => {
    const xml = await xmlOf(append('<saml:Assertion/>'));
    expect(judgeAuthnRequest({ xml }, OPTIONS)).toMatchObject({ code: 'xml.structure' });
  });

  it('tells ForceAuthn and IsPassive, in both spellings of true', async () => {
    const xml = await xmlOf((text) => text.replace(' Destination=', ' ForceAuthn="1" IsPassive="true" Destination='));
    expect(judgeAuthnRequest({ xml }, OPTIONS)).toMatchObject({ request: { forceAuthn: true, isPassive: true } });
  });

  it('refuses a query of which any parameter comes twice', async () => {
    const rawQuery = await redirected({ key });
    for (const parameter of rawQuery.split('&')) {
      expect(judgeAuthnRequest({ rawQuery: `${rawQuery}&${parameter}` }, OPTIONS)).toMatchObject({
        code: 'message.duplicate_parameter',
      });
    }
  });

  it('throws for a registration under which anything would pass', () => {
    const serviceProvider = { ...OPTIONS.serviceProvider, entityId: '' };
    expect(() => judgeAuthnRequest({ rawQuery: '' }, { ...OPTIONS, serviceProvider })).toThrow(RangeError);
  });
});
