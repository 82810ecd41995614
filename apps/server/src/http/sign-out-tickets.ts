/**
 * Two sealed values that travel in links of a sign-out, so that nothing has to be stored and nobody can make one up: what is
 * left to be done at the identity provider, and what a finished sign-out has to say.
 */
import { z } from 'zod';
import type { RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import type { SealContext } from '../keys/seal.ts';
import { nameIdSchema } from '../sign-in/name-id-schema.ts';
import { isAsked, type Left, notAsked } from '../sign-out/flow.ts';
import { type Leaving, leavingOf } from '../sign-out/leaving.ts';
import type { HubSessionRecord } from '../storage/ports/session-store.ts';
import type { Hub } from './hub.ts';

type Means = Pick<Hub, 'sealer' | 'clock'>;

/** The browser follows at once. */
const LEAVING_LIFETIME_MS = 5 * 60 * 1000;
/** A page may be reloaded for a while; later it says only that nobody is signed in. */
const NOTICE_LIFETIME_MS = 60 * 60 * 1000;

/** In characters. What an app wants back is in it, and proxies take request lines of 8 KiB. */
export const MAX_TICKET = 6 * 1024;

const leaving = z.strictObject({
  serviceProviderId: z.string(),
  connectionId: z.string(),
  idpEntityId: z.string(),
  userId: z.string(),
  session: z.strictObject({ nameId: nameIdSchema.nullable(), sessionIndex: z.string().nullable() }),
  landing: z.string().nullable(),
});

const notice = z.strictObject({
  connection: z.string().nullable(),
  outcome: z.enum(['signed-out', 'partly', 'still-signed-in', 'unknown']),
  landing: z.string().nullable(),
  reference: z.string().nullable(),
});
export type SignOutNotice = z.infer<typeof notice>;

const context = (realm: RealmContext, table: string): SealContext => ({
  table,
  row: '',
  environment: realm.view.realm.id,
});

/** Null for what would be too long. */
const ticket = (
  hub: Means,
  realm: RealmContext,
  { table, value, lifetimeMs }: { readonly table: string; readonly value: unknown; readonly lifetimeMs: number },
): string | null => {
  const json = JSON.stringify({ value, expiresAt: hub.clock() + lifetimeMs });
  const sealed = encodeURIComponent(hub.sealer.seal(Buffer.from(json, 'utf8'), context(realm, table)));
  return sealed.length <= MAX_TICKET ? sealed : null;
};

/** What an app wants back is given up rather than the sign-out, or what there is to say about it. */
const withoutLanding =
  <T extends { readonly landing: string | null }>(make: (value: T) => string | null) =>
  (value: T): string | null =>
    make(value) ?? make({ ...value, landing: null });

/** The URL at which the browser goes on to the identity provider. Null when a NameID is too long for any. */
const leavingUrl = (hub: Means, realm: RealmContext, left: Leaving): string | null => {
  const made = withoutLanding((value: Leaving) =>
    ticket(hub, realm, { table: 'sign-out leaving', value, lifetimeMs: LEAVING_LIFETIME_MS }),
  )(left);
  return made === null ? null : `${realm.baseUrl}/sign-out/go?to=${made}`;
};

/** The URL of the page that says how a sign-out ended. */
export const signedOutUrl = (hub: Means, realm: RealmContext, { kind: _, ...said }: Left): string => {
  const made = withoutLanding((value: SignOutNotice) =>
    ticket(hub, realm, { table: 'sign-out notice', value, lifetimeMs: NOTICE_LIFETIME_MS }),
  )(said);
  return `${realm.baseUrl}/signed-out${made === null ? '' : `?about=${made}`}`;
};

/** Where the browser of somebody goes whose session has ended here. */
export const afterSignOut = (
  hub: Means,
  realm: RealmContext,
  record: HubSessionRecord,
  landing: string | null,
): { readonly url: string; readonly leaves: boolean } => {
  const leaving = leavingOf(hub, record, landing);
  const going = leaving !== null && isAsked(realm, leaving) ? leavingUrl(hub, realm, leaving) : null;
  if (going !== null) {
    return { url: going, leaves: true };
  }
  const page = leaving === null ? `${realm.baseUrl}/signed-out` : signedOutUrl(hub, realm, notAsked(realm, leaving));
  return { url: landing ?? page, leaves: false };
};

const open = <T>(hub: Means, sealContext: SealContext, shape: z.ZodType<T>, sealed: string | undefined): T => {
  let opened: { readonly value: T; readonly expiresAt: number };
  try {
    const json: unknown = JSON.parse(Buffer.from(hub.sealer.open(sealed ?? '', sealContext)).toString('utf8'));
    opened = z.strictObject({ value: shape, expiresAt: z.number() }).parse(json);
  } catch (error) {
    throw new CordboardError('sign-out.link', { expected: 'a link of this realm', cause: error });
  }
  if (opened.expiresAt <= hub.clock()) {
    throw new CordboardError('sign-out.link', { expected: 'a link of these minutes' });
  }
  return opened.value;
};

/** @throws CordboardError `sign-out.link` */
export const openLeaving = (hub: Means, realm: RealmContext, sealed: string | undefined): Leaving =>
  open(hub, context(realm, 'sign-out leaving'), leaving, sealed);

/** @throws CordboardError `sign-out.link` */
export const openNotice = (hub: Means, realm: RealmContext, sealed: string): SignOutNotice =>
  open(hub, context(realm, 'sign-out notice'), notice, sealed);
