/** The steps of a guide that apply to one set-up, numbered and with the labels that are to be shown. */
import { type EnteredValue, ownValueLabels, type PlatformProfileId, type ServiceProviderValue } from '../values.ts';
import type { CopiedValue, GuideStep, Need, SetUpOrder, StepCondition } from './guide-step.ts';
import type { IdpVendor } from './idp-vendor.ts';

/** What a set-up looks like, as far as guides differ by it. */
export interface Situation {
  readonly platform: PlatformProfileId;
  readonly needs: readonly Need[];
}

/** A value of ours with the other console's name for it. */
export interface LabelledCopy {
  readonly value: ServiceProviderValue;
  readonly label: string;
}

/** A value to enter here, with the name that it has over there. */
export interface LabelledEntry {
  readonly value: EnteredValue;
  readonly label: string;
  /** Where it is found; null for what is not read off one field. */
  readonly where: string | null;
}

export interface ShownStep extends Omit<GuideStep, 'copies' | 'enters' | 'when'> {
  /** From 1. */
  readonly number: number;
  /** "You", or "Okta administrator". */
  readonly ownerLabel: string;
  readonly copies: readonly LabelledCopy[];
  readonly enters: readonly LabelledEntry[];
}

const applies = (when: StepCondition | undefined, { platform, needs }: Situation): boolean =>
  when === undefined ||
  ((when.platforms === undefined || when.platforms.includes(platform)) &&
    (when.need === undefined || needs.includes(when.need)) &&
    (when.without === undefined || !needs.includes(when.without)));

const labelledCopy = (vendor: IdpVendor, copied: CopiedValue): LabelledCopy => {
  const { value, label } = typeof copied === 'string' ? { value: copied, label: undefined } : copied;
  // A test holds that a step copies only what the vendor has a field for.
  return { value, label: label ?? vendor.serviceProviderFields[value]?.label ?? value };
};

const labelledEntry = (vendor: IdpVendor, value: EnteredValue): LabelledEntry => {
  if (value === 'emailAttribute' || value === 'emailDomains') {
    return { value, label: ownValueLabels[value], where: null };
  }
  const field = vendor.identityProviderFields[value];
  return { value, label: field?.label ?? value, where: field?.where ?? null };
};

/**
 * @returns The steps in order; empty when this order does not apply to the vendor.
 * @example
 * stepsFor(okta, 'by-hand', { platform: 'cisco-ucc', needs: ['several-nodes', 'signed-response'] });
 */
export const stepsFor = (vendor: IdpVendor, order: SetUpOrder, situation: Situation): readonly ShownStep[] =>
  (vendor.guides[order] ?? [])
    .filter((step) => applies(step.when, situation))
    .map(({ when: _when, ...step }, index) => ({
      ...step,
      number: index + 1,
      ownerLabel: step.owner === 'you' ? 'You' : vendor.owner,
      copies: (step.copies ?? []).map((copied) => labelledCopy(vendor, copied)),
      enters: (step.enters ?? []).map((value) => labelledEntry(vendor, value)),
      ...(step.settings !== undefined && {
        settings: step.settings.filter((setting) => applies(setting.when, situation)),
      }),
      ...(step.attributes !== undefined && {
        attributes: step.attributes.filter((attribute) => applies(attribute.when, situation)),
      }),
    }));
