/** How a password becomes octets. Formats disagree, and so do the programs that write one format. */
import { KEYSTORE_LIMITS } from '../limits.ts';

/** The octets of one password for the two families of PKCS#12 encryption. */
export interface PasswordForm {
  /** UTF-16 with a terminating NUL, for PKCS#12's own derivation (RFC 7292 appendix B.1). */
  readonly bmp: Uint8Array;
  /** UTF-8, for PBES2 and PBMAC1 (RFC 8018). */
  readonly utf8: Uint8Array;
}

/** UTF-16, high octet first: what Java's own key stores hash. */
export const utf16Password = (password: string): Buffer => Buffer.from(password, 'utf16le').swap16();

const NUL = Buffer.alloc(2);

/**
 * The forms that one password may have been used in, the likeliest first.
 *
 * An empty password is one NUL for most programs and no octets for others (Java writes it for the password NUL). OpenSSL before 1.1.0
 * took each octet of the terminal's UTF-8 for a character.
 */
export const passwordForms = (password: string): readonly PasswordForm[] => {
  const utf8 = Buffer.from(password, 'utf8');
  const usual: PasswordForm = { bmp: Buffer.concat([utf16Password(password), NUL]), utf8 };
  if (password === '') {
    return [usual, { bmp: Buffer.alloc(0), utf8 }];
  }
  return utf8.length === password.length
    ? [usual]
    : [usual, { bmp: Buffer.concat([utf16Password(utf8.toString('latin1')), NUL]), utf8 }];
};

/** Whether a password is longer than any that is tried. */
export const isTooLong = (password: string): boolean => password.length > KEYSTORE_LIMITS.passwordLength;
