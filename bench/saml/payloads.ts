/**
 * Messages of any size whose cost could grow faster than their size: genuine ones, and a genuine Response with one kind of
 * thing many times, outside or inside of what is signed.
 */
import { loadSigningKey, MESSAGE_LIMITS, signXml } from '@cordboard/saml';
import { type BenchKeys, makeMessage } from './messages.ts';

export interface Payload {
  readonly name: string;
  /**
   * Whether everybody has to accept the message. The others are to be refused where they change what is signed, and may be
   * accepted where they do not.
   */
  readonly genuine: boolean;
  /** XML of about this many octets, and no more. */
  readonly make: (keys: BenchKeys, bytes: number) => Promise<string>;
}

/** What stands around a payload: a Response with one signature, small enough to leave room in 8 KiB. */
const stem = async (keys: BenchKeys): Promise<string> =>
  (await makeMessage(keys, { elements: 'assertion', encrypted: false, targetBytes: 0, attributes: 1 })).xml;

/** As many pieces as fit. */
const fill = (room: number, piece: (index: number) => string): string => {
  const pieces: string[] = [];
  let length = 0;
  for (let index = 0; ; index += 1) {
    const next = piece(index);
    length += next.length;
    if (length > room) {
      return pieces.join('');
    }
    pieces.push(next);
  }
};

/** Of what stands around a payload, with room to spare. */
const MARGIN = 200;

const STATUS = '<samlp:Status>';

/** Unsigned: only a signature of the Response would cover it. */
const inExtensions =
  (payload: (room: number) => string, before = ''): Payload['make'] =>
  async (keys, bytes) => {
    const xml = await stem(keys);
    const inside = payload(bytes - before.length - xml.length - MARGIN);
    return before + xml.replace(STATUS, () => `<samlp:Extensions>${inside}</samlp:Extensions>${STATUS}`);
  };

/** Under the genuine signature of the assertion, which it breaks: everything up to the digest is done. */
const underSignature =
  (payload: (room: number) => string): Payload['make'] =>
  async (keys, bytes) => {
    const xml = await stem(keys);
    return xml.replace('>value 0 ', () => ` xmlns:n="urn:n">${payload(bytes - xml.length - MARGIN)}`);
  };

const SIGNATURE = /<ds:Signature .*?<\/ds:Signature>/gs;
const ID = / ID="([^"]*)"/g;

/** Signed twice, the attribute included: as genuine as a message can be, of any size. */
const underGenuineSignatures =
  (payload: (room: number) => string): Payload['make'] =>
  async (keys, bytes) => {
    const signed = await stem(keys);
    const limits = { ...MESSAGE_LIMITS, maxBytes: 2 * bytes, maxElements: bytes };
    const key = loadSigningKey({ privateKeyPem: keys.idp.privateKeyPem });
    const [responseId = '', assertionId = ''] = [...signed.matchAll(ID)].map(([, id]) => id);
    // The signatures that are taken out are larger than those that are put in, which carry no certificate.
    const room = bytes - signed.length - MARGIN;
    const draft = signed.replaceAll(SIGNATURE, '').replace('</saml:AttributeStatement>', (end) => payload(room) + end);
    const inner = await signXml(draft, { elementId: assertionId, key, limits });
    return signXml(inner, { elementId: responseId, key, limits });
  };

const attribute = (name: string, text: string, declarations = ''): string =>
  `<saml:Attribute Name="${name}"><saml:AttributeValue${declarations} xsi:type="xs:string">${text}</saml:AttributeValue></saml:Attribute>`;

const nested = (room: number): string => {
  const depth = Math.floor(room / '<a></a>'.length);
  return `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`;
};

const LEVELS = 50;
const inDeepScopes = (room: number): string => {
  const start = fill(Math.min(room / 2, 100 * 1024), (index) =>
    index >= LEVELS ? ' '.repeat(room) : `<n:a ${fill(1000, (at) => `xmlns:p${index}-${at}="urn:${at}" `)}>`,
  );
  const levels = start.split('<n:a').length - 1;
  return `${start}${fill(room - start.length - levels * 6, () => '<n:b/>')}${'</n:a>'.repeat(levels)}`;
};

const ENTITIES =
  '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa">' +
  Array.from({ length: 9 }, (_, level) => {
    const inner = String.fromCharCode(97 + level);
    return `<!ENTITY ${String.fromCharCode(98 + level)} "${`&${inner};`.repeat(10)}">`;
  }).join('') +
  ']>';

const signedAssertion = (index: number): string =>
  `<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_${index}"><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></Assertion>`;

const GENUINE: readonly Omit<Payload, 'genuine'>[] = [
  {
    name: 'genuine, one long attribute',
    make: underGenuineSignatures((room) => attribute('a', 'x'.repeat(room - attribute('a', '').length))),
  },
  {
    name: 'genuine, many attributes',
    make: underGenuineSignatures((room) => fill(room, (at) => attribute(`urn:example:${at}`, `value ${at}`))),
  },
  {
    name: 'genuine, siblings with a prefix',
    make: underGenuineSignatures((room) =>
      attribute(
        'a',
        fill(room - MARGIN, () => '<n:b/>'),
        ' xmlns:n="urn:n"',
      ),
    ),
  },
];

const HOSTILE: readonly Omit<Payload, 'genuine'>[] = [
  { name: 'nested elements', make: inExtensions(nested) },
  { name: 'attributes of one element', make: inExtensions((room) => `<a ${fill(room, (at) => `a${at}="" `)}/>`) },
  {
    name: 'declarations of one element',
    make: inExtensions((room) => `<a ${fill(room, (at) => `xmlns:a${at}="urn:a" `)}/>`),
  },
  { name: 'entities of entities', make: inExtensions((room) => `<a b="${fill(room, () => '&j;')}"/>`, ENTITIES) },
  { name: 'comments', make: inExtensions((room) => fill(room, () => '<!---->')) },
  {
    name: 'assertions with signatures',
    make: inExtensions((room) => fill(room, (at) => signedAssertion(at))),
  },
  { name: 'siblings with a prefix, signed', make: underSignature((room) => fill(room, () => '<n:b/>')) },
  { name: 'siblings without, signed', make: underSignature((room) => fill(room, () => '<b/>')) },
  { name: 'siblings in deep scopes, signed', make: underSignature(inDeepScopes) },
  { name: 'attributes in no order, signed', make: underSignature((room) => fill(room, () => '<n:b c="" b="" a=""/>')) },
  { name: 'references, signed', make: underSignature((room) => fill(room, () => '&amp;')) },
  { name: 'references anew, signed', make: underSignature((room) => fill(room, () => '&#38;')) },
  { name: 'CDATA sections, signed', make: underSignature((room) => fill(room, () => '<![CDATA[]]>')) },
  { name: 'IDs, signed', make: underSignature((room) => fill(room, (at) => `<n:b ID="_${at}"/>`)) },
  {
    name: 'namespaces in turn, signed',
    make: underSignature((room) => fill(room, (at) => `<b xmlns="urn:${at % 7}"/>`)),
  },
];

export const PAYLOADS: readonly Payload[] = [
  ...GENUINE.map((payload) => ({ ...payload, genuine: true })),
  ...HOSTILE.map((payload) => ({ ...payload, genuine: false })),
];
