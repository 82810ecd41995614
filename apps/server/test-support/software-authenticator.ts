/** An authenticator in software: makes ES256 passkeys and answers with them, as a browser would pass it on. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type {
  PasskeyAssertion,
  PasskeyAttestation,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
} from '../src/administrators/webauthn.ts';

const PRESENT = 0x01;
const VERIFIED = 0x04;
const BACKUP_ELIGIBLE = 0x08;
const BACKED_UP = 0x10;
const WITH_CREDENTIAL = 0x40;

/** What one answer does differently from an honest one. */
export interface Misbehaviour {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly crossOrigin?: boolean;
  readonly verified?: boolean;
  readonly present?: boolean;
  readonly counter?: number;
  readonly userHandle?: string | null;
  readonly credentialId?: string;
  readonly signature?: string;
  /** Names its make, with a certificate that nobody can read. */
  readonly withStatement?: boolean;
}

export interface SoftwareAuthenticator {
  create(options: PasskeyCreationOptions, change?: Misbehaviour): PasskeyAttestation;
  get(options: PasskeyRequestOptions, change?: Misbehaviour): PasskeyAssertion;
  /** The id of its newest credential. */
  readonly credentialId: string;
}

const sha256 = (octets: Uint8Array | string): Buffer => createHash('sha256').update(octets).digest();
const base64url = (octets: Uint8Array | string): string => Buffer.from(octets).toString('base64url');

/** RFC 8949 §3: the head of a data item. */
const head = (major: number, value: number): Buffer => {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
};
const integer = (value: number): Buffer => (value >= 0 ? head(0, value) : head(1, -1 - value));
const octetString = (octets: Uint8Array): Buffer => Buffer.concat([head(2, octets.length), octets]);
const text = (value: string): Buffer => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
const map = (...entries: readonly (readonly [Buffer, Buffer])[]): Buffer =>
  Buffer.concat([head(5, entries.length), ...entries.flat()]);

/** RFC 9053 §7.1.1. */
const coseKey = (publicKey: KeyObject): Buffer => {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return map(
    [integer(1), integer(2)],
    [integer(3), integer(-7)],
    [integer(-1), integer(1)],
    [integer(-2), octetString(Buffer.from(x, 'base64url'))],
    [integer(-3), octetString(Buffer.from(y, 'base64url'))],
  );
};

/** An array of one certificate, which is none. */
const packedStatement = map(
  [text('alg'), integer(-7)],
  [text('sig'), octetString(Buffer.alloc(70))],
  [text('x5c'), Buffer.concat([head(4, 1), octetString(Buffer.from('no certificate'))])],
);

const flagsOf = (change: Misbehaviour): number =>
  (change.present === false ? 0 : PRESENT) | (change.verified === false ? 0 : VERIFIED) | BACKUP_ELIGIBLE | BACKED_UP;

const uint = (bytes: 2 | 4, value: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
};

const clientDataOf = (honest: { type: string; challenge: string; origin: string }, change: Misbehaviour): string => {
  const { type = honest.type, challenge = honest.challenge, origin = honest.origin, crossOrigin = false } = change;
  return JSON.stringify({ type, challenge, origin, crossOrigin });
};

/** @param settings.counts whether its counter goes up, as that of security keys does */
export const createSoftwareAuthenticator = (settings: {
  readonly origin: string;
  readonly counts?: boolean;
}): SoftwareAuthenticator => {
  const { origin, counts = false } = settings;
  const host = new URL(origin).hostname;
  let keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let credentialId = '';
  let userHandle = '';
  let counter = 0;

  const nextCounter = (change: Misbehaviour): number => {
    counter += counts ? 1 : 0;
    return change.counter ?? counter;
  };

  return {
    get credentialId() {
      return credentialId;
    },
    create: (options, change = {}) => {
      keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      credentialId = change.credentialId ?? base64url(randomBytes(16));
      userHandle = options.user.id;
      const id = Buffer.from(credentialId, 'base64url');
      const authData = Buffer.concat([
        sha256(change.rpId ?? host),
        Buffer.from([flagsOf(change) | WITH_CREDENTIAL]),
        uint(4, nextCounter(change)),
        Buffer.alloc(16),
        uint(2, id.length),
        id,
        coseKey(keys.publicKey),
      ]);
      const attestation = map(
        [text('fmt'), text(change.withStatement === true ? 'packed' : 'none')],
        [text('attStmt'), change.withStatement === true ? packedStatement : map()],
        [text('authData'), octetString(authData)],
      );
      const clientData = clientDataOf({ type: 'webauthn.create', challenge: options.challenge, origin }, change);
      return {
        id: credentialId,
        rawId: credentialId,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(clientData),
          attestationObject: base64url(attestation),
          transports: ['internal'],
        },
      };
    },
    get: (options, change = {}) => {
      const authData = Buffer.concat([
        sha256(change.rpId ?? host),
        Buffer.from([flagsOf(change)]),
        uint(4, nextCounter(change)),
      ]);
      const clientData = clientDataOf({ type: 'webauthn.get', challenge: options.challenge, origin }, change);
      const id = change.credentialId ?? credentialId;
      const handle = change.userHandle === undefined ? userHandle : change.userHandle;
      const signed = sign('sha256', Buffer.concat([authData, sha256(clientData)]), keys.privateKey);
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(clientData),
          authenticatorData: base64url(authData),
          signature: change.signature ?? base64url(signed),
          ...(handle !== null && { userHandle: handle }),
        },
      };
    },
  };
};
