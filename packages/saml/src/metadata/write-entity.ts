/**
 * What the metadata of both roles has in common: the document around the role, keys, endpoints and names. The same
 * description always gives the same text, so that a published document changes only when its content does.
 */
import { SamlError } from '../errors.ts';
import { SAML_METADATA, SAML_METADATA_UI, SAML_PROTOCOL, XMLDSIG, XMLENC11 } from '../xml/namespaces.ts';
import { concatXml, escapeText, tag, type XmlText } from '../xml/xml-writer.ts';
import { formatXsDateTime } from '../xml/xs-date-time.ts';
import { decodeX509Certificate } from './metadata-certificate.ts';
import { MAX_ENTITY_ID_LENGTH } from './metadata-values.ts';
import type { Endpoint, IndexedEndpoint } from './read-endpoints.ts';
import type { RoleName } from './read-entity.ts';
import type { EncryptionMethod } from './read-keys.ts';
import type { LocalizedText } from './read-names.ts';
import { formatXsDuration } from './xs-duration.ts';

/** A key to publish. Several are published while one replaces another: the next one beside the current one. */
export interface KeyDescription {
  /** PEM, or base64 of the DER. */
  readonly certificate: string;
  /** Both when absent. */
  readonly use?: 'signing' | 'encryption' | undefined;
  /** In the order of preference; only for keys that encrypt. */
  readonly encryptionMethods?: readonly EncryptionMethod[] | undefined;
}

/** What the metadata of an entity of either role says. */
export interface EntityDescription {
  /** 1 to 1024 characters, SAML core §8.3.6. */
  readonly entityId: string;
  /** ID of the root element, for a signature to refer to. */
  readonly id?: string | undefined;
  readonly validUntil?: Date | undefined;
  readonly cacheDurationMs?: number | undefined;
  readonly keys: readonly KeyDescription[];
  readonly singleLogoutServices?: readonly Endpoint[] | undefined;
  readonly nameIdFormats?: readonly string[] | undefined;
  /** Names for people, one for each language. */
  readonly displayNames?: readonly LocalizedText[] | undefined;
}

/** What a writer of one role adds to the common parts. */
export interface RoleParts {
  readonly name: RoleName;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  /** The children that follow NameIDFormat. */
  readonly services: readonly XmlText[];
}

/**
 * Writes a whole EntityDescriptor with one role, SAML metadata §2.3.2, with its children in the order of the schema.
 *
 * @throws SamlError `metadata.value`, `metadata.endpoint`, `metadata.certificate`; `xml.syntax` for characters that
 * XML cannot carry. RangeError for times out of range.
 */
export function writeEntity(entity: EntityDescription, role: RoleParts): string {
  if (entity.entityId === '' || entity.entityId.length > MAX_ENTITY_ID_LENGTH) {
    throw new SamlError('metadata.value', {
      expected: `an entityID of 1 to ${MAX_ENTITY_ID_LENGTH} characters`,
      received: `${entity.entityId.length} characters`,
    });
  }
  const roleElement = tag(
    `md:${role.name}`,
    { ...role.attributes, protocolSupportEnumeration: SAML_PROTOCOL },
    writeUiInfo(entity.displayNames ?? []),
    ...entity.keys.map(writeKey),
    ...(entity.singleLogoutServices ?? []).map((endpoint) => writeEndpoint('SingleLogoutService', endpoint)),
    ...(entity.nameIdFormats ?? []).map((format) => tag('md:NameIDFormat', {}, escapeText(format))),
    ...role.services,
  );
  const root = tag(
    'md:EntityDescriptor',
    {
      'xmlns:md': SAML_METADATA,
      'xmlns:ds': XMLDSIG,
      ID: entity.id,
      entityID: entity.entityId,
      validUntil: entity.validUntil === undefined ? undefined : formatXsDateTime(entity.validUntil.getTime()),
      cacheDuration: entity.cacheDurationMs === undefined ? undefined : formatXsDuration(entity.cacheDurationMs),
    },
    roleElement,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

/** One endpoint, indexed or not. */
export function writeEndpoint(localName: string, endpoint: Endpoint | IndexedEndpoint): XmlText {
  for (const url of [endpoint.location, endpoint.responseLocation ?? endpoint.location]) {
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
      throw new SamlError('metadata.endpoint', { expected: `an http or https URL for ${localName}`, received: url });
    }
  }
  return tag(`md:${localName}`, {
    Binding: endpoint.binding,
    Location: endpoint.location,
    ResponseLocation: endpoint.responseLocation,
    ...('index' in endpoint && { index: String(endpoint.index), isDefault: endpoint.isDefault?.toString() }),
  });
}

const writeUiInfo = (names: readonly LocalizedText[]): XmlText | undefined =>
  names.length === 0
    ? undefined
    : tag(
        'md:Extensions',
        {},
        tag(
          'mdui:UIInfo',
          { 'xmlns:mdui': SAML_METADATA_UI },
          ...names.map((name) => tag('mdui:DisplayName', { 'xml:lang': name.language }, escapeText(name.value))),
        ),
      );

const writeKey = (key: KeyDescription): XmlText => {
  const der = decodeX509Certificate(key.certificate).raw.toString('base64');
  return tag(
    'md:KeyDescriptor',
    { use: key.use },
    tag('ds:KeyInfo', {}, tag('ds:X509Data', {}, tag('ds:X509Certificate', {}, escapeText(der)))),
    ...(key.encryptionMethods ?? []).map(writeEncryptionMethod),
  );
};

const writeEncryptionMethod = (method: EncryptionMethod): XmlText =>
  tag(
    'md:EncryptionMethod',
    { Algorithm: method.algorithm },
    concatXml(
      method.digestMethod === undefined ? undefined : tag('ds:DigestMethod', { Algorithm: method.digestMethod }),
      method.mgf === undefined ? undefined : tag('xenc11:MGF', { 'xmlns:xenc11': XMLENC11, Algorithm: method.mgf }),
    ),
  );
