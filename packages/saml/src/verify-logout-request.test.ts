import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testKeyPair } from '../test-support/keys.ts';
import { encodeRedirect } from './bindings/redirect-binding.ts';
import { LOGOUT_REQUEST_CHECKS } from './checks/logout-checks.ts';
import { signXml } from './dsig/sign-xml.ts';
import { loadSigningKey, type SigningKey } from './dsig/signing-key.ts';
import { loadVerificationKey } from './dsig/verification-key.ts';
import { type BuildLogoutRequestOptions, buildLogoutRequest } from './messages/build-logout.ts';
import { LOGOUT_REASON_USER, NAME_ID_PERSISTENT } from './messages/saml-constants.ts';
import {
  decodeLogoutMessage,
  type LogoutRequestVerdict,
  type VerifyLogoutRequestOptions,
  verifyLogoutRequest,
} from './verify-logout.ts';
import { loadDecryptionKey } from './xenc/decryption-key.ts';

const [idp, old, attacker, ec, sp, retired] = await Promise.all([
  testKeyPair('corpus-idp'),
  testKeyPair('idp-old'),
  testKeyPair('corpus-attacker'),
  testKeyPair('idp-ec', 'ec-p256'),
  testKeyPair('sp-encryption'),
  testKeyPair('sp-retired'),
]);
const signingKey = (pair: typeof idp): SigningKey =>
  loadSigningKey({ privateKeyPem: pair.privateKeyPem, certificate: pair.certificatePem });

const NOW = new Date('2026-03-02T09:00:00.000Z');
const SLO = 'https://sso.example.com/slo';
const MINUTE = 60_000;

const REQUEST: BuildLogoutRequestOptions = {
  issuer: 'https://idp.example/metadata',
  destination: SLO,
  nameId: {
    value: 'amina',
    format: NAME_ID_PERSISTENT,
    nameQualifier: 'https://idp.example/metadata',
    spNameQualifier: 'https://sso.example.com/sp',
    spProvidedId: undefined,
  },
  sessionIndexes: ['_session-1', '_session-2'],
  reason: LOGOUT_REASON_USER,
  now: NOW,
  random: randomBytes,
};

const OPTIONS: VerifyLogoutRequestOptions = {
  peerEntityId: REQUEST.issuer,
  verificationKeys: [loadVerificationKey(old.certificatePem), loadVerificationKey(idp.certificatePem)],
  sloUrls: [SLO, 'https://login.example.com/slo'],
  decryptionKeys: [
    loadDecryptionKey({ name: 'retired', privateKeyPem: retired.privateKeyPem }),
    loadDecryptionKey({ name: 'current', privateKeyPem: sp.privateKeyPem }),
  ],
  now: NOW,
};

interface Make {
  readonly request?: Partial<BuildLogoutRequestOptions>;
  readonly edit?: (xml: string) => string;
  /** After signing. */
  readonly tamper?: (xml: string) => string;
  readonly key?: SigningKey | null;
}

const makeXml = async ({ request = {}, edit = (xml) => xml, tamper = (xml) => xml, key }: Make): Promise<Buffer> => {
  const { id, xml } = buildLogoutRequest({ ...REQUEST, ...request });
  const edited = edit(xml);
  const signed = key === null ? edited : await signXml(edited, { elementId: id, key: key ?? signingKey(idp) });
  return Buffer.from(tamper(signed));
};

const judge = async (
  make: Make = {},
  options: Partial<VerifyLogoutRequestOptions> = {},
): Promise<LogoutRequestVerdict> => verifyLogoutRequest({ xml: await makeXml(make) }, { ...OPTIONS, ...options });

const codeOf = (verdict: LogoutRequestVerdict): string => (verdict.accepted ? 'accepted' : verdict.code);

const failedOf = (verdict: LogoutRequestVerdict): string | undefined =>
  verdict.checks.find(({ status }) => status === 'failed')?.name;

const redirect = (xml: string, key: SigningKey | undefined, relayState = 'r'): Promise<string> =>
  encodeRedirect({
    destination: SLO,
    parameter: 'SAMLRequest',
    message: xml,
    relayState,
    signing: key === undefined ? undefined : { key },
  }).then((url) => new URL(url).search.slice(1));

describe('a LogoutRequest', () => {
  it('is accepted with all that it says, and names the key that signed it', async () => {
    const verdict = await judge();
    expect(verdict).toMatchObject({
      accepted: true,
      message: {
        issuer: REQUEST.issuer,
        issueInstant: NOW,
        notOnOrAfter: new Date(NOW.getTime() + 5 * MINUTE),
        reason: LOGOUT_REASON_USER,
        nameId: REQUEST.nameId,
        sessionIndexes: ['_session-1', '_session-2'],
        signer: {
          signed: 'message',
          keyName: 'CN=corpus-idp',
          fingerprintSha256: loadVerificationKey(idp.certificatePem).certificate?.fingerprintSha256,
        },
        decryptionKeyName: undefined,
      },
    });
    expect(verdict.checks.map(({ name }) => name)).toEqual(LOGOUT_REQUEST_CHECKS);
    expect(verdict.checks.every(({ status }) => status === 'passed')).toBe(true);
  });

  it('is accepted posted, and decoded first', async () => {
    const posted = (await makeXml({})).toString('base64');
    expect(codeOf(await verifyLogoutRequest({ posted }, OPTIONS))).toBe('accepted');
    const decoded = decodeLogoutMessage({ posted }, 'LogoutRequest');
    expect(decoded.unverified.issuer).toBe(REQUEST.issuer);
    expect(codeOf(await verifyLogoutRequest({ decoded }, OPTIONS))).toBe('accepted');
  });

  it('is accepted signed with ECDSA', async () => {
    const verificationKeys = [loadVerificationKey(ec.certificatePem)];
    expect(codeOf(await judge({ key: signingKey(ec) }, { verificationKeys }))).toBe('accepted');
    expect(codeOf(await judge({ key: signingKey(ec) }))).toBe('signature.key');
  });

  it('is accepted by a bare public key, which has no fingerprint to name', async () => {
    const verificationKeys = [loadVerificationKey(idp.publicKeyPem)];
    const signer = { signed: 'message', fingerprintSha256: undefined };
    expect(await judge({}, { verificationKeys })).toMatchObject({ accepted: true, message: { signer } });
    const { xml } = buildLogoutRequest(REQUEST);
    const rawQuery = await redirect(xml, signingKey(idp));
    expect(await verifyLogoutRequest({ rawQuery }, { ...OPTIONS, verificationKeys })).toMatchObject({
      accepted: true,
      message: { signer: { signed: 'query', fingerprintSha256: undefined } },
    });
  });

  it('may come without an end', async () => {
    const verdict = await judge({ edit: (xml) => xml.replace(/ NotOnOrAfter="[^"]*"/, '') });
    expect(verdict).toMatchObject({ accepted: true, message: { notOnOrAfter: undefined } });
  });

  it('is refused unsigned, unless that is allowed', async () => {
    const refused = await judge({ key: null });
    expect(codeOf(refused)).toBe('logout.not_signed');
    expect(failedOf(refused)).toBe('required-signature');
    const allowed = await judge({ key: null }, { allowUnsigned: true });
    expect(allowed).toMatchObject({ accepted: true, message: { signer: undefined } });
  });

  it('is refused with a signature that does not verify, even where none is required', async () => {
    for (const allowUnsigned of [false, true]) {
      expect(codeOf(await judge({ key: signingKey(attacker) }, { allowUnsigned }))).toBe('signature.invalid');
      const tamper = (xml: string): string => xml.replace('>amina<', '>otto<');
      expect(codeOf(await judge({ tamper }, { allowUnsigned }))).toBe('signature.digest');
    }
  });

  it('is refused from another issuer', async () => {
    expect(await judge({ request: { issuer: `${REQUEST.issuer}/` } })).toMatchObject({
      code: 'logout.issuer',
      hint: 'differs only in a trailing slash',
    });
  });

  it('is refused at another endpoint, and without Destination when it is signed', async () => {
    expect(codeOf(await judge({ request: { destination: 'https://login.example.com/slo' } }))).toBe('accepted');
    expect(codeOf(await judge({ request: { destination: 'https://evil.example/slo' } }))).toBe('logout.destination');
    const edit = (xml: string): string => xml.replace(` Destination="${SLO}"`, '');
    expect(codeOf(await judge({ edit }))).toBe('logout.destination');
    expect(codeOf(await judge({ edit, key: null }, { allowUnsigned: true }))).toBe('accepted');
  });

  it('is refused when it is too old or from the future', async () => {
    const at = (ms: number): { readonly now: Date } => ({ now: new Date(NOW.getTime() + ms) });
    expect(codeOf(await judge({}, at(-2 * MINUTE)))).toBe('accepted');
    expect(codeOf(await judge({}, at(-2 * MINUTE - 1)))).toBe('logout.issue_instant');
    const request = { lifetimeMs: 3 * 60 * MINUTE };
    expect(codeOf(await judge({ request }, at(62 * MINUTE)))).toBe('accepted');
    expect(codeOf(await judge({ request }, at(62 * MINUTE + 1)))).toBe('logout.issue_instant');
  });

  it('is refused from its NotOnOrAfter on, skew added', async () => {
    const end = NOW.getTime() + 7 * MINUTE;
    expect(codeOf(await judge({}, { now: new Date(end - 1) }))).toBe('accepted');
    expect(codeOf(await judge({}, { now: new Date(end) }))).toBe('logout.expired');
    const edit = (xml: string): string => xml.replace(/ NotOnOrAfter="[^"]*"/, '');
    expect(codeOf(await judge({ edit }, { now: new Date(end) }))).toBe('accepted');
    const nonsense = (xml: string): string => xml.replace(/ NotOnOrAfter="[^"]*"/, ' NotOnOrAfter="soon"');
    expect(codeOf(await judge({ edit: nonsense }))).toBe('logout.expired');
  });

  it('is refused without an identifier, with two, and with a BaseID', async () => {
    const nameId = /<saml:NameID.*<\/saml:NameID>/;
    const replaced = (by: string) => ({ edit: (xml: string): string => xml.replace(nameId, by) });
    expect(codeOf(await judge(replaced('')))).toBe('logout.name_id');
    expect(codeOf(await judge(replaced('<saml:NameID>a</saml:NameID><saml:NameID>b</saml:NameID>')))).toBe(
      'logout.name_id',
    );
    expect(codeOf(await judge(replaced('<saml:BaseID NameQualifier="q"/>')))).toBe('logout.name_id');
    expect(codeOf(await judge(replaced('<saml:NameID> </saml:NameID>')))).toBe('assertion.name_id');
    expect(codeOf(await judge(replaced('<saml:NameID>a<!-- -->b</saml:NameID>')))).toBe('xml.comment_in_text');
  });

  it('is read to the character: NameID and SessionIndex are not trimmed, and several are kept', async () => {
    const verdict = await judge({ request: { nameId: { value: ' Amina ' }, sessionIndexes: [' 1', '1', ''] } });
    expect(verdict).toMatchObject({
      message: { nameId: { value: ' Amina ' }, sessionIndexes: [' 1', '1', ''] },
    });
    expect(await judge({ request: { sessionIndexes: [] } })).toMatchObject({ message: { sessionIndexes: [] } });
    const edit = (xml: string): string => xml.replace('_session-1', '_session<!-- -->-1');
    expect(failedOf(await judge({ edit }))).toBe('session-indexes');
  });

  it('is refused with elements that the schema does not know, another root and another version', async () => {
    const added = (xml: string): string =>
      xml.replace('</samlp:LogoutRequest>', '<saml:Assertion/></samlp:LogoutRequest>');
    expect(codeOf(await judge({ edit: added }))).toBe('xml.structure');
    const root = (xml: string): string => xml.replaceAll('LogoutRequest', 'ManageNameIDRequest');
    expect(codeOf(await judge({ edit: root }))).toBe('logout.root');
    expect(codeOf(await judge({ edit: (xml) => xml.replace('Version="2.0"', 'Version="1.1"') }))).toBe('logout.root');
  });

  it('is refused when it is no XML, or nothing at all', async () => {
    const verdict = await verifyLogoutRequest({ xml: Buffer.from('<a') }, OPTIONS);
    expect(verdict).toMatchObject({ accepted: false, code: 'xml.syntax', unverified: {} });
    expect(codeOf(await verifyLogoutRequest({ xml: Buffer.alloc(0) }, OPTIONS))).toBe('message.missing');
  });

  it('throws for options under which anything would pass', async () => {
    await expect(judge({}, { peerEntityId: '' })).rejects.toThrow(RangeError);
    await expect(judge({}, { clockSkewMs: 300_001 })).rejects.toThrow(RangeError);
  });
});

describe('an encrypted NameID in a LogoutRequest', () => {
  const encryption = { certificate: sp.certificatePem };

  it('is opened with the key that fits, whose name is told', async () => {
    expect(await judge({ request: { encryption } })).toMatchObject({
      accepted: true,
      message: { nameId: REQUEST.nameId, decryptionKeyName: 'current' },
    });
    const forRetired = { certificate: retired.certificatePem };
    expect(await judge({ request: { encryption: forRetired } })).toMatchObject({
      message: { decryptionKeyName: 'retired' },
    });
  });

  it('is refused without a key, and with the wrong one', async () => {
    expect(codeOf(await judge({ request: { encryption } }, { decryptionKeys: [] }))).toBe('encryption.no_key');
    const other = { certificate: attacker.certificatePem };
    expect(codeOf(await judge({ request: { encryption: other } }))).toBe('encryption.failed');
  });

  it('may use AES-CBC only where a signature protects it', async () => {
    const cbc = { ...encryption, contentAlgorithm: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc' } as const;
    expect(codeOf(await judge({ request: { encryption: cbc } }))).toBe('accepted');
    expect(codeOf(await judge({ request: { encryption: cbc }, key: null }, { allowUnsigned: true }))).toBe(
      'encryption.cbc_not_signed',
    );
  });
});

describe('a LogoutRequest by the Redirect binding', () => {
  const { xml } = buildLogoutRequest(REQUEST);
  const verify = async (rawQuery: string): Promise<LogoutRequestVerdict> => verifyLogoutRequest({ rawQuery }, OPTIONS);

  it('is accepted when the query is signed', async () => {
    const verdict = await verify(await redirect(xml, signingKey(idp)));
    expect(verdict).toMatchObject({ accepted: true, message: { signer: { signed: 'query' } } });
  });

  it('is judged by the octets as received, whatever encoder wrote them', async () => {
    const query = await redirect(xml, signingKey(idp));
    const lower = query.replaceAll(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase());
    expect(lower).not.toBe(query);
    expect(codeOf(await verify(lower))).toBe('signature.invalid');
  });

  it('is refused unsigned, by another key, and with a changed RelayState', async () => {
    expect(codeOf(await verify(await redirect(xml, undefined)))).toBe('logout.not_signed');
    expect(codeOf(await verify(await redirect(xml, signingKey(attacker))))).toBe('signature.invalid');
    const query = await redirect(xml, signingKey(idp));
    expect(codeOf(await verify(query.replace('RelayState=r', 'RelayState=s')))).toBe('signature.invalid');
    expect(codeOf(await verify(query.replace('&RelayState=r', '')))).toBe('signature.invalid');
  });

  it('is refused when any parameter comes twice, or as the wrong kind', async () => {
    const query = await redirect(xml, signingKey(idp));
    for (const parameter of query.split('&')) {
      expect(codeOf(await verify(`${query}&${parameter}`))).toBe('message.duplicate_parameter');
    }
    expect(codeOf(await verify(`${query}&SAMLResponse=x`))).toBe('message.duplicate_parameter');
    expect(codeOf(await verify(query.replace('SAMLRequest', 'SAMLResponse')))).toBe('message.missing');
    expect(codeOf(await verify(query.replace(/&Signature=.*/, '')))).toBe('signature.structure');
  });
});
