/**
 * DEFLATE (RFC 1951) for the Redirect binding. Setting zlib up costs several times what it costs to deflate a short message, and
 * one AuthnRequest of a connection differs from the next in its ID and its instant alone. So what stands before and
 * behind these is deflated once, and they are put between as what the format calls a stored block, which any inflater reads.
 */
import { constants, deflateRawSync } from 'node:zlib';
import { RecentMap } from '../xml/recent-map.ts';

/**
 * Messages of this binding are shorter than a URL may be. With its usual settings zlib takes 270 KiB for each, which costs
 * more than deflating: a window of 4 KiB holds nearly every message, and any inflater reads what comes out.
 */
const DEFLATE_OPTIONS = { windowBits: 12, memLevel: 5, chunkSize: 4096 };

/** UTF-16 units. Of longer messages, the deflating itself is the greater part. */
const MAX_TEMPLATE_LENGTH = 4000;

const KEPT_TEMPLATES = 500;

/** A message but for its ID and its instant, deflated. */
interface Template {
  readonly before: Buffer;
  readonly behind: Buffer;
}

const templates = new RecentMap<Template>(KEPT_TEMPLATES);

/** Octets of LEN and NLEN of a stored block, RFC 1951 §3.2.4. */
const STORED_LENGTHS = 4;

const makeTemplate = (before: string, varyingLength: number, behind: string): Template => {
  const start = Buffer.from(before, 'utf8');
  const flushed = deflateRawSync(start, { ...DEFLATE_OPTIONS, finishFlush: constants.Z_SYNC_FLUSH });
  // Zeros keep the place of what varies: the text holds none, so nothing behind can point there.
  const dictionary = Buffer.concat([start, Buffer.alloc(varyingLength)]);
  return {
    // The flush ends in an empty stored block; without its lengths, it takes the octets that follow.
    before: flushed.subarray(0, flushed.length - STORED_LENGTHS),
    behind: deflateRawSync(Buffer.from(behind, 'utf8'), { ...DEFLATE_OPTIONS, dictionary }),
  };
};

const REQUEST_START = '<samlp:AuthnRequest ';
const ID_START = ' ID="';
const INSTANT_START = ' IssueInstant="';

/** Where in an AuthnRequest the ID begins and its instant ends; undefined for any other text. */
const varyingPart = (message: string): { readonly start: number; readonly end: number } | undefined => {
  if (!message.startsWith(REQUEST_START) || message.length > MAX_TEMPLATE_LENGTH || message.includes('\0')) {
    return undefined;
  }
  const id = message.indexOf(ID_START);
  const instant = id === -1 ? -1 : message.indexOf(INSTANT_START, id);
  const end = instant === -1 ? -1 : message.indexOf('"', instant + INSTANT_START.length);
  return end === -1 ? undefined : { start: id + ID_START.length, end };
};

/**
 * Deflates a message. Which part of it is taken for the one that varies decides only how much is saved: whatever it is, the
 * result inflates to the same octets.
 */
export function deflateMessage(message: string): Buffer {
  const part = varyingPart(message);
  if (part === undefined) {
    return deflateRawSync(Buffer.from(message, 'utf8'), DEFLATE_OPTIONS);
  }
  const [before, behind] = [message.slice(0, part.start), message.slice(part.end)];
  const varying = Buffer.from(message.slice(part.start, part.end), 'utf8');
  const template = templates.getOrMake(`${before}\0${varying.length}\0${behind}`, () =>
    makeTemplate(before, varying.length, behind),
  );
  const lengths = Buffer.allocUnsafe(STORED_LENGTHS);
  lengths.writeUInt16LE(varying.length, 0);
  lengths.writeUInt16LE(~varying.length & 0xffff, 2);
  return Buffer.concat([template.before, lengths, varying, template.behind]);
}
