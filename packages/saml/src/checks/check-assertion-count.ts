/** There is one assertion in the whole message, or several that one signature covers together. */
import { SamlError } from '../errors.ts';
import type { UnverifiedResponseMessage } from '../messages/read-response.ts';
import { SAML_ASSERTION } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { childElements, visitElements } from '../xml/xml-query.ts';

/** Whether an element is an assertion, plain or encrypted. */
export const isAssertion = ({ namespaceUri, localName }: XmlElement): boolean =>
  namespaceUri === SAML_ASSERTION && (localName === 'Assertion' || localName === 'EncryptedAssertion');

/** How many assertions, plain or encrypted, lie below an element at any depth. */
export const countAssertions = (element: XmlElement): number => {
  let count = 0;
  visitElements(element, (visited) => {
    if (visited !== element && isAssertion(visited)) {
      count += 1;
    }
  });
  return count;
};

/**
 * What was encrypted in an assertion holds no other one.
 *
 * @throws SamlError `response.assertion_count`
 */
export const assertNoAssertions = (element: XmlElement): void => {
  const count = countAssertions(element);
  if (count > 0) {
    throw new SamlError('response.assertion_count', {
      expected: `no assertion in the encrypted ${element.localName}`,
      received: String(count),
    });
  }
};

/** Several are rare, and each is judged: more than this many are nobody's. */
const MAX_ASSERTIONS = 10;

/**
 * SAML profiles §4.1.4.2 allows several assertions. A second one is how wrapping attacks work, so it is accepted only where
 * the verified signature of the Response covers them all. Assertions anywhere but directly in the Response, such as in
 * Advice, are refused for the same reason.
 *
 * @returns The assertions and EncryptedAssertions in document order, at least one.
 * @throws SamlError `response.assertion_count`
 */
export const checkAssertionCount = (
  response: UnverifiedResponseMessage,
  responseVerified: boolean,
): readonly [XmlElement, ...XmlElement[]] => {
  const direct = childElements(response.element).filter(isAssertion);
  const [first, ...others] = direct;
  const total = countAssertions(response.element);
  const max = responseVerified ? MAX_ASSERTIONS : 1;
  if (first === undefined || total !== direct.length || total > max) {
    throw new SamlError('response.assertion_count', {
      expected: responseVerified
        ? `one assertion in the Response, or up to ${MAX_ASSERTIONS}, and none elsewhere`
        : 'one assertion in the Response and none elsewhere',
      received: `${direct.length} in the Response, ${total - direct.length} elsewhere`,
    });
  }
  return [first, ...others];
};
