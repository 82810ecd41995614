import type { Fault } from './fault.ts';

/** The person has no value in the field that the NameID is taken from. */
export const missingNameId: Fault = {
  description: 'The answer carries no NameID, as when its source field is empty for this person.',
  plan: (plan) => ({ ...plan, nameId: undefined }),
};
