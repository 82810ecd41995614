/**
 * Passkeys (WebAuthn Level 3): the options that a browser gets, and the verification of what it sends back.
 * A second factor only needs the person's presence; a passkey alone also needs them verified.
 */
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { decodeAttestationObject, isoCBOR } from '@simplewebauthn/server/helpers';
import { z } from 'zod';
import { CordboardError } from '../errors.ts';
import type { PasskeyRecord } from '../storage/ports/administrator-store.ts';
import type { RelyingParty } from './relying-party.ts';

export type PasskeyAttestation = Parameters<typeof verifyRegistrationResponse>[0]['response'];
export type PasskeyAssertion = Parameters<typeof verifyAuthenticationResponse>[0]['response'];
export type PasskeyCreationOptions = Awaited<ReturnType<typeof generateRegistrationOptions>>;
export type PasskeyRequestOptions = Awaited<ReturnType<typeof generateAuthenticationOptions>>;

/** EdDSA, ES256, RS256: what every present authenticator has one of. */
const ALGORITHMS = [-8, -7, -257];
const CHALLENGE_BYTES = 32;

const clientData = z.object({ crossOrigin: z.boolean().optional() });

const fromBase64url = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'base64url'));

const octetsOf = (octets: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(octets);

/** The user handle (§5.4.3): tells nothing about the person. */
export const userHandleOf = (administratorId: string): string => Buffer.from(administratorId).toString('base64url');

const refused = (received: string, cause?: unknown): CordboardError =>
  new CordboardError('administrator.passkey_refused', { expected: 'a passkey of this administrator', received, cause });

/** The library tells what is wrong by the message of an `Error`. */
const refusing = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CordboardError) throw error;
    throw refused(error instanceof Error ? error.message.slice(0, 200) : 'something else', error);
  }
};

/** Our pages are never framed, so an answer that was given inside another site's page is not ours (§13.4.2). */
const refuseFramed = (clientDataJSON: string): void => {
  const parsed = clientData.parse(JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')));
  if (parsed.crossOrigin === true) throw refused('an answer given in a frame of another site');
};

/**
 * The same attestation without its statement. Nothing depends on the make of an authenticator, and certificates in a
 * statement could have the library fetch the revocation lists that they name.
 */
const withoutStatement = (attestationObject: string): string => {
  const authData = decodeAttestationObject(fromBase64url(attestationObject)).get('authData');
  const entries: [string, string | Uint8Array | Map<string, string>][] = [
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', authData],
  ];
  return Buffer.from(isoCBOR.encode(new Map(entries))).toString('base64url');
};

/** A challenge for one ceremony, base64url. */
export const newChallenge = (random: (size: number) => Uint8Array): string =>
  Buffer.from(random(CHALLENGE_BYTES)).toString('base64url');

/** What `navigator.credentials.create` gets. */
export const creationOptions = (options: {
  readonly relyingParty: RelyingParty;
  readonly administrator: { readonly id: string; readonly login: string; readonly name: string };
  readonly challenge: string;
  readonly existing: readonly PasskeyRecord[];
}): Promise<PasskeyCreationOptions> =>
  generateRegistrationOptions({
    rpName: options.relyingParty.name,
    rpID: options.relyingParty.id,
    userID: octetsOf(Buffer.from(options.administrator.id)),
    userName: options.administrator.login,
    userDisplayName: options.administrator.name,
    challenge: fromBase64url(options.challenge),
    attestationType: 'none',
    excludeCredentials: options.existing.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    supportedAlgorithmIDs: ALGORITHMS,
  });

/** What `navigator.credentials.get` gets: for the passkeys of one administrator, or for any. */
export const requestOptions = (options: {
  readonly relyingParty: RelyingParty;
  readonly challenge: string;
  readonly passkeys: readonly PasskeyRecord[];
  readonly userVerification: 'required' | 'preferred';
}): Promise<PasskeyRequestOptions> =>
  generateAuthenticationOptions({
    rpID: options.relyingParty.id,
    challenge: fromBase64url(options.challenge),
    allowCredentials: options.passkeys.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
    userVerification: options.userVerification,
  });

export interface VerifiedAttestation {
  readonly credentialId: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly backedUp: boolean;
}

/** @throws `administrator.passkey_refused` */
export const verifyAttestation = (options: {
  readonly relyingParty: RelyingParty;
  readonly challenge: string;
  readonly response: PasskeyAttestation;
}): Promise<VerifiedAttestation> =>
  refusing(async () => {
    const { response } = options;
    refuseFramed(response.response.clientDataJSON);
    const attestationObject = withoutStatement(response.response.attestationObject);
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...response, response: { ...response.response, attestationObject } },
      expectedChallenge: options.challenge,
      expectedOrigin: options.relyingParty.origin,
      expectedRPID: options.relyingParty.id,
      requireUserVerification: false,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified) throw refused('an attestation that does not verify');
    const { credential, credentialBackedUp } = registrationInfo;
    return {
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: credential.transports ?? [],
      backedUp: credentialBackedUp,
    };
  });

export interface VerifiedAssertion {
  readonly counter: number;
  readonly backedUp: boolean;
}

/**
 * @param options.alone the passkey is all there is: the person must be verified, and named by the handle
 * @throws `administrator.passkey_refused`
 */
export const verifyAssertion = (options: {
  readonly relyingParty: RelyingParty;
  readonly challenge: string;
  readonly response: PasskeyAssertion;
  readonly passkey: PasskeyRecord;
  readonly alone: boolean;
}): Promise<VerifiedAssertion> =>
  refusing(async () => {
    const { relyingParty, challenge, response, passkey, alone } = options;
    refuseFramed(response.response.clientDataJSON);
    const { userHandle } = response.response;
    const handle = userHandleOf(passkey.administratorId);
    if (alone ? userHandle !== handle : userHandle !== undefined && userHandle !== handle) {
      throw refused('a passkey that names somebody else');
    }
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: relyingParty.origin,
      expectedRPID: relyingParty.id,
      requireUserVerification: alone,
      credential: {
        id: passkey.credentialId,
        publicKey: fromBase64url(passkey.publicKey),
        counter: passkey.counter,
        transports: [...passkey.transports],
      },
    });
    if (!verified) throw refused('a signature that does not verify');
    return { counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp };
  });
