/**
 * The classes of attack on SAML that the corpus knows, in the order of the threat list of the project. Those of its rows that
 * need a browser, a session or a user directory are tested where these are.
 */
export const ATTACK_CLASSES = [
  'wrapping 1-2: the genuine element inside its own signature or before it',
  'wrapping 3-6: an evil sibling or parent of the genuine element',
  'wrapping 7-9: hidden in Extensions, Object or Advice; IDs that are there twice',
  'several roots',
  'comments that split text',
  'processing instructions that hide text',
  'digest values with something beside them',
  'several SignedInfos and References',
  'parsers that disagree',
  'canonical forms of nothing',
  'round trips through a serializer',
  'HMAC with a public key',
  'keys that the message brings along',
  'transforms and references elsewhere',
  'weak algorithms',
  'unsigned, stripped, or something else signed',
  'encrypted injection',
  'decryption as an oracle',
  'external entities and bombs',
  'size, depth and work',
  'status, time, audience, recipient, destination',
  'subject confirmation',
  'replay and InResponseTo',
  'RelayState',
  'issuers and tenants',
  'metadata',
  'redirect binding',
  'forged logout',
  'the side of the identity provider',
  'texts that look alike',
] as const;

export type AttackClass = (typeof ATTACK_CLASSES)[number];
