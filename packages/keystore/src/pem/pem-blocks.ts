/** Finds the blocks of a PEM file (RFC 7468, and RFC 1421 for the headers of old encrypted keys). */
import { damaged, tooLarge } from '../errors.ts';
import { KEYSTORE_LIMITS } from '../limits.ts';

export interface PemBlock {
  /** What stands after BEGIN: `CERTIFICATE`, `PRIVATE KEY`. */
  readonly label: string;
  /** Names in the spelling of the file. */
  readonly headers: ReadonlyMap<string, string>;
  readonly der: Uint8Array;
}

const BEGIN = /^-----BEGIN ([A-Z0-9 ]{1,64})-----$/;
const HEADER = /^([A-Za-z0-9-]{1,64}): ?(.{0,1024})$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

const readBlock = (label: string, lines: readonly string[]): PemBlock => {
  const headers = new Map<string, string>();
  let at = 0;
  for (; at < lines.length; at += 1) {
    const [, name, value] = HEADER.exec(lines[at] ?? '') ?? [];
    if (name === undefined || value === undefined) {
      break;
    }
    headers.set(name, value);
  }
  const base64 = lines.slice(at).join('');
  if (!BASE64.test(base64) || base64.length % 4 !== 0) {
    throw damaged(`base64 in the block ${label}`, base64 === '' ? 'nothing' : 'other characters, or too few');
  }
  return { label, headers, der: Buffer.from(base64, 'base64') };
};

/**
 * Reads all blocks; text between them is for people and is passed over.
 *
 * @throws KeystoreError `keystore.damaged` when a block does not end or is no base64, `keystore.too_large`
 */
export const readPemBlocks = (text: string): readonly PemBlock[] => {
  const blocks: PemBlock[] = [];
  let open: { label: string; lines: string[] } | undefined;
  for (const raw of text.split(/\r\n|\n|\r/)) {
    const line = raw.trim();
    const label = BEGIN.exec(line)?.[1];
    if (label !== undefined && open !== undefined) {
      throw damaged(`the end of the block ${open.label}`, `the beginning of the block ${label}`);
    }
    if (label !== undefined) {
      open = { label, lines: [] };
    } else if (open !== undefined && line === `-----END ${open.label}-----`) {
      blocks.push(readBlock(open.label, open.lines));
      open = undefined;
    } else if (open !== undefined) {
      open.lines.push(line);
    }
    if (blocks.length > KEYSTORE_LIMITS.entries) {
      throw tooLarge(`up to ${KEYSTORE_LIMITS.entries} blocks`, 'more');
    }
  }
  if (open !== undefined) {
    throw damaged(`the end of the block ${open.label}`, 'the end of the file');
  }
  return blocks;
};
