/**
 * The names of an entity for people: mdui:DisplayName of the role (SAML metadata UI §2.1.2) and the Organization
 * (SAML metadata §2.3.2.1). They are for show only, so whatever is wrong with one is a warning.
 */
import { SamlError } from '../errors.ts';
import { SAML_METADATA, SAML_METADATA_UI, XML_NAMESPACE } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { childrenNamed, collapseWhiteSpace, textContent } from '../xml/xml-query.ts';
import type { MetadataWarning } from './metadata-warning.ts';

/** A text and its language. */
export interface LocalizedText {
  /** BCP 47 tag as written; `''` when none is given. */
  readonly language: string;
  readonly value: string;
}

/** Longest name that is kept; a longer one is left out. */
const MAX_NAME_LENGTH = 512;

/** Most names that are kept of one kind. */
const MAX_NAMES = 100;

const readLocalized = (elements: readonly XmlElement[], warnings: MetadataWarning[]): LocalizedText[] => {
  const texts: LocalizedText[] = [];
  for (const element of elements.slice(0, MAX_NAMES)) {
    try {
      const value = collapseWhiteSpace(textContent(element));
      if (value === '' || value.length > MAX_NAME_LENGTH) {
        warnings.push({ code: 'display_name', received: `${element.localName} of ${value.length} characters` });
        continue;
      }
      const language = element.attributes.find(
        (attribute) => attribute.namespaceUri === XML_NAMESPACE && attribute.localName === 'lang',
      );
      texts.push({ language: language?.value ?? '', value });
    } catch (error) {
      if (!(error instanceof SamlError)) {
        throw error;
      }
      warnings.push({ code: 'display_name', received: `${element.localName}: ${error.code}` });
    }
  }
  return texts;
};

const below = (elements: readonly XmlElement[], namespaceUri: string, localName: string): XmlElement[] =>
  elements.flatMap((element) => childrenNamed(element, namespaceUri, localName));

/** The display names of a role in document order. */
export function readDisplayNames(role: XmlElement, warnings: MetadataWarning[]): LocalizedText[] {
  const uiInfo = below(below([role], SAML_METADATA, 'Extensions'), SAML_METADATA_UI, 'UIInfo');
  return readLocalized(below(uiInfo, SAML_METADATA_UI, 'DisplayName'), warnings);
}

/** The display name of the organization, else its name; of the role before that of the entity. */
export function readOrganizationName(
  entity: XmlElement,
  role: XmlElement,
  warnings: MetadataWarning[],
): string | undefined {
  const organizations = below([role, entity], SAML_METADATA, 'Organization');
  return (
    preferredText(readLocalized(below(organizations, SAML_METADATA, 'OrganizationDisplayName'), warnings)) ??
    preferredText(readLocalized(below(organizations, SAML_METADATA, 'OrganizationName'), warnings))
  );
}

/** The English text, else the first one. */
export function preferredText(texts: readonly LocalizedText[]): string | undefined {
  const english = texts.find((text) => /^en(?:-|$)/i.test(text.language));
  return (english ?? texts[0])?.value;
}
