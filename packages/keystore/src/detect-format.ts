/** Tells formats apart by their content: since Java 9 a file named `.jks` is PKCS#12 more often than not. */
import { TAG } from './asn1/ber.ts';
import { describeFile } from './describe-file.ts';
import { KeystoreError, tooLarge, unsupported } from './errors.ts';
import { KEYSTORE_LIMITS } from './limits.ts';

export type KeystoreFormat = 'jks' | 'jceks' | 'pkcs12' | 'pem';

const JKS_MARK = 0xfeedfeed;
const JCEKS_MARK = 0xcececece;
const BKS_SALT_LENGTH = 20;
const PEM_KEY = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/;

/** A SEQUENCE of any length that begins with the version 3 and a SEQUENCE, enough to call a damaged file by its name. */
const beginsLikePkcs12 = (bytes: Buffer): boolean => {
  const first = bytes[1] ?? 0;
  const header = first <= 0x80 ? 2 : 2 + (first & 0x7f);
  const [integer, length, version, next] = bytes.subarray(header, header + 4);
  return bytes[0] === TAG.sequence && integer === TAG.integer && length === 1 && version === 3 && next === TAG.sequence;
};

/** Bouncy Castle's BKS: the version 1 or 2, then the length of its salt. */
const beginsLikeBks = (bytes: Buffer): boolean =>
  bytes.length >= 8 && [1, 2].includes(bytes.readUInt32BE(0)) && bytes.readUInt32BE(4) === BKS_SALT_LENGTH;

const notAKeystore = (bytes: Buffer): KeystoreError => {
  const { what, hint } = describeFile(bytes);
  return new KeystoreError('keystore.not_a_keystore', {
    expected: 'a keystore in JKS, JCEKS or PKCS#12, or a private key in PEM with its certificates',
    received: what,
    hint,
  });
};

/**
 * Finds out what a file is, from its first octets, or for PEM from the names of its blocks.
 *
 * @throws KeystoreError `keystore.not_a_keystore` with what the file looks like instead, `keystore.too_large`, or
 *   `keystore.unsupported` for a keystore in another format.
 */
export const detectFormat = (bytes: Uint8Array): KeystoreFormat => {
  if (bytes.length > KEYSTORE_LIMITS.fileBytes) {
    throw tooLarge(`a file of up to ${KEYSTORE_LIMITS.fileBytes} octets`, `one of ${bytes.length}`);
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = buffer.length >= 4 ? buffer.readUInt32BE(0) : 0;
  if (mark === JKS_MARK) {
    return 'jks';
  }
  if (mark === JCEKS_MARK) {
    return 'jceks';
  }
  if (beginsLikePkcs12(buffer)) {
    return 'pkcs12';
  }
  if (beginsLikeBks(buffer)) {
    const hint = 'Convert it with: keytool -importkeystore -deststoretype PKCS12';
    throw unsupported('JKS, JCEKS, PKCS#12 or PEM', 'a BKS keystore', hint);
  }
  if (PEM_KEY.test(buffer.toString('latin1'))) {
    return 'pem';
  }
  throw notAKeystore(buffer);
};
