/**
 * One wrong value in an otherwise genuine and genuinely signed message: who issued it, when, for whom, to where, in answer to
 * what. Each with the Response signed, with the assertion signed, and with both.
 */
import { CONFIRMATION, REQUEST } from './confirmation-values.ts';
import { type Forge, type HostileCase, SIGNING_PLACES } from './hostile-case.ts';
import { IDENTITY, ISSUER_AND_STATUS } from './identity-values.ts';
import { PLACE_NAMES } from './place-values.ts';
import { TIME } from './time-values.ts';
import type { ValueCase } from './value-case.ts';

const VALUE_CASES: readonly ValueCase[] = [
  ...ISSUER_AND_STATUS,
  ...TIME,
  ...PLACE_NAMES,
  ...CONFIRMATION,
  ...REQUEST,
  ...IDENTITY,
];

export const valueCases = (forge: Forge): readonly HostileCase[] =>
  VALUE_CASES.flatMap(({ id, parts, common, options = {}, places = SIGNING_PLACES, ...value }) =>
    places.map(
      (place): HostileCase => ({
        ...value,
        id: `${id}-${place}`,
        description: `${place === 'both' ? 'both' : `the ${place}`} signed: ${value.description}`,
        twin: { message: forge.message({ ...common }, { place }), options },
        hostile: { message: forge.message({ ...common, ...parts }, { place }), options },
      }),
    ),
  );
