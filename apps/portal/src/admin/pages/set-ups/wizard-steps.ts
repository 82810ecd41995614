/** The steps of the wizard: those of the vendor's guide, and our own at the end. */
import type { SetUp } from '@cordboard/contract/admin-api/set-ups';
import type { Need } from '@cordboard/vendors/guide-step';
import { type ShownStep, type Situation, stepsFor } from '@cordboard/vendors/steps-for';
import type { EnteredValue } from '@cordboard/vendors/values';
import { vendorOfId } from '../single-sign-on/known-vendor.ts';

/** What guides differ by. */
export interface SituationFacts {
  readonly platform: Situation['platform'];
  readonly nodes: number;
  readonly encrypts: boolean;
  readonly require: 'response' | 'assertion' | 'both' | 'either' | undefined;
}

export const situationOf = ({ platform, nodes, encrypts, require }: SituationFacts): Situation => {
  const needs: readonly (readonly [Need, boolean])[] = [
    ['several-nodes', nodes > 1],
    ['encryption', encrypts],
    ['signed-response', require === 'response' || require === 'both'],
  ];
  return { platform, needs: needs.filter(([, isNeeded]) => isNeeded).map(([need]) => need) };
};

const PLAIN: Situation = { platform: 'generic', needs: [] };

export type WizardStep = ShownStep | { readonly id: 'review' | 'submit'; readonly number: number };

export const isGuideStep = (step: WizardStep): step is ShownStep => 'title' in step;

/** The test comes after the connection, on a page of its own. */
const AFTERWARDS = 'test-sign-in';

const ofGuide = ({ vendor, order }: Pick<SetUp, 'vendor' | 'order'>, situation: Situation): readonly ShownStep[] => {
  const known = vendorOfId(vendor);
  const steps = stepsFor(known, order, situation);
  const fallback = steps.length > 0 ? steps : stepsFor(known, known.recommendedOrder, situation);
  return fallback.filter(({ id }) => id !== AFTERWARDS);
};

const numbered = (steps: readonly ShownStep[], last: 'review' | 'submit'): readonly WizardStep[] => [
  ...steps.map((step, index) => ({ ...step, number: index + 1 })),
  { id: last, number: steps.length + 1 },
];

/** Every step, for the administrator of the contact centre. */
export const wizardStepsOf = (
  draft: Pick<SetUp, 'vendor' | 'order'>,
  situation: Situation = PLAIN,
): readonly WizardStep[] => numbered(ofGuide(draft, situation), 'review');

const ofThePerson: readonly EnteredValue[] = ['emailAttribute', 'emailDomains'];

/** Whether values of the identity provider are entered in the step. */
export const entersIdentityProvider = ({ enters }: Pick<ShownStep, 'enters'>): boolean =>
  enters.some(({ value }) => !ofThePerson.includes(value));

export const entersPerson = ({ enters }: Pick<ShownStep, 'enters'>): boolean =>
  enters.some(({ value }) => ofThePerson.includes(value));

/** What whoever runs the identity provider does: the steps over there, and what comes from there to here. */
export const linkStepsOf = (
  draft: Pick<SetUp, 'vendor' | 'order'>,
  situation: Situation = PLAIN,
): readonly WizardStep[] =>
  numbered(
    ofGuide(draft, situation).filter((step) => step.owner === 'idp-administrator' || entersIdentityProvider(step)),
    'submit',
  );

/** Where to go on: what was open last, or the first that is not done. */
export const presentStep = (
  steps: readonly WizardStep[],
  { step, doneSteps }: Pick<SetUp, 'step' | 'doneSteps'>,
): WizardStep | undefined =>
  steps.find(({ id }) => id === step) ?? steps.find(({ id }) => !doneSteps.includes(id)) ?? steps.at(-1);

export const stepAfter = (steps: readonly WizardStep[], id: string): WizardStep | undefined =>
  steps[steps.findIndex((step) => step.id === id) + 1];

export const stepBefore = (steps: readonly WizardStep[], id: string): WizardStep | undefined => {
  const index = steps.findIndex((step) => step.id === id);
  return index > 0 ? steps[index - 1] : undefined;
};
