/** There is exactly one assertion in the whole message, and it is a child of the Response. */
import { SamlError } from '../errors.ts';
import type { UnverifiedResponseMessage } from '../messages/read-response.ts';
import { SAML_ASSERTION } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/xml-node.ts';
import { visitElements } from '../xml/xml-query.ts';

const isAssertion = ({ namespaceUri, localName }: XmlElement): boolean =>
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
 * SAML profiles §4.1.4.2 allows several assertions; one suffices in practice, and a second one, wherever it hides, is how
 * wrapping attacks work. Assertions within Advice are refused for the same reason.
 *
 * @returns The assertion or EncryptedAssertion.
 * @throws SamlError `response.assertion_count`
 */
export const checkAssertionCount = (response: UnverifiedResponseMessage): XmlElement => {
  const direct = [...response.assertions, ...response.encryptedAssertions];
  const [assertion] = direct;
  const total = countAssertions(response.element);
  if (assertion === undefined || total !== 1) {
    throw new SamlError('response.assertion_count', {
      expected: 'one assertion in the Response and none elsewhere',
      received: `${direct.length} in the Response, ${total - direct.length} elsewhere`,
    });
  }
  return assertion;
};
