/**
 * Messages that are signed as a whole, and the other ways into the kernel beside `verifyResponse`: how a genuine one is made, and
 * what judges it.
 */
import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { loadVerificationKey } from '../../src/dsig/verification-key.ts';
import { buildAuthnRequest } from '../../src/messages/build-authn-request.ts';
import { buildLogoutRequest, buildLogoutResponse } from '../../src/messages/build-logout.ts';
import { STATUS_SUCCESS } from '../../src/messages/saml-constants.ts';
import { judgeAuthnRequest, type VerifyAuthnRequestOptions } from '../../src/verify-authn-request.ts';
import { type VerifyLogoutRequestOptions, verifyLogoutRequest, verifyLogoutResponse } from '../../src/verify-logout.ts';
import { loadDecryptionKey } from '../../src/xenc/decryption-key.ts';
import type { TestKeyPair } from '../keys.ts';
import { SAMPLE } from '../sample-response.ts';
import { ECDSA_SHA256, RSA_SHA256 } from '../sign-template.ts';
import type { Forge, Judge } from './hostile-case.ts';
import { octetsOf, shownOf } from './judge-case.ts';

const PEER = 'https://peer.example/metadata';
export const PEER_ACS = 'https://peer.example/acs';
/** Our endpoint, of whichever kind. */
export const HERE = 'https://us.example/endpoint';

export interface BuiltMessage {
  readonly id: string;
  readonly xml: string;
}

const common = { issuer: PEER, destination: HERE, now: SAMPLE.now, random: randomBytes };

export const logoutRequest = (
  user: string = SAMPLE.user,
  more: Partial<Parameters<typeof buildLogoutRequest>[0]> = {},
): BuiltMessage => buildLogoutRequest({ ...common, nameId: { value: user }, sessionIndexes: ['_session-1'], ...more });

/** The NameID encrypted for us. */
export const sealedLogoutRequest = (forge: Forge, user: string = SAMPLE.user): BuiltMessage =>
  logoutRequest(user, { encryption: { certificate: forge.sp.certificatePem } });

export const logoutResponse = (more: Partial<Parameters<typeof buildLogoutResponse>[0]> = {}): BuiltMessage =>
  buildLogoutResponse({ ...common, inResponseTo: SAMPLE.requestId, status: { codes: [STATUS_SUCCESS] }, ...more });

/** The name of the service provider takes the place of a person's. */
export const authnRequest = (
  name: string = SAMPLE.user,
  more: Partial<Parameters<typeof buildAuthnRequest>[0]> = {},
): BuiltMessage => buildAuthnRequest({ ...common, acsUrl: PEER_ACS, providerName: name, ...more });

/** The algorithm that fits a key. */
export const methodOf = ({ kind }: TestKeyPair): string => (kind === 'ec-p256' ? ECDSA_SHA256 : RSA_SHA256);

/** A query with these parameters, in this order, and its signature. */
export const signedQuery = (query: string, pair: TestKeyPair, method: string = methodOf(pair)): string => {
  const octets = `${query}&SigAlg=${encodeURIComponent(method)}`;
  const key = { key: createPrivateKey(pair.privateKeyPem), dsaEncoding: 'ieee-p1363' } as const;
  return `${octets}&Signature=${encodeURIComponent(sign('sha256', Buffer.from(octets), key).toString('base64'))}`;
};

export const deflated = (xml: string | Uint8Array): string =>
  encodeURIComponent(deflateRawSync(octetsOf(xml)).toString('base64'));

/** A message that begins with `SAML…=` is a query, any other one is XML. */
const inputOf = (message: string | Uint8Array) =>
  typeof message === 'string' && message.startsWith('SAML') ? { rawQuery: message } : { xml: octetsOf(message) };

export type LogoutJudgeOptions = Partial<VerifyLogoutRequestOptions>;

export const logoutRequestJudge =
  (forge: Forge, pair: TestKeyPair, options: LogoutJudgeOptions = {}): Judge =>
  async ({ message }) => {
    const verdict = await verifyLogoutRequest(inputOf(message), {
      peerEntityId: PEER,
      verificationKeys: [loadVerificationKey(pair.certificatePem)],
      decryptionKeys: [loadDecryptionKey({ name: 'sp', privateKeyPem: forge.sp.privateKeyPem })],
      sloUrls: [HERE],
      now: SAMPLE.now,
      ...options,
    });
    const { checks } = verdict;
    const shown = shownOf(verdict);
    if (!verdict.accepted) {
      return { accepted: false, code: verdict.code, checks, shown };
    }
    const { nameId, sessionIndexes } = verdict.message;
    return { accepted: true, nameId: nameId.value, identity: { nameId, sessionIndexes }, checks, shown };
  };

export const logoutResponseJudge =
  (pair: TestKeyPair): Judge =>
  async ({ message }) => {
    const verdict = await verifyLogoutResponse(inputOf(message), {
      peerEntityId: PEER,
      verificationKeys: [loadVerificationKey(pair.certificatePem)],
      sloUrls: [HERE],
      inResponseTo: SAMPLE.requestId,
      now: SAMPLE.now,
    });
    const { checks } = verdict;
    const shown = shownOf(verdict);
    return verdict.accepted
      ? { accepted: true, identity: verdict.message.status, checks, shown }
      : { accepted: false, code: verdict.code, checks, shown };
  };

export const authnRequestJudge =
  (pair: TestKeyPair, options: Partial<VerifyAuthnRequestOptions> = {}): Judge =>
  ({ message }) => {
    const verdict = judgeAuthnRequest(inputOf(message), {
      serviceProvider: {
        entityId: PEER,
        acs: [{ url: PEER_ACS, index: 0, isDefault: true }],
        verificationKeys: [loadVerificationKey(pair.certificatePem)],
      },
      ssoUrls: [HERE],
      now: SAMPLE.now,
      ...options,
    });
    const { checks } = verdict;
    const shown = shownOf(verdict);
    if (!verdict.accepted) {
      return Promise.resolve({ accepted: false, code: verdict.code, checks, shown });
    }
    const { acsUrl, providerName } = verdict.request;
    return Promise.resolve({ accepted: true, identity: { acsUrl, providerName }, checks, shown });
  };
