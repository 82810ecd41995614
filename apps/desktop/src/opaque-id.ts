/** Identifiers that a browser holds: unguessable, and kept by us as a hash only. */
import { createHash } from 'node:crypto';
import type { RandomBytes } from './desktop-options.ts';

const ID_OCTETS = 32;

/** 256 bits in 43 characters of base64url. */
export const createOpaqueId = (random: RandomBytes): string => Buffer.from(random(ID_OCTETS)).toString('base64url');

/** SHA-256 of an identifier, for use as a key. */
export const hashOpaqueId = (id: string): string => createHash('sha256').update(id).digest('base64url');
