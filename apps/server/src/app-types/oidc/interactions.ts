/**
 * The sign-in that an authorization request waits for. The library sends the browser to
 * `<realm>/interaction/<uid>`; the hub signs the person in there and sends it back. Nothing is
 * stored when that succeeds: the authorization goes on by the hub session that then exists.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import { CordboardError } from '../../errors.ts';
import type { AppRecord } from '../../storage/ports/directory-store.ts';
import { authnNotBeforeOf, isFreshSignIn } from './fresh-sign-in.ts';
import { type HubSession, isHubSessionAlive } from './hub-session.ts';
import { interactionStart } from './storage-adapter.ts';
import { runInUnit, UnitOfWork, type UnitOfWorkOptions } from './unit-of-work.ts';

/** What an app asked for and the hub has to bring about. */
export interface OidcInteraction {
  readonly uid: string;
  readonly clientId: string;
  readonly appName: string;
  /** The parameters of the authorization request, without an id_token_hint's token. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly prompt: { readonly name: string; readonly reasons: readonly string[] };
  /** A fresh sign-in is wanted (`prompt=login`, or `max_age`), so that a hub session of before does not do. */
  readonly forceLogin: boolean;
  readonly maxAgeSeconds: number | null;
  readonly loginHint: string | null;
  /** Slug of the connection that the app prefers, as it was sent. */
  readonly connectionHint: string | null;
  /** `prompt=none` is answered with `login_required` at once and never gets here. */
  readonly isPassive: false;
  /** When the authorization request came, epoch milliseconds. */
  readonly startedAt: number;
  /** A sign-in at the identity provider before it does not do, epoch milliseconds; null when any will. */
  readonly authnNotBefore: number | null;
  /** Whether the authorization can go on with this hub session; if not, the person has to sign in. */
  readonly accepts: (session: HubSession) => boolean;
}

/** Errors that the hub may send to an app in place of a sign-in (OpenID Connect Core §3.1.2.6). */
export type InteractionError =
  | 'access_denied'
  | 'interaction_required'
  | 'login_required'
  | 'server_error'
  | 'temporarily_unavailable';

export interface InteractionOptions {
  readonly provider: Provider;
  readonly apps: readonly AppRecord[];
  readonly unit: UnitOfWorkOptions;
}

export interface Interactions {
  read(req: IncomingMessage, res: ServerResponse): Promise<OidcInteraction>;
  /** Returns the URL at which the authorization goes on. */
  complete(req: IncomingMessage, res: ServerResponse, session: HubSession): Promise<string>;
  abort(
    req: IncomingMessage,
    res: ServerResponse,
    refusal: { readonly error: InteractionError; readonly description: string },
  ): Promise<string>;
}

type Details = Awaited<ReturnType<Provider['interactionDetails']>>;

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const isAlive = (session: HubSession, unit: UnitOfWorkOptions): boolean =>
  isHubSessionAlive(session, { ...unit, now: unit.clock() });

const toInteraction = (details: Details, options: InteractionOptions): OidcInteraction => {
  const { apps, unit } = options;
  const { params, prompt } = details;
  const start = startOf(details);
  const clientId = textOf(params['client_id']) ?? '';
  const maxAge = textOf(params['max_age']);
  const authnNotBefore = authnNotBeforeOf(params, start.startedAt);
  const forceLogin = authnNotBefore !== null;
  return {
    uid: details.uid,
    clientId,
    appName: apps.find((app) => app.slug === clientId)?.name ?? clientId,
    params,
    prompt: { name: prompt.name, reasons: prompt.reasons },
    forceLogin,
    maxAgeSeconds: maxAge === null ? null : Number(maxAge),
    loginHint: textOf(params['login_hint']),
    connectionHint: textOf(params['connection']),
    isPassive: false,
    startedAt: start.startedAt,
    authnNotBefore,
    accepts: (session) =>
      isAlive(session, unit) &&
      (authnNotBefore === null ||
        isFreshSignIn(session.record, { start, authnNotBefore, connections: unit.connections })),
  };
};

const startOf = (details: Details): { readonly startedAt: number; readonly startedUnder: string | null } => {
  const start = interactionStart(details.lastSubmission);
  if (start === null) {
    throw new CordboardError('oidc.interaction_unknown', { expected: 'an interaction with its start' });
  }
  return start;
};

/** The last segment of the path, which names the interaction. */
const uidOf = (req: IncomingMessage): string => {
  const { pathname } = new URL(req.url ?? '/', 'http://localhost');
  return pathname.slice(pathname.lastIndexOf('/') + 1);
};

/** Plain ASCII without quotes and backslashes (RFC 6749 §4.1.2.1), at most 200 characters. */
const safeDescription = (text: string): string => text.replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, ' ').slice(0, 200);

export const createInteractions = (options: InteractionOptions): Interactions => {
  const { provider, unit } = options;
  const inUnit = <T>(work: (current: UnitOfWork) => Promise<T>): Promise<T> => {
    const current = new UnitOfWork(unit);
    return runInUnit(current, () => work(current));
  };
  const load = async (req: IncomingMessage, res: ServerResponse): Promise<Details> => {
    try {
      return await provider.interactionDetails(req, res);
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) {
        throw error;
      }
      // A request that still waits lacks nothing but its cookie: the browser blocks cookies, or is another one.
      throw (await provider.Interaction.find(uidOf(req))) === undefined
        ? new CordboardError('oidc.interaction_unknown', { cause: error })
        : new CordboardError('sign-in.browser_mismatch', {
            expected: 'the cookie of this authorization request',
            received: 'no cookie',
            cause: error,
          });
    }
  };
  const assertFits = (details: Details, session: HubSession): void => {
    if (!isAlive(session, unit)) {
      throw new CordboardError('oidc.hub_session_ended');
    }
    if (!toInteraction(details, options).accepts(session)) {
      throw new CordboardError('oidc.sign_in_not_fresh', { expected: 'a hub session that began after the request' });
    }
  };
  return {
    read: (req, res) => inUnit(async () => toInteraction(await load(req, res), options)),
    complete: (req, res, session) =>
      inUnit(async () => {
        const details = await load(req, res);
        assertFits(details, session);
        return details.returnTo;
      }),
    abort: (req, res, refusal) =>
      inUnit(async (current) => {
        await load(req, res);
        const result = { error: refusal.error, error_description: safeDescription(refusal.description) };
        const returnTo = await provider.interactionResult(req, res, result);
        await current.commit();
        return returnTo;
      }),
  };
};
