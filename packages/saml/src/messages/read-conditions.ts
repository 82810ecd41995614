/** Reads the Conditions of an assertion: when and for whom it is valid. */
import { SamlError } from '../errors.ts';
import { SAML_ASSERTION } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { childElements, childrenNamed, collapseWhiteSpace, textContent } from '../xml/xml-query.ts';
import type { ProxyRestriction } from './assertion.ts';
import { readInstant, readUri } from './read-instant.ts';
import type { VerifiedElement } from './verified-element.ts';

export interface Conditions {
  /** Epoch milliseconds. */
  readonly notBefore: number | undefined;
  readonly notOnOrAfter: number | undefined;
  /** One list for each AudienceRestriction: all restrictions bind, and within one any audience suffices. */
  readonly audienceRestrictions: readonly (readonly string[])[];
  readonly proxyRestriction: ProxyRestriction | undefined;
}

/** OneTimeUse is what a relying party of single-use assertions does anyway; ProxyRestriction binds who asserts further. */
const UNDERSTOOD: ReadonlySet<string> = new Set(['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction']);

const assertUnderstood = (condition: XmlElement): void => {
  if (condition.namespaceUri !== SAML_ASSERTION || !UNDERSTOOD.has(condition.localName)) {
    throw new SamlError('assertion.conditions', {
      expected: [...UNDERSTOOD].join(', '),
      received: `${condition.localName} in ${condition.namespaceUri || 'no namespace'}`,
    });
  }
};

/** SAML core §2.5.1.5 and §2.5.1.6: these may stand in an assertion once. */
const atMostOne = (
  conditions: VerifiedElement,
  localName: 'OneTimeUse' | 'ProxyRestriction',
): XmlElement | undefined => {
  const [condition, second] = childrenNamed(conditions, SAML_ASSERTION, localName);
  if (second !== undefined) {
    throw new SamlError('assertion.conditions', { expected: `one ${localName}`, received: 'several' });
  }
  return condition;
};

const readAudiences = (restriction: XmlElement): readonly string[] =>
  childrenNamed(restriction, SAML_ASSERTION, 'Audience').map((audience) => collapseWhiteSpace(textContent(audience)));

const readProxyRestriction = (restriction: XmlElement): ProxyRestriction => {
  const count = readUri(restriction, 'Count');
  if (count !== undefined && !/^\+?\d+$/.test(count)) {
    throw new SamlError('assertion.conditions', { expected: 'a Count from 0 on', received: count });
  }
  return { count: count === undefined ? undefined : Number(count), audiences: readAudiences(restriction) };
};

/**
 * Reads Conditions (SAML core §2.5.1). A condition that is not understood makes the assertion's validity
 * indeterminate, so it is refused.
 *
 * @throws SamlError `assertion.conditions`, `xml.comment_in_text`, `xml.element_in_text`
 */
export const readConditions = (conditions: VerifiedElement | undefined): Conditions => {
  if (conditions === undefined) {
    return { notBefore: undefined, notOnOrAfter: undefined, audienceRestrictions: [], proxyRestriction: undefined };
  }
  for (const condition of childElements(conditions)) {
    assertUnderstood(condition);
  }
  atMostOne(conditions, 'OneTimeUse');
  const proxyRestriction = atMostOne(conditions, 'ProxyRestriction');
  return {
    notBefore: readInstant(conditions, 'NotBefore', 'assertion.conditions'),
    notOnOrAfter: readInstant(conditions, 'NotOnOrAfter', 'assertion.conditions'),
    audienceRestrictions: childrenNamed(conditions, SAML_ASSERTION, 'AudienceRestriction').map(readAudiences),
    proxyRestriction: proxyRestriction === undefined ? undefined : readProxyRestriction(proxyRestriction),
  };
};
