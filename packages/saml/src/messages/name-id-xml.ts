/** Writes a NameID, as assertions and logout requests carry it. */
import { escapeText, tag, type XmlText } from '../xml/xml-writer.ts';
import type { NameId } from './assertion.ts';

/**
 * Writes a saml:NameID (SAML core §2.2.3). The prefix `saml` has to be declared: around it, or by `attributes`.
 *
 * @throws SamlError `xml.syntax` when a value holds characters that XML cannot carry.
 */
export const nameIdXml = (nameId: NameId, attributes: Readonly<Record<string, string>> = {}): XmlText =>
  tag(
    'saml:NameID',
    {
      ...attributes,
      Format: nameId.format,
      NameQualifier: nameId.nameQualifier,
      SPNameQualifier: nameId.spNameQualifier,
      SPProvidedID: nameId.spProvidedId,
    },
    escapeText(nameId.value),
  );
