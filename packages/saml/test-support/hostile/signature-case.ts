/** The form of a case in which a signature by the genuine key has the wrong shape, and the changes that such cases are made with. */
import type { SamlErrorCode } from '../../src/errors.ts';
import type { SignatureStyle, SignElementOptions } from '../sign-template.ts';
import { replaceFirst } from './hostile-case.ts';

export interface SignatureCase {
  readonly id: string;
  readonly description: string;
  readonly code: SamlErrorCode;
  /** The genuine key signs these octets instead of those of SignedInfo. */
  readonly signs?: (octets: string) => string;
  /** How the assertion is signed. */
  readonly signature?: Partial<SignElementOptions>;
  /** The same of the twin; default as usual. */
  readonly twin?: Partial<SignElementOptions>;
}

export const style = (options: SignatureStyle): Partial<SignElementOptions> => ({ style: options });

export const inSignedInfo = (piece: string, replacement: string): Partial<SignElementOptions> => ({
  changeSignedInfo: (signedInfo) => replaceFirst(signedInfo, piece, replacement),
});

export const afterwards = (piece: string | RegExp, replacement: string): Partial<SignElementOptions> => ({
  changeSignature: (signature) => {
    const changed = signature.replace(piece, replacement);
    if (changed === signature) {
      throw new Error(`expected ${piece} in the signature`);
    }
    return changed;
  },
});
