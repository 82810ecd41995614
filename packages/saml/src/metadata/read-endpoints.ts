/**
 * The endpoints of a role, SAML metadata §2.2.2 and §2.2.3.
 */
import { SamlError } from '../errors.ts';
import { SAML_METADATA } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { childrenNamed } from '../xml/xml-query.ts';
import { readBoolean, readEndpointUrl, readIndex, readToken } from './metadata-values.ts';
import type { MetadataWarning } from './metadata-warning.ts';

/** An endpoint; URLs are as written in the metadata. */
export interface Endpoint {
  /** URI of the binding. */
  readonly binding: string;
  readonly location: string;
  /** Where responses go when that is another place than `location`. */
  readonly responseLocation?: string | undefined;
}

/** An endpoint that can be asked for by its number. */
export interface IndexedEndpoint extends Endpoint {
  /** 0 to 65535. */
  readonly index: number;
  /** Absent when the metadata does not say, which is not the same as false. */
  readonly isDefault?: boolean | undefined;
}

/**
 * Reads the endpoints of one kind in document order. Every URL is judged, also those of bindings that are never used.
 *
 * @throws SamlError `metadata.endpoint` when a binding or location is missing, or a URL is not one to send people to.
 */
export function readEndpoints(role: XmlElement, localName: string): Endpoint[] {
  return childrenNamed(role, SAML_METADATA, localName).map(readEndpoint);
}

/**
 * Reads the endpoints that have an index. When two have the same one, that is a warning, and the first one counts.
 *
 * @throws SamlError `metadata.endpoint`, `metadata.value`.
 */
export function readIndexedEndpoints(
  role: XmlElement,
  localName: string,
  warnings: MetadataWarning[],
): IndexedEndpoint[] {
  const seen = new Set<number>();
  return childrenNamed(role, SAML_METADATA, localName).map((element) => {
    const index = readIndex(element, 'index');
    if (seen.has(index)) {
      warnings.push({ code: 'duplicate_index', received: `${localName} ${index}` });
    }
    seen.add(index);
    const isDefault = readBoolean(element, 'isDefault');
    return { ...readEndpoint(element), index, ...(isDefault !== undefined && { isDefault }) };
  });
}

const readEndpoint = (element: XmlElement): Endpoint => {
  const binding = readToken(element, 'Binding');
  const location = readEndpointUrl(element, 'Location');
  const responseLocation = readEndpointUrl(element, 'ResponseLocation');
  if (binding === undefined || binding === '' || location === undefined) {
    throw new SamlError('metadata.endpoint', {
      expected: `${element.localName} with Binding and Location`,
      received: location ?? 'no Location',
    });
  }
  return { binding, location, ...(responseLocation !== undefined && { responseLocation }) };
};

/**
 * Refuses metadata without an endpoint of this kind that has one of these bindings.
 *
 * @throws SamlError `metadata.endpoint`.
 */
export function assertSpokenBinding(
  endpoints: readonly Endpoint[],
  localName: string,
  spoken: readonly string[],
): void {
  if (!endpoints.some((endpoint) => spoken.includes(endpoint.binding))) {
    throw new SamlError('metadata.endpoint', {
      expected: `${localName} with ${spoken.join(' or ')}`,
      received: endpoints.map((endpoint) => endpoint.binding).join(', ') || 'none',
    });
  }
}
