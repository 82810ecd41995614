/**
 * The names that messages are made of, under the prefixes that products use. A name out of this list is one object for all
 * documents: it is not split again, and comparing it with a name of ours compares two references.
 *
 * The list is never added to: a name out of a message would keep all of that message in memory, and what strangers send
 * would push out what is of use. A name that is not on it is read like any other.
 */
import type { QualifiedName } from './qualified-name.ts';

const SAML_PREFIXES = ['', 'saml', 'samlp', 'saml2', 'saml2p'];
const SIGNATURE_PREFIXES = ['', 'ds', 'dsig', 'xenc', 'ec'];

const SAML_ELEMENTS = [
  'Response Status StatusCode StatusMessage Extensions Assertion EncryptedAssertion Issuer Subject NameID EncryptedID',
  'SubjectConfirmation SubjectConfirmationData Conditions AudienceRestriction Audience OneTimeUse ProxyRestriction Advice',
  'AuthnStatement AuthnContext AuthnContextClassRef AuthnContextDeclRef AuthenticatingAuthority SubjectLocality',
  'AttributeStatement Attribute AttributeValue EncryptedAttribute AuthnRequest NameIDPolicy RequestedAuthnContext',
  'LogoutRequest LogoutResponse SessionIndex',
];

const SIGNATURE_ELEMENTS = [
  'Signature SignedInfo CanonicalizationMethod SignatureMethod Reference Transforms Transform DigestMethod DigestValue',
  'SignatureValue KeyInfo X509Data X509Certificate KeyName KeyValue RSAKeyValue Modulus Exponent InclusiveNamespaces',
  'EncryptedData EncryptedKey EncryptionMethod CipherData CipherValue RetrievalMethod',
];

const ATTRIBUTES = [
  'ID Id Version IssueInstant Destination InResponseTo Value Format NameQualifier SPNameQualifier Method NotBefore',
  'NotOnOrAfter Recipient Address AuthnInstant SessionIndex SessionNotOnOrAfter Name NameFormat FriendlyName Algorithm URI',
  'PrefixList Type Consent ForceAuthn IsPassive AssertionConsumerServiceURL ProtocolBinding AllowCreate Comparison xmlns',
];

const OTHERS: readonly (readonly [string, string])[] = [
  ['xsi', 'type'],
  ['xsi', 'nil'],
  ...['saml', 'samlp', 'saml2', 'saml2p', 'ds', 'dsig', 'xenc', 'ec', 'xs', 'xsi', 'xsd', 'md'].map(
    (prefix) => ['xmlns', prefix] as const,
  ),
];

const words = (lines: readonly string[]): string[] => lines.flatMap((line) => line.split(' '));

/** A hash of a name, as `Scanner.readName` computes it while it reads the units. */
export function addToNameHash(hash: number, unit: number): number {
  return (Math.imul(hash, 31) + unit) | 0;
}

/** The same text in the form that V8 keeps property names in: in one piece, and one object for all equal ones. */
const inOnePiece = (text: string): string => Object.keys({ [text]: true })[0] ?? text;

const SLOTS = 8192;

const KNOWN_NAMES: readonly QualifiedName[] = (() => {
  const names: QualifiedName[] = [];
  let at = 0;
  const add = (prefix: string, localName: string): void => {
    const name = prefix === '' ? localName : inOnePiece(`${prefix}:${localName}`);
    names.push({ name, prefix, localName: inOnePiece(localName), at });
    at += name.length;
  };
  for (const prefix of SAML_PREFIXES) {
    for (const localName of words(SAML_ELEMENTS)) add(prefix, localName);
  }
  for (const prefix of SIGNATURE_PREFIXES) {
    for (const localName of words(SIGNATURE_ELEMENTS)) add(prefix, localName);
  }
  for (const [prefix, localName] of OTHERS) add(prefix, localName);
  for (const localName of words(ATTRIBUTES)) add('', localName);
  return names;
})();

/** The UTF-16 units of all known names, one behind the other; each name knows where its own begin. */
export const KNOWN_NAME_UNITS: Uint16Array = Uint16Array.from(KNOWN_NAMES.map(({ name }) => name).join(''), (unit) =>
  unit.charCodeAt(0),
);

/** By hash; of two names with one slot, the later one has it. */
const TABLE: readonly (QualifiedName | undefined)[] = (() => {
  const table = new Array<QualifiedName | undefined>(SLOTS).fill(undefined);
  for (const known of KNOWN_NAMES) {
    let hash = 0;
    for (let index = 0; index < known.name.length; index += 1) {
      hash = addToNameHash(hash, known.name.charCodeAt(index));
    }
    table[hash & (SLOTS - 1)] = known;
  }
  return table;
})();

/** The known name with this hash, if there is one; whether it is the name that was read is for the caller to compare. */
export function knownNameAt(hash: number): QualifiedName | undefined {
  return TABLE[hash & (SLOTS - 1)];
}
