/** One small step of a set-up guide, as a vendor's folder describes it. */
import type { EnteredValue, PlatformProfileId, ProfileField, ServiceProviderValue } from '../values.ts';

/**
 * The two orders of set-up.
 * `import`: the identity provider reads our metadata and fills in its form by itself.
 * `by-hand`: values are copied into its form one at a time.
 */
export const setUpOrders = ['import', 'by-hand'] as const;
export type SetUpOrder = (typeof setUpOrders)[number];

/** Who acts: the reader of the guide, or the person who runs the identity provider. */
export type StepOwner = 'you' | 'idp-administrator';

/** What can make a step necessary. */
export const needs = ['encryption', 'signed-response', 'several-nodes', 'groups'] as const;
export type Need = (typeof needs)[number];

/** All that is given must hold. */
export interface StepCondition {
  /** One of these platform profiles. */
  readonly platforms?: readonly PlatformProfileId[];
  readonly need?: Need;
  readonly without?: Need;
}

/** A field of the other console and what is chosen or typed there, both in its own words. */
export interface Setting {
  readonly field: string;
  readonly choose: string;
  readonly when?: StepCondition;
}

/** An attribute that the identity provider is told to send. */
export interface SentAttribute {
  /** What it is called in the assertion. */
  readonly name: string;
  /** What the vendor calls the source. */
  readonly source: string;
  readonly field: ProfileField | null;
  readonly when?: StepCondition;
}

/** A value of ours, under the vendor's usual label or under another one where this step's form calls it so. */
export type CopiedValue = ServiceProviderValue | { readonly value: ServiceProviderValue; readonly label: string };

/** Text to paste as a whole; `{{entityId}}` and other keys of service provider values are filled in. */
export interface Snippet {
  readonly language: 'xml' | 'powershell' | 'shell';
  readonly text: string;
}

export interface GuideStep {
  /** Kebab-case, unique in its guide; stays, because progress is stored under it. */
  readonly id: string;
  readonly title: string;
  readonly owner: StepOwner;
  /** One to three plain sentences. */
  readonly text: string;
  /** Values of ours that this step needs, in the order of the form. */
  readonly copies?: readonly CopiedValue[];
  readonly settings?: readonly Setting[];
  readonly attributes?: readonly SentAttribute[];
  readonly snippet?: Snippet;
  /** What is entered here in this step. */
  readonly enters?: readonly EnteredValue[];
  /** A known trap. */
  readonly warning?: string;
  readonly optional?: boolean;
  readonly when?: StepCondition;
}
