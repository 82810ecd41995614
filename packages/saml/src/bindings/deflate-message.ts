/**
 * DEFLATE (RFC 1951) for the Redirect binding. Setting zlib up costs several times what it costs to deflate a short message, and
 * one AuthnRequest of a connection differs from the next in its ID and its instant alone. So what stands before and
 * behind these is deflated once, and they are put between as what the format calls a stored block, which any inflater reads.
 * The parts are kept as the URL has them, in base64 with its percent signs, but for the octets beside what varies, of which
 * base64 takes three at a time.
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
  /** As in the URL. */
  readonly start: string;
  /** What varies, with the octets beside it that are in no other part; as long as three times something. */
  readonly middle: Buffer;
  /** Where in the middle that begins which varies. */
  readonly varyingAt: number;
  /** As in the URL. */
  readonly end: string;
}

const templates = new RecentMap<Template>(KEPT_TEMPLATES);

const inUrl = (octets: Buffer): string => encodeURIComponent(octets.toString('base64'));

/** How many octets base64 takes at a time. */
const GROUP = 3;

/** Octets of LEN and NLEN of a stored block, RFC 1951 §3.2.4. */
const STORED_LENGTHS = 4;

const makeTemplate = (before: string, varyingLength: number, behind: string): Template => {
  const start = Buffer.from(before, 'utf8');
  const flushed = deflateRawSync(start, { ...DEFLATE_OPTIONS, finishFlush: constants.Z_SYNC_FLUSH });
  // Zeros keep the place of what varies: the text holds none, so nothing behind can point there.
  const dictionary = Buffer.concat([start, Buffer.alloc(varyingLength)]);
  // The flush ends in an empty stored block, which is given other lengths: it takes the octets that follow.
  flushed.writeUInt16LE(varyingLength, flushed.length - STORED_LENGTHS);
  flushed.writeUInt16LE(~varyingLength & 0xffff, flushed.length - STORED_LENGTHS / 2);
  const rest = deflateRawSync(Buffer.from(behind, 'utf8'), { ...DEFLATE_OPTIONS, dictionary });
  const whole = Buffer.concat([flushed, Buffer.alloc(varyingLength), rest]);
  const middleStart = flushed.length - (flushed.length % GROUP);
  const middleEnd = Math.min(whole.length, Math.ceil((flushed.length + varyingLength) / GROUP) * GROUP);
  // Memory of its own: a piece of node's shared memory would keep all of that for as long as the template lives.
  const middle = Buffer.alloc(middleEnd - middleStart);
  whole.copy(middle, 0, middleStart);
  return {
    start: inUrl(whole.subarray(0, middleStart)),
    middle,
    varyingAt: flushed.length - middleStart,
    end: inUrl(whole.subarray(middleEnd)),
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
 * A message as the Redirect binding sends it (SAML bindings §3.4.4.1): deflated, in base64, and encoded for a URL. Which part
 * of it is taken for the one that varies decides only how much is saved: whatever it is, the result inflates to the same
 * octets.
 */
export function deflateMessage(message: string): string {
  const part = varyingPart(message);
  if (part === undefined) {
    return inUrl(deflateRawSync(Buffer.from(message, 'utf8'), DEFLATE_OPTIONS));
  }
  const [before, behind] = [message.slice(0, part.start), message.slice(part.end)];
  const varying = Buffer.from(message.slice(part.start, part.end), 'utf8');
  const template = templates.getOrMake(`${before}\0${varying.length}\0${behind}`, () =>
    makeTemplate(before, varying.length, behind),
  );
  template.middle.set(varying, template.varyingAt);
  return `${template.start}${inUrl(template.middle)}${template.end}`;
}
