/** The assertion was made for us. */
import { SamlError } from '../errors.ts';
import { nearMiss } from './near-miss.ts';

/**
 * SAML core §2.5.1.4, profiles §4.1.4.2: at least one AudienceRestriction is there; each one has to name us, and within one
 * any Audience suffices. The comparison is exact.
 *
 * @returns Our entity ID as the first restriction names it.
 * @throws SamlError `assertion.audience`
 */
export const checkAudience = (restrictions: readonly (readonly string[])[], audiences: readonly string[]): string => {
  const expected = audiences.join(' or ');
  const [first] = restrictions.map((restriction) => {
    const audience = restriction.find((name) => audiences.includes(name));
    if (audience === undefined) {
      const hints = restriction.map((name) => nearMiss(audiences, name));
      throw new SamlError('assertion.audience', {
        expected,
        received: restriction.join(', ') || 'an AudienceRestriction without Audience',
        hint: hints.find((hint) => hint !== undefined),
      });
    }
    return audience;
  });
  if (first === undefined) {
    throw new SamlError('assertion.audience', { expected, received: 'no AudienceRestriction' });
  }
  return first;
};
