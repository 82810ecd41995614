/**
 * One-time links. The token stands behind the `#`, so that it reaches no log of a server or proxy; the page
 * sends it in the body of a request.
 */
import { CordboardError } from '../errors.ts';
import type { LinkCreator, LinkKind, OneTimeLinkRecord } from '../storage/ports/administration-store.ts';
import type { StorageReader, StorageWriter } from '../storage/ports/storage.ts';
import type { AdministratorDependencies } from './administrator-dependencies.ts';
import { hashToken, newToken } from './token.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long a link of each kind works. */
export const linkLifetimes = {
  'first-run': 24 * HOUR,
  invitation: 7 * 24 * HOUR,
  recovery: 15 * MINUTE,
  'password-reset': 24 * HOUR,
} as const satisfies Record<LinkKind, number>;

const pages = {
  'first-run': '/admin/setup',
  invitation: '/admin/invitation',
  recovery: '/admin/reset',
  'password-reset': '/admin/reset',
} as const satisfies Record<LinkKind, string>;

export interface IssuedLink {
  readonly url: string;
  readonly expiresAt: number;
}

/** Makes a link; the earlier ones of its kind for the same subject are void. */
export const issueLink = async (
  { random, clock, installationUrl }: Pick<AdministratorDependencies, 'random' | 'clock' | 'installationUrl'>,
  writer: Pick<StorageWriter, 'putLink' | 'deleteLinks'>,
  link: {
    readonly kind: LinkKind;
    readonly subject: string;
    readonly creator: LinkCreator;
    readonly resetsSecondFactors?: boolean | undefined;
  },
): Promise<IssuedLink> => {
  const { kind, subject, creator, resetsSecondFactors = false } = link;
  const now = clock();
  const token = newToken(random);
  const expiresAt = now + linkLifetimes[kind];
  await writer.deleteLinks(kind, subject);
  await writer.putLink({
    tokenHash: token.hash,
    kind,
    subject,
    resetsSecondFactors,
    creator,
    createdAt: now,
    expiresAt,
  });
  return { url: `${installationUrl}${pages[kind]}#${token.value}`, expiresAt };
};

const linkOver = (kind: LinkKind): CordboardError =>
  new CordboardError('administrator.link_unknown', {
    expected: `a ${kind} link that is neither used nor too old`,
    hint: kind === 'first-run' ? 'Start the hub again: it prints a new one.' : 'Ask for a new one.',
  });

/** What a token stands for. @throws `administrator.link_unknown` */
export const readLink = async (
  { clock }: Pick<AdministratorDependencies, 'clock'>,
  reader: Pick<StorageReader, 'findLink'>,
  kind: LinkKind,
  token: string,
): Promise<OneTimeLinkRecord> => {
  const found = await reader.findLink(kind, hashToken(token), clock());
  if (found === null) throw linkOver(kind);
  return found;
};

/** Uses a link up, for one caller. @throws `administrator.link_unknown` */
export const useLink = async (
  { clock }: Pick<AdministratorDependencies, 'clock'>,
  writer: Pick<StorageWriter, 'useLink'>,
  { kind, tokenHash }: OneTimeLinkRecord,
): Promise<void> => {
  if (!(await writer.useLink(kind, tokenHash, clock()))) throw linkOver(kind);
};
