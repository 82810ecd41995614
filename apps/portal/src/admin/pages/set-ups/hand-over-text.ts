/** The hand-over sheet as plain text, for a mail or a ticket. */

import type { SetUp } from '@cordboard/contract/admin-api/set-ups';
import { fillSnippet } from '@cordboard/vendors/fill-snippet';
import type { ShownStep, Situation } from '@cordboard/vendors/steps-for';
import type { ServiceProviderValue } from '@cordboard/vendors/values';
import type { TFunction } from 'i18next';
import { type OwnValuesOptions, ownValueText, snippetValuesOf } from './own-values.ts';
import { entersIdentityProvider, isGuideStep, linkStepsOf } from './wizard-steps.ts';

export interface HandOver {
  readonly own: OwnValuesOptions;
  /** Of the product, or of the connection. */
  readonly name: string;
  /** Those of the identity provider's administrator. */
  readonly steps: readonly ShownStep[];
  readonly company: string;
  readonly environment: string;
  /** When it was made, as the reader writes times. */
  readonly at: string;
  readonly t: TFunction;
}

/** In the order of the form: what there is, and what the vendor has a field for. */
const handed: readonly ServiceProviderValue[] = [
  'metadataUrl',
  'acsUrl',
  'nodeAcsUrls',
  'entityId',
  'sloUrl',
  'nameIdFormat',
  'startUrl',
  'signingCertificate',
  'encryptionCertificate',
];

export interface HandedValue {
  readonly key: ServiceProviderValue;
  /** The vendor's name for it. */
  readonly label: string;
  readonly text: string;
}

export const handedValues = (own: OwnValuesOptions): readonly HandedValue[] =>
  handed.flatMap((key) => {
    const field = own.vendor.serviceProviderFields[key];
    const text = ownValueText(key, own);
    return field === null || text === null ? [] : [{ key, label: field.label, text }];
  });

const indent = (text: string): string => text.replace(/^/gm, '   ');

const stepLines = (step: ShownStep, number: number, { own }: HandOver): readonly string[] => [
  `${number}. ${step.title}`,
  indent(step.text),
  ...step.copies.flatMap(({ value, label }) => {
    const text = ownValueText(value, own);
    if (text === null) {
      return [];
    }
    return text.includes('-----BEGIN') ? [indent(label)] : [indent(`${label}: ${text}`)];
  }),
  ...(step.settings ?? []).map(({ field, choose }) => indent(`${field}: ${choose}`)),
  ...(step.attributes ?? []).map(({ name, source }) => indent(`${name} = ${source}`)),
  ...(step.snippet === undefined ? [] : [indent(fillSnippet(step.snippet, snippetValuesOf(own)).text)]),
  ...(step.warning === undefined ? [] : [indent(`! ${step.warning}`)]),
  '',
];

/** What is done over there. What comes back is asked for at the end of the sheet. */
export const handedSteps = (draft: Pick<SetUp, 'vendor' | 'order'>, situation?: Situation): readonly ShownStep[] =>
  linkStepsOf(draft, situation)
    .filter(isGuideStep)
    .filter((step) => !entersIdentityProvider(step));

export const handOverText = (sheet: HandOver): string => {
  const { own, name, steps, company, environment, at, t } = sheet;
  const { vendor } = own;
  const back = ['preferred', 'entityId', 'loginUrl', 'logoutUrl', 'certificate'] as const;
  return [
    t('setUps.sheet.title', { name }),
    t('setUps.sheet.of', { company, environment }),
    t('setUps.sheet.forWhom', { owner: vendor.owner }),
    t('setUps.sheet.made', { at }),
    '',
    t('setUps.sheet.values').toUpperCase(),
    ...handedValues(own).map(({ label, text }) => (text.includes('\n') ? `${label}:\n${text}` : `${label}: ${text}`)),
    '',
    t('setUps.sheet.steps', { name }).toUpperCase(),
    ...steps.flatMap((step, index) => stepLines(step, index + 1, sheet)),
    t('setUps.sheet.sendBack').toUpperCase(),
    ...back.map((item) => `- ${t(`setUps.sheet.sendBackItems.${item}`)}`),
    '',
    t('setUps.sheet.ours'),
    '',
  ].join('\n');
};
