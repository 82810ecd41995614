import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testKeyPair } from '../test-support/keys.ts';
import { encodeRedirect } from './bindings/redirect-binding.ts';
import { LOGOUT_RESPONSE_CHECKS } from './checks/logout-checks.ts';
import { signXml } from './dsig/sign-xml.ts';
import { loadSigningKey } from './dsig/signing-key.ts';
import { loadVerificationKey } from './dsig/verification-key.ts';
import { type BuildLogoutResponseOptions, buildLogoutResponse } from './messages/build-logout.ts';
import {
  STATUS_PARTIAL_LOGOUT,
  STATUS_REQUEST_DENIED,
  STATUS_RESPONDER,
  STATUS_SUCCESS,
} from './messages/saml-constants.ts';
import { type LogoutResponseVerdict, type VerifyLogoutResponseOptions, verifyLogoutResponse } from './verify-logout.ts';

const idp = await testKeyPair('corpus-idp');
const key = loadSigningKey({ privateKeyPem: idp.privateKeyPem, certificate: idp.certificatePem });
const NOW = new Date('2026-03-02T09:00:00.000Z');
const SLO = 'https://sso.example.com/slo';

const RESPONSE: BuildLogoutResponseOptions = {
  issuer: 'https://idp.example/metadata',
  destination: SLO,
  inResponseTo: '_request-1',
  status: { codes: [STATUS_SUCCESS] },
  now: NOW,
  random: randomBytes,
};

const OPTIONS: VerifyLogoutResponseOptions = {
  peerEntityId: RESPONSE.issuer,
  verificationKeys: [loadVerificationKey(idp.certificatePem)],
  sloUrls: [SLO],
  inResponseTo: '_request-1',
  now: NOW,
};

const judge = async (
  response: Partial<BuildLogoutResponseOptions> = {},
  edit: (xml: string) => string = (xml) => xml,
): Promise<LogoutResponseVerdict> => {
  const { id, xml } = buildLogoutResponse({ ...RESPONSE, ...response });
  const signed = await signXml(edit(xml), { elementId: id, key });
  return verifyLogoutResponse({ posted: Buffer.from(signed).toString('base64') }, OPTIONS);
};

const codeOf = (verdict: LogoutResponseVerdict): string => (verdict.accepted ? 'accepted' : verdict.code);

describe('a LogoutResponse', () => {
  it('is accepted with its status', async () => {
    const verdict = await judge();
    expect(verdict).toMatchObject({
      accepted: true,
      message: {
        issuer: RESPONSE.issuer,
        issueInstant: NOW,
        inResponseTo: '_request-1',
        status: { codes: [STATUS_SUCCESS] },
        partial: false,
        signer: { signed: 'message', keyName: 'CN=corpus-idp' },
      },
    });
    expect(verdict.checks.map(({ name }) => name)).toEqual(LOGOUT_RESPONSE_CHECKS);
  });

  it('is accepted as partial when the sender could not tell everybody', async () => {
    expect(await judge({ status: { codes: [STATUS_SUCCESS, STATUS_PARTIAL_LOGOUT] } })).toMatchObject({
      message: { partial: true },
    });
  });

  it('is refused with an error status, whose codes and message are told', async () => {
    const status = { codes: [STATUS_RESPONDER, STATUS_REQUEST_DENIED], message: 'not now' };
    expect(await judge({ status })).toMatchObject({
      accepted: false,
      code: 'logout.status',
      received: 'Responder / RequestDenied: not now',
    });
    expect(codeOf(await judge({}, (xml) => xml.replace(/<samlp:Status>.*<\/samlp:Status>/, '')))).toBe('xml.structure');
  });

  it('is refused to another request, and to none', async () => {
    expect(codeOf(await judge({ inResponseTo: '_request-2' }))).toBe('logout.in_response_to');
    expect(codeOf(await judge({}, (xml) => xml.replace(' InResponseTo="_request-1"', '')))).toBe(
      'logout.in_response_to',
    );
  });

  it('is refused when a LogoutRequest comes in its place', async () => {
    expect(codeOf(await judge({}, (xml) => xml.replaceAll('LogoutResponse', 'LogoutRequest')))).toBe('logout.root');
  });

  it('is accepted and refused by the signature of its query', async () => {
    const { xml } = buildLogoutResponse(RESPONSE);
    const url = await encodeRedirect({ destination: SLO, parameter: 'SAMLResponse', message: xml, signing: { key } });
    const rawQuery = new URL(url).search;
    expect(codeOf(await verifyLogoutResponse({ rawQuery }, OPTIONS))).toBe('accepted');
    const unsigned = rawQuery.replace(/&SigAlg=.*/, '');
    expect(codeOf(await verifyLogoutResponse({ rawQuery: unsigned }, OPTIONS))).toBe('logout.not_signed');
    expect(codeOf(await verifyLogoutResponse({ rawQuery: unsigned }, { ...OPTIONS, allowUnsigned: true }))).toBe(
      'accepted',
    );
  });

  it('throws when the request is not known', async () => {
    await expect(verifyLogoutResponse({ posted: 'x' }, { ...OPTIONS, inResponseTo: '' })).rejects.toThrow(RangeError);
  });
});
