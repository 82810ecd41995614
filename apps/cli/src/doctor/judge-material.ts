/** Judges one message with everything that belongs to it, and tells what was found in the form of the doctor. */
import {
  type CheckRecord,
  type DecryptionKey,
  decodeAuthnRequest,
  judgeAuthnRequest,
  METADATA_LIMITS,
  type MessageInput,
  parseXml,
  peekResponse,
  type RequiredSignatures,
  readIdpMetadata,
  readSpMetadata,
  SamlError,
  type VerificationKey,
  type VerifyResponseOptions,
  verifyLogoutRequest,
  verifyLogoutResponse,
  verifyResponse,
  verifySignedXml,
} from '@cordboard/saml';
import { attributesOf, type DoctorFacts, type Finding, nameIdFacts } from './doctor-answer.ts';
import type { DoctorKind } from './doctor-case.ts';

/** The request that must be answered: its ID, none, or whatever the message claims, which is then not checked. */
export type AnsweredRequest = { readonly id: string } | 'none' | 'as claimed';

/** A message and what its receiver knows and demands; all files are read. */
export interface Material {
  readonly kind: DoctorKind;
  readonly octets: Buffer;
  readonly entityId: string | undefined;
  readonly acsUrl: string | undefined;
  readonly sloUrl: string | undefined;
  readonly ssoUrl: string | undefined;
  readonly idpEntityId: string | undefined;
  readonly verificationKeys: readonly VerificationKey[] | undefined;
  readonly decryptionKeys: readonly DecryptionKey[];
  readonly answers: AnsweredRequest;
  readonly allowUnsolicited: boolean;
  readonly allowUnsigned: boolean;
  readonly allowSha1: boolean;
  readonly allowRsa1024: boolean;
  readonly allowCbc: boolean;
  readonly require: RequiredSignatures | undefined;
  readonly now: Date;
  readonly clockSkewMs: number | undefined;
}

/** A value that this kind of case needs is missing. */
export class MissingField extends Error {
  override readonly name = 'MissingField';
  readonly field: string;

  constructor(field: string) {
    super(`${field} is missing`);
    this.field = field;
  }
}

const need = <T>(value: T | undefined, field: string): T => {
  if (value === undefined) {
    throw new MissingField(field);
  }
  return value;
};

/** How the message was stored: the query of a redirect, the base64 of a form, or XML. */
const inputOf = (octets: Buffer): MessageInput => {
  const text = octets.toString('latin1').trim();
  const query = text.slice(text.indexOf('?') + 1);
  if (!/[\s<]/.test(text) && query.split('&').some((parameter) => /^SAML(?:Request|Response)=/.test(parameter))) {
    return { rawQuery: query };
  }
  return /^[A-Za-z0-9+/=\s]+$/.test(text) ? { posted: text } : { xml: octets };
};

const common = (material: Material) => ({
  now: material.now,
  allowSha1: material.allowSha1,
  allowRsa1024: material.allowRsa1024,
  ...(material.clockSkewMs !== undefined && { clockSkewMs: material.clockSkewMs }),
});

const claimedRequest = (octets: Buffer): string | undefined => {
  const input = inputOf(octets);
  try {
    const xml = 'posted' in input ? Buffer.from(input.posted, 'base64') : octets;
    return peekResponse(parseXml(xml)).inResponseTo;
  } catch (error) {
    if (error instanceof SamlError) {
      // What is wrong with the message is the verdict's to tell.
      return undefined;
    }
    throw error;
  }
};

const expectedAnswer = ({ answers, allowUnsolicited, octets }: Material): VerifyResponseOptions['inResponseTo'] => {
  if (answers === 'as claimed') {
    return claimedRequest(octets) ?? { unsolicited: true };
  }
  if (answers === 'none') {
    return allowUnsolicited ? { unsolicited: true } : undefined;
  }
  return answers.id;
};

const signerFacts = (signedBy: { readonly keyName: string; readonly signatureMethod: string }): DoctorFacts => ({
  'signed by': signedBy.keyName,
  'signature method': signedBy.signatureMethod,
});

const judgeResponse = async (material: Material): Promise<Finding> => {
  const received = inputOf(material.octets);
  const input = 'posted' in received ? { samlResponse: received.posted } : { xml: material.octets };
  const options: VerifyResponseOptions = {
    ...common(material),
    idpEntityId: need(material.idpEntityId, 'idpEntityId'),
    verificationKeys: need(material.verificationKeys, 'idpCertPath'),
    decryptionKeys: material.decryptionKeys,
    acsUrls: [need(material.acsUrl, 'acsUrl')],
    audiences: [need(material.entityId, 'entityId')],
    inResponseTo: expectedAnswer(material),
    cbcSignedInside: material.allowCbc,
    ...(material.require !== undefined && { require: material.require }),
  };
  const first = await verifyResponse(input, options);
  // A connection that accepts both waits for the answer to its request, and takes an answer to none as well.
  const mayBeUnsolicited =
    !first.accepted &&
    material.allowUnsolicited &&
    typeof options.inResponseTo === 'string' &&
    isOtherRequest(first.code);
  const second = mayBeUnsolicited
    ? await verifyResponse(input, { ...options, inResponseTo: { unsolicited: true } })
    : first;
  const verdict = second.accepted ? second : first;
  if (!verdict.accepted) {
    return { checks: verdict.checks };
  }
  const { assertion } = verdict;
  return {
    checks: verdict.checks,
    nameId: assertion.nameId?.value,
    attributes: attributesOf(assertion),
    facts: {
      ...nameIdFacts(assertion.nameId),
      ...signerFacts(assertion.signedBy),
      signed: assertion.signedBy.signed,
      ...(assertion.decryptionKeyName !== undefined && { 'decrypted with': assertion.decryptionKeyName }),
    },
  };
};

const isOtherRequest = (code: string): boolean =>
  code === 'assertion.in_response_to' || code === 'response.in_response_to';

const logoutOptions = (material: Material) => ({
  ...common(material),
  peerEntityId: need(material.idpEntityId, 'idpEntityId'),
  verificationKeys: need(material.verificationKeys, 'idpCertPath'),
  sloUrls: [need(material.sloUrl ?? material.acsUrl, 'sloUrl')],
  allowUnsigned: material.allowUnsigned,
});

const judgeLogoutRequest = async (material: Material): Promise<Finding> => {
  const options = { ...logoutOptions(material), decryptionKeys: material.decryptionKeys };
  const verdict = await verifyLogoutRequest(inputOf(material.octets), options);
  if (!verdict.accepted) {
    return { checks: verdict.checks };
  }
  const { nameId, sessionIndexes, signer, decryptionKeyName } = verdict.message;
  return {
    checks: verdict.checks,
    nameId: nameId.value,
    facts: {
      ...nameIdFacts(nameId),
      'session indexes': sessionIndexes.join(', ') || 'none: all sessions',
      ...(signer !== undefined && signerFacts(signer)),
      ...(decryptionKeyName !== undefined && { 'decrypted with': decryptionKeyName }),
    },
  };
};

/** No InResponseTo equals this one: white space at its ends is not kept. */
const NO_REQUEST = ' ';

const judgeLogoutResponse = async (material: Material): Promise<Finding> => {
  const { answers, allowUnsolicited, octets } = material;
  const isClaimed = answers === 'as claimed' || (answers === 'none' && allowUnsolicited);
  const claimed = isClaimed ? claimedRequest(octets) : undefined;
  const inResponseTo = typeof answers === 'object' ? answers.id : (claimed ?? NO_REQUEST);
  const verdict = await verifyLogoutResponse(inputOf(octets), { ...logoutOptions(material), inResponseTo });
  return verdict.accepted
    ? { checks: verdict.checks, facts: { partial: verdict.message.partial ? 'yes' : 'no' } }
    : { checks: verdict.checks };
};

/** Without an address of ours the Destination is what the request says. */
const ssoUrlsOf = ({ ssoUrl, octets }: Material): readonly string[] => {
  if (ssoUrl !== undefined) {
    return [ssoUrl];
  }
  try {
    const received = inputOf(octets);
    const input = 'posted' in received ? { samlRequest: received.posted } : received;
    const { destination } = decodeAuthnRequest(input).unverified;
    return destination === undefined || destination === '' ? [] : [destination];
  } catch (error) {
    if (error instanceof SamlError) {
      return [];
    }
    throw error;
  }
};

const judgeRequest = (material: Material): Finding => {
  const received = inputOf(material.octets);
  const input = 'posted' in received ? { samlRequest: received.posted } : received;
  const verdict = judgeAuthnRequest(input, {
    ...common(material),
    serviceProvider: {
      entityId: need(material.entityId, 'entityId'),
      acs: [{ url: need(material.acsUrl, 'acsUrl'), index: 0, isDefault: true }],
      verificationKeys: need(
        material.allowUnsigned ? (material.verificationKeys ?? []) : material.verificationKeys,
        'idpCertPath',
      ),
    },
    ssoUrls: ssoUrlsOf(material),
    requireSigned: !material.allowUnsigned,
  });
  if (!verdict.accepted) {
    return { checks: verdict.checks };
  }
  const { acsUrl, ignored, signer } = verdict.request;
  return {
    checks: verdict.checks,
    facts: {
      'answer goes to': acsUrl,
      ...(ignored.length > 0 && { ignored: ignored.join(', ') }),
      ...(signer !== undefined && signerFacts(signer)),
    },
  };
};

const judgeMetadata = ({ octets, idpEntityId, entityId, verificationKeys, ...material }: Material): Finding => {
  const options = {
    now: material.now,
    limits: METADATA_LIMITS,
    allowSha1: material.allowSha1,
    allowRsa1024: material.allowRsa1024,
    trustedKeys: verificationKeys,
  };
  try {
    const read =
      idpEntityId === undefined && entityId !== undefined
        ? readSpMetadata(octets, { ...options, entityId })
        : readIdpMetadata(octets, { ...options, entityId: idpEntityId });
    return {
      checks: [{ name: 'metadata', status: 'passed' }],
      facts: { 'entity ID': read.entityId, ...(read.signer !== undefined && signerFacts(read.signer)) },
    };
  } catch (error) {
    return { checks: [failedCheck('metadata', error)] };
  }
};

/** The record of a check that threw. */
export const failedCheck = (name: string, error: unknown): CheckRecord => {
  if (!(error instanceof SamlError)) {
    throw error;
  }
  const { code, expected, received, hint } = error;
  return {
    name,
    status: 'failed',
    code,
    ...(expected !== undefined && { expected }),
    ...(received !== undefined && { received }),
    ...(hint !== undefined && { hint }),
  };
};

const judgeSignature = (material: Material): Finding => {
  const verdict = verifySignedXml(material.octets, {
    verificationKeys: need(material.verificationKeys, 'idpCertPath'),
    allowSha1: material.allowSha1,
    allowRsa1024: material.allowRsa1024,
    limits: METADATA_LIMITS,
  });
  return verdict.accepted
    ? {
        checks: verdict.checks,
        facts: Object.fromEntries(
          verdict.signed.map(({ localName, id, keyName, isRoot }) => [
            `${localName} ${id}`,
            `signed by ${keyName}${isRoot ? '' : ', a part of the document'}`,
          ]),
        ),
      }
    : { checks: verdict.checks };
};

/**
 * Judges one message.
 *
 * @throws MissingField when this kind of message needs a value that was not given.
 */
export const judgeMaterial = async (material: Material): Promise<Finding> => {
  switch (material.kind) {
    case 'response':
      return await judgeResponse(material);
    case 'logoutrequest':
      return await judgeLogoutRequest(material);
    case 'logoutresponse':
      return await judgeLogoutResponse(material);
    case 'authnrequest':
      return judgeRequest(material);
    case 'metadata':
      return judgeMetadata(material);
    case 'signature':
      return judgeSignature(material);
  }
};
