/** What the browser's authenticator is asked, in the shapes of the contract. */
import type {
  passkeyAssertion,
  passkeyAttestation,
  passkeyCreationOptions,
  passkeyRequestOptions,
} from '@cordboard/contract/admin-api/passkeys';
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import type { z } from 'zod';

/** Null when the person turned away, or has no passkey here: browsers say the same for both. */
const orNull = async <T>(asked: Promise<T>): Promise<T | null> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && ['NotAllowedError', 'AbortError', 'InvalidStateError'].includes(error.name)) {
      return null;
    }
    throw error;
  }
};

/** The contract leaves the words of the specification as text; the hub writes them. */
export const askForPasskey = (
  options: z.output<typeof passkeyRequestOptions>,
): Promise<z.input<typeof passkeyAssertion> | null> =>
  orNull(startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON }));

export const makePasskey = (
  options: z.output<typeof passkeyCreationOptions>,
): Promise<z.input<typeof passkeyAttestation> | null> =>
  orNull(startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON }));
