/** Encodings other than UTF-8, and documents that are too large, too deep or too wide. */
import { extensions, intoResponse, prepend, repeat, type XmlCase } from './xml-case.ts';

export const ENCODINGS: readonly XmlCase[] = [
  {
    id: 'utf-16',
    attackClass: 'parsers that disagree',
    description: 'the document is UTF-16 with a byte order mark',
    code: 'xml.encoding',
    change: (xml) => Buffer.from(`\uFEFF${xml}`, 'utf16le'),
    twin: (xml) => Buffer.from(`\uFEFF${xml}`, 'utf8'),
  },
  {
    id: 'latin-1',
    attackClass: 'parsers that disagree',
    description: 'the declaration says ISO-8859-1',
    code: 'xml.encoding',
    change: prepend('<?xml version="1.0" encoding="ISO-8859-1"?>'),
    twin: prepend('<?xml version="1.0" encoding="utf-8"?>'),
  },
  {
    id: 'utf-7',
    attackClass: 'parsers that disagree',
    description: 'the declaration says UTF-7',
    code: 'xml.encoding',
    change: prepend('<?xml version="1.0" encoding="UTF-7"?>'),
    twin: prepend('<?xml version="1.0" encoding="UTF-8"?>'),
  },
  {
    id: 'xml-1.1',
    attackClass: 'parsers that disagree',
    description: 'the document is XML 1.1',
    code: 'xml.encoding',
    change: prepend('<?xml version="1.1"?>'),
    twin: prepend('<?xml version="1.0"?>'),
  },
  {
    id: 'two-byte-order-marks',
    attackClass: 'parsers that disagree',
    description: 'a second byte order mark follows the first',
    code: 'xml.syntax',
    change: prepend('\uFEFF\uFEFF'),
    twin: prepend('\uFEFF'),
  },
  {
    id: 'bad-utf-8',
    attackClass: 'parsers that disagree',
    description: 'an octet in the unsigned part is no UTF-8',
    code: 'xml.encoding',
    change: (xml) => {
      const [before = '', after = ''] = xml.split('<samlp:Status>');
      return Buffer.concat([
        Buffer.from(`${before}<samlp:Extensions>`),
        Buffer.of(0xc3, 0x28),
        Buffer.from(`</samlp:Extensions><samlp:Status>${after}`),
      ]);
    },
    twin: intoResponse(extensions('Ã(')),
  },
  {
    id: 'overlong-utf-8',
    attackClass: 'parsers that disagree',
    description: 'a character is encoded with more octets than it needs',
    code: 'xml.encoding',
    change: (xml) => {
      const [before = '', after = ''] = xml.split('<samlp:Status>');
      return Buffer.concat([
        Buffer.from(`${before}<samlp:Extensions>`),
        Buffer.of(0xc0, 0xbc),
        Buffer.from(`</samlp:Extensions><samlp:Status>${after}`),
      ]);
    },
    twin: intoResponse(extensions('&lt;')),
  },
];

export const SIZES: readonly XmlCase[] = [
  {
    id: 'too-deep',
    attackClass: 'size, depth and work',
    description: 'elements are nested 20,000 deep',
    code: 'xml.depth',
    change: intoResponse(extensions(`${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`)),
    twin: intoResponse(extensions(`${'<a>'.repeat(62)}${'</a>'.repeat(62)}`)),
  },
  {
    id: 'one-too-deep',
    attackClass: 'size, depth and work',
    description: 'elements are nested one deeper than the limit',
    code: 'xml.depth',
    change: intoResponse(extensions(`${'<a>'.repeat(63)}${'</a>'.repeat(63)}`)),
    twin: intoResponse(extensions(`${'<a>'.repeat(62)}${'</a>'.repeat(62)}`)),
  },
  {
    id: 'too-many-attributes',
    attackClass: 'size, depth and work',
    description: 'one element has 20,000 attributes',
    code: 'xml.attribute_count',
    change: intoResponse(extensions(`<a ${repeat(20_000, (index) => `a${index}="" `)}/>`)),
    twin: intoResponse(extensions(`<a ${repeat(64, (index) => `a${index}="" `)}/>`)),
  },
  {
    id: 'too-many-namespaces',
    attackClass: 'size, depth and work',
    description: 'one element declares 5,000 namespaces',
    code: 'xml.namespace_count',
    change: intoResponse(extensions(`<a ${repeat(5000, (index) => `xmlns:n${index}="urn:n" `)}/>`)),
    twin: intoResponse(extensions(`<a ${repeat(32, (index) => `xmlns:n${index}="urn:n" `)}/>`)),
  },
  {
    id: 'too-large',
    attackClass: 'size, depth and work',
    description: 'the message is one octet larger than 256 KiB',
    code: 'message.too_large',
    change: (xml) => xml.padEnd(256 * 1024 + 1),
    twin: (xml) => xml.padEnd(256 * 1024),
  },
];
