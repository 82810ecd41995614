/** The assertion was made for us. */
import { SamlError } from '../errors.ts';
import { nearMiss } from './near-miss.ts';

/** How many of the received names a refusal looks at; a message has room for thousands. */
const NAMES_IN_REFUSAL = 10;

const refusal = (restriction: readonly string[], audiences: readonly string[]): SamlError => {
  const names = restriction.slice(0, NAMES_IN_REFUSAL);
  const more = restriction.length - names.length;
  const hints = names.map((name) => nearMiss(audiences, name));
  return new SamlError('assertion.audience', {
    expected: audiences.join(' or '),
    received: `${names.join(', ') || 'an AudienceRestriction without Audience'}${more === 0 ? '' : ` and ${more} more`}`,
    hint: hints.find((hint) => hint !== undefined),
  });
};

/**
 * SAML core §2.5.1.4, profiles §4.1.4.2: at least one AudienceRestriction is there; each one has to name us, and within one
 * any Audience suffices. The comparison is exact.
 *
 * @returns Our entity ID as the first restriction names it.
 * @throws SamlError `assertion.audience`
 */
export const checkAudience = (restrictions: readonly (readonly string[])[], audiences: readonly string[]): string => {
  const [first] = restrictions.map((restriction) => {
    const audience = restriction.find((name) => audiences.includes(name));
    if (audience === undefined) {
      throw refusal(restriction, audiences);
    }
    return audience;
  });
  if (first === undefined) {
    throw new SamlError('assertion.audience', {
      expected: audiences.join(' or '),
      received: 'no AudienceRestriction',
    });
  }
  return first;
};
