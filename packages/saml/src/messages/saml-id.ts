/**
 * IDs of the messages that we make: unguessable, and valid as xs:ID (they start with `_`).
 */

/** Gives `size` unpredictable octets; `crypto.randomBytes` in production. */
export type RandomBytes = (size: number) => Uint8Array;

/** 160 bits, which SAML core §1.3.4 recommends (at least 128 are required). */
const ID_OCTETS = 20;

/** A new ID of 41 characters: `_` and 40 hexadecimal digits (SAML core §1.3.4). */
export const createSamlId = (random: RandomBytes): string => `_${Buffer.from(random(ID_OCTETS)).toString('hex')}`;
