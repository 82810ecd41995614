/** The rules for words: short, plain, polite without pleading, and never a step towards less safety. */
import { describe, expect, it } from 'vitest';
import type { GuideStep } from './idp/guide-step.ts';
import type { IdpVendor } from './idp/idp-vendor.ts';
import { idpVendors } from './idp/idp-vendors.ts';
import type { PlatformProfile } from './platform/platform-profile.ts';
import { platformProfiles } from './platform/platform-profiles.ts';

interface Text {
  readonly at: string;
  readonly text: string;
  readonly maxLength: number;
  /** Titles and labels are no sentences. */
  readonly isSentence: boolean;
}

const sentence = (at: string, text: string | null | undefined, maxLength: number): readonly Text[] =>
  text === null || text === undefined ? [] : [{ at, text, maxLength, isSentence: true }];
const title = (at: string, text: string): Text => ({ at, text, maxLength: 60, isSentence: false });

const ofStep = (at: string, step: GuideStep): readonly Text[] => [
  title(`${at} title`, step.title),
  ...sentence(`${at} text`, step.text, 260),
  ...sentence(`${at} warning`, step.warning, 230),
];

const ofVendor = (vendor: IdpVendor): readonly Text[] => [
  ...Object.entries(vendor.guides).flatMap(([order, steps]) =>
    steps.flatMap((step) => ofStep(`${vendor.id} ${order} ${step.id}`, step)),
  ),
  ...vendor.knownTraps.flatMap((trap, index) =>
    [trap.symptom, trap.cause, trap.fix].flatMap((text) => sentence(`${vendor.id} trap ${index}`, text, 140)),
  ),
  ...Object.entries(vendor.presetReasons).flatMap(([key, text]) => sentence(`${vendor.id} reason ${key}`, text, 140)),
  ...Object.entries(vendor.capabilities).flatMap(([key, { note }]) => sentence(`${vendor.id} ${key}`, note, 90)),
  ...[vendor.orderReason, ...vendor.beforeYouBegin].flatMap((text) => sentence(`${vendor.id} order`, text, 140)),
  ...[vendor.tiles.hide, vendor.tiles.bookmark].flatMap((text) => sentence(`${vendor.id} tiles`, text, 160)),
  ...[vendor.amazonConnect.deepLinkWhere, vendor.amazonConnect.relayStateWhere, vendor.amazonConnect.claims].flatMap(
    (text) => sentence(`${vendor.id} amazonConnect`, text, 160),
  ),
];

const ofPlatform = (profile: PlatformProfile): readonly Text[] => [
  ...sentence(`${profile.id} summary`, profile.summary, 140),
  ...Object.entries(profile.presetReasons).flatMap(([key, text]) => sentence(`${profile.id} ${key}`, text, 140)),
  ...profile.fields.flatMap(({ key, help }) => sentence(`${profile.id} ${key}`, help, 140)),
  ...profile.claims.flatMap(({ name, description }) => sentence(`${profile.id} ${name}`, description, 140)),
  ...profile.asksOfIdp.flatMap((text) => sentence(`${profile.id} asks`, text, 140)),
  ...profile.checklist.flatMap((item) => [
    title(`${profile.id} ${item.id}`, item.title),
    ...sentence(`${profile.id} ${item.id}`, item.text, 260),
  ]),
];

const texts: readonly Text[] = [...idpVendors.flatMap(ofVendor), ...platformProfiles.flatMap(ofPlatform)];

const failing = (isWrong: (text: Text) => boolean): readonly string[] =>
  texts.filter(isWrong).map(({ at, text }) => `${at}: ${text}`);

/** A full stop inside a name, as in IdpInitiatedSignOn.aspx, ends no sentence. */
const sentencesIn = (text: string): number => text.match(/[.!?](?=\s|$)/g)?.length ?? 0;

const FORBIDDEN_WORDS =
  /\b(please|oops|invalid|unfortunately|simply|just|easy|easily|obviously)\b|!|…|\be\.g\.|\bi\.e\./i;

const WEAKENING: readonly RegExp[] = [
  /\b(disable|deactivate|turn(s|ed)? off|switch(es|ed)? off|skip|ignore|bypass|remove)\b[^.]*\b(signature|signing|verification|validation|encryption|warning|certificate check)/i,
  /\b(accept|trust) (the|any|every|this) (new |received |unknown )?certificate/i,
  /\bSHA-?1\b/i,
  /\ballow(Sha1|Rsa1024|AnyEmailDomain)/,
  /\bcertificate\b[^.]*\b(does not matter|is not important)/i,
];

describe('texts', () => {
  it('are there for every vendor and platform', () => {
    expect(texts.length).toBeGreaterThan(400);
  });

  it('keep to their length', () => {
    expect(failing(({ text, maxLength }) => text.length > maxLength)).toEqual([]);
  });

  it('have at most three sentences, and end like one', () => {
    expect(failing(({ text, isSentence }) => isSentence && !/[.?]$/.test(text))).toEqual([]);
    expect(failing(({ text, isSentence }) => isSentence && sentencesIn(text) > 3)).toEqual([]);
    expect(failing(({ text, isSentence }) => !isSentence && /[.:]$/.test(text))).toEqual([]);
  });

  it('have no word that blames, pleads or belittles', () => {
    expect(failing(({ text }) => FORBIDDEN_WORDS.test(text))).toEqual([]);
  });

  it('never advise a weaker check', () => {
    expect(failing(({ text }) => WEAKENING.some((advice) => advice.test(text)))).toEqual([]);
  });

  it.each([
    'Turn off the signature validation.',
    'Disable encryption in the other system.',
    'Accept the new certificate.',
    'Choose SHA-1 if it fails.',
    'Ignore the warning.',
  ])('would not pass: %s', (text) => {
    expect(WEAKENING.some((advice) => advice.test(text))).toBe(true);
  });

  it('name an owner as a role, so that a person knows whom to ask', () => {
    expect(idpVendors.filter(({ owner }) => !owner.endsWith(' administrator')).map(({ id }) => id)).toEqual([]);
  });
});
