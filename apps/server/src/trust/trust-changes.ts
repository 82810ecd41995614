/**
 * What differs between two descriptions of an identity provider, in words. Lists are compared as sets: many identity
 * providers write their endpoints and keys in another order each time.
 */
import type { TrustChange } from '@cordboard/contract/identity-provider-trust';
import type { ConnectionRecord, IdentityProviderDescription } from '../storage/ports/directory-store.ts';
import { sourceInWords } from './identity-provider-facts.ts';
import { certificateInWords } from './idp-certificate.ts';

/** A description and where it came from. */
export type Described = Pick<ConnectionRecord, 'identityProvider' | 'source'>;

const withoutWhiteSpace = (pem: string): string => pem.replace(/\s+/g, '');

/** Certificates that only `list` has, whatever the line breaks of their PEM. */
export const certificatesOnlyIn = (list: readonly string[], other: readonly string[]): readonly string[] => {
  const known = new Set(other.map(withoutWhiteSpace));
  return list.filter((pem) => !known.has(withoutWhiteSpace(pem)));
};

const only = (list: readonly string[], other: readonly string[]): readonly string[] =>
  list.filter((item) => !other.includes(item));

interface ListChange {
  readonly field: TrustChange['field'];
  readonly name: string;
  readonly needsTest: boolean;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

const listChanges = ({ field, name, needsTest, added, removed }: ListChange): readonly TrustChange[] => [
  ...removed.map((from) => ({ field, what: `${name} goes`, from, to: null, needsTest })),
  ...added.map((to) => ({ field, what: `${name} is new`, from: null, to, needsTest })),
];

const BINDINGS = { redirect: 'HTTP-Redirect', post: 'HTTP-POST' } as const;

const signInTexts = ({ singleSignOn }: IdentityProviderDescription): readonly string[] =>
  singleSignOn.map(({ binding, url }) => `${url} (${BINDINGS[binding]})`);

const signOutTexts = ({ singleLogout }: IdentityProviderDescription): readonly string[] =>
  singleLogout.map(
    ({ binding, url, responseUrl }) =>
      `${url} (${BINDINGS[binding]}${responseUrl === null ? '' : `, answers to ${responseUrl}`})`,
  );

const single = (
  field: TrustChange['field'],
  what: string,
  [from, to]: readonly [string | null, string | null],
  needsTest: boolean,
): readonly TrustChange[] => (from === to ? [] : [{ field, what, from, to, needsTest }]);

const dateText = (instant: number | null): string | null => (instant === null ? null : new Date(instant).toISOString());

/** Differences that wait for an administrator: another entity, or other ways to it. */
export const changesToApprove = (
  before: IdentityProviderDescription,
  after: IdentityProviderDescription,
): readonly TrustChange[] => {
  const [oldSignIn, newSignIn] = [signInTexts(before), signInTexts(after)];
  const [oldSignOut, newSignOut] = [signOutTexts(before), signOutTexts(after)];
  const wishes = [before, after].map(({ wantAuthnRequestsSigned }) => (wantAuthnRequestsSigned ? 'yes' : 'no'));
  return [
    ...single('entity-id', 'The entity ID is another one', [before.entityId, after.entityId], true),
    ...listChanges({
      field: 'sign-in',
      name: 'The sign-in address',
      needsTest: true,
      added: only(newSignIn, oldSignIn),
      removed: only(oldSignIn, newSignIn),
    }),
    ...listChanges({
      field: 'sign-out',
      name: 'The sign-out address',
      needsTest: false,
      added: only(newSignOut, oldSignOut),
      removed: only(oldSignOut, newSignOut),
    }),
    ...single(
      'signed-requests',
      'Whether the identity provider wants signed requests',
      [wishes[0] ?? null, wishes[1] ?? null],
      true,
    ),
  ];
};

/** Certificates that come and go. Those that the identity provider's own address announces need no test. */
export const certificateChanges = (before: Described, after: Described): readonly TrustChange[] => {
  const [old, wanted] = [before.identityProvider.signingCertificates, after.identityProvider.signingCertificates];
  return listChanges({
    field: 'certificate',
    name: 'The signing certificate',
    needsTest: after.source.kind !== 'url',
    added: certificatesOnlyIn(wanted, old).map(certificateInWords),
    removed: certificatesOnlyIn(old, wanted).map(certificateInWords),
  });
};

/** Every difference, in the order of importance. */
export const trustChanges = (before: Described, after: Described): readonly TrustChange[] => [
  ...changesToApprove(before.identityProvider, after.identityProvider),
  ...certificateChanges(before, after),
  ...single(
    'valid-until',
    'How long the metadata holds',
    [dateText(before.identityProvider.validUntil), dateText(after.identityProvider.validUntil)],
    false,
  ),
  ...single(
    'source',
    'Where the description comes from',
    [sourceInWords(before.source), sourceInWords(after.source)],
    before.source.kind !== after.source.kind && (before.source.kind === 'url' || after.source.kind === 'url'),
  ),
];
