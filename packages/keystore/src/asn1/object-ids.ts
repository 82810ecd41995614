/** Object identifiers by the names of their specifications (RFC 7292, 8018, 5958, 5480, and Sun's own). */
export const OID = {
  rsaEncryption: '1.2.840.113549.1.1.1',
  rsaPss: '1.2.840.113549.1.1.10',
  ecPublicKey: '1.2.840.10045.2.1',
  dsa: '1.2.840.10040.4.1',
  ed25519: '1.3.101.112',
  ed448: '1.3.101.113',
  prime256v1: '1.2.840.10045.3.1.7',
  secp384r1: '1.3.132.0.34',
  secp521r1: '1.3.132.0.35',
  // PKCS#7 contents
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  envelopedData: '1.2.840.113549.1.7.3',
  encryptedData: '1.2.840.113549.1.7.6',
  // PKCS#12 bags
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  secretBag: '1.2.840.113549.1.12.10.1.5',
  safeContentsBag: '1.2.840.113549.1.12.10.1.6',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  /** Sun's mark of a certificate that is trusted by itself. */
  trustedKeyUsage: '2.16.840.1.113894.746875.1.1',
  // Encryption by password
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  pbmac1: '1.2.840.113549.1.5.14',
  scrypt: '1.3.6.1.4.1.11591.4.11',
  pbeSha1TripleDes: '1.2.840.113549.1.12.1.3',
  pbeSha1TwoKeyTripleDes: '1.2.840.113549.1.12.1.4',
  pbeSha1Rc2With128: '1.2.840.113549.1.12.1.5',
  pbeSha1Rc2With40: '1.2.840.113549.1.12.1.6',
  sunKeyProtector: '1.3.6.1.4.1.42.2.17.1.1',
  sunMd5TripleDes: '1.3.6.1.4.1.42.2.19.1',
} as const;

/** Names of what is not accepted, so that an error can say more than a number. */
const NAMES: ReadonlyMap<string, string> = new Map([
  [OID.dsa, 'DSA'],
  [OID.rsaPss, 'RSASSA-PSS'],
  [OID.ed25519, 'Ed25519'],
  [OID.ed448, 'Ed448'],
  ['1.3.101.110', 'X25519'],
  ['1.3.101.111', 'X448'],
  ['1.2.840.113549.1.3.1', 'Diffie-Hellman'],
  ['1.3.132.0.10', 'secp256k1'],
  ['1.3.36.3.3.2.8.1.1.7', 'brainpoolP256r1'],
  ['1.3.36.3.3.2.8.1.1.11', 'brainpoolP384r1'],
  ['1.2.840.113549.1.12.1.1', 'PBE with SHA-1 and RC4-128'],
  ['1.2.840.113549.1.12.1.2', 'PBE with SHA-1 and RC4-40'],
  ['1.2.840.113549.1.5.3', 'PBE with MD5 and DES'],
  ['1.2.840.113549.1.5.6', 'PBE with MD5 and RC2'],
  ['1.2.840.113549.1.5.10', 'PBE with SHA-1 and DES'],
  ['1.2.840.113549.1.5.11', 'PBE with SHA-1 and RC2'],
  ['1.3.14.3.2.7', 'DES'],
  ['1.2.840.113549.2.5', 'MD5'],
  [OID.signedData, 'signed data'],
  [OID.envelopedData, 'data encrypted for a certificate'],
]);

/** `DSA (1.2.840.10040.4.1)`, or the number alone. */
export const shownObjectId = (id: string): string => {
  const name = NAMES.get(id);
  return name === undefined ? id : `${name} (${id})`;
};

const HASHES: ReadonlyMap<string, string> = new Map([
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.4', 'sha224'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

const HMAC_HASHES: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.7', 'sha1'],
  ['1.2.840.113549.2.8', 'sha224'],
  ['1.2.840.113549.2.9', 'sha256'],
  ['1.2.840.113549.2.10', 'sha384'],
  ['1.2.840.113549.2.11', 'sha512'],
]);

/** The name for node:crypto of a hash. */
export const hashOf = (id: string): string | undefined => HASHES.get(id);

/** The name for node:crypto of the hash of an HMAC. */
export const hmacHashOf = (id: string): string | undefined => HMAC_HASHES.get(id);
