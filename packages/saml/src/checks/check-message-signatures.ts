/** Every signature that a front-channel message carries verifies: the one of the query, and the one inside it. */
import type { DecodedMessage } from '../bindings/decode-message.ts';
import { verifyRedirectSignature } from '../bindings/redirect-binding.ts';
import { signatureOf } from '../dsig/find-signature.ts';
import { type VerifySignatureOptions, verifySignature } from '../dsig/verify-signature.ts';
import { SamlError, type SamlErrorCode } from '../errors.ts';

/** Which key vouches for a message. */
export interface MessageSigner {
  /** `query`: the Redirect binding, RelayState included; `message`: the XML alone. */
  readonly signed: 'query' | 'message';
  readonly keyName: string;
  /** SHA-256 of the certificate, when the key came from one. */
  readonly fingerprintSha256: string | undefined;
  /** URI. */
  readonly signatureMethod: string;
}

/**
 * SAML core §5.4, bindings §3.4.4.1. The signature inside covers the whole message, as it may stand nowhere but in the
 * root; the one of the query covers the octets as received.
 *
 * @returns The signer, of the query if that is signed; `undefined` when nothing is.
 * @throws SamlError `signature.*`, `xml.canonicalization`
 */
export const checkMessageSignatures = (
  { element, redirect }: DecodedMessage,
  options: VerifySignatureOptions,
): MessageSigner | undefined => {
  const signature = signatureOf(element);
  const inside = signature === undefined ? undefined : verifySignature(signature, options);
  if (redirect?.signature !== undefined) {
    const key = verifyRedirectSignature(redirect, options);
    return {
      signed: 'query',
      keyName: key.name,
      fingerprintSha256: key.certificate?.fingerprintSha256,
      signatureMethod: redirect.signature.signatureMethod,
    };
  }
  return inside === undefined
    ? undefined
    : {
        signed: 'message',
        keyName: inside.key.name,
        fingerprintSha256: inside.key.certificate?.fingerprintSha256,
        signatureMethod: inside.signatureMethod,
      };
};

/**
 * SAML profiles §4.4.4: logout messages have to be signed on the front channel; AuthnRequests as the setting says.
 *
 * @throws SamlError `code`
 */
export const checkMessageSigned = (
  signer: MessageSigner | undefined,
  { allowUnsigned, code }: { readonly allowUnsigned: boolean; readonly code: SamlErrorCode },
): void => {
  if (signer === undefined && !allowUnsigned) {
    throw new SamlError(code, { expected: 'a signature of the sender', received: 'none' });
  }
};
