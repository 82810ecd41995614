/**
 * Stage 1 of a sign-in: what does the person want, and is that open in this realm?
 * Turns a request of an app, the launchpad or a link into an intent.
 */
import { findApp, type RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import type { SignInTarget } from '../storage/ports/sign-in-store.ts';

/** What a request asks for. */
export interface BeginSignInInput {
  readonly target: SignInTarget;
  /** Slugs of a per-connection link. */
  readonly link?: { readonly serviceProvider: string; readonly connection: string } | undefined;
  /** Slug of the connection that an app hints at. */
  readonly connectionHint?: string | undefined;
  /** E-mail address or login name that an app hints at. */
  readonly loginHint?: string | undefined;
  /** `<service provider>/<connection>` that this browser used last time, or `local`. */
  readonly remembered?: string | undefined;
  /** The person wants to choose, whatever is remembered. */
  readonly choose?: boolean | undefined;
  /** A fresh sign-in at the identity provider is required. */
  readonly forceAuthn?: boolean | undefined;
  /** The oldest acceptable sign-in at the identity provider, epoch milliseconds. */
  readonly authnNotBefore?: number | undefined;
  /** Set when this sign-in replaces an unsolicited answer. */
  readonly restarted?: boolean | undefined;
}

/** A checked wish to sign in. */
export interface SignInIntent extends BeginSignInInput {
  readonly appName: string | null;
}

/** The app that a target leads to. */
export const appOf = (target: SignInTarget): string | null =>
  target.kind === 'app' || target.kind === 'interaction' ? target.app : null;

/**
 * @throws CordboardError `sign-in.sso_not_enabled` for a connection's link in a realm of mode Non-SSO unless the connection is
 * being tested and for a sign-in to the portal in a realm that is not for administrators, `sign-in.app_unknown` when the target names an app that the realm does not have.
 */
export const beginSignIn = (realm: RealmContext, input: BeginSignInInput): SignInIntent => {
  const { ssoMode, kind } = realm.view.realm;
  const isTest = input.target.kind === 'test';
  if (ssoMode === 'non-sso' && !isTest && (input.link !== undefined || kind === 'admins')) {
    throw new CordboardError('sign-in.sso_not_enabled', { expected: 'hybrid or sso', received: 'non-sso' });
  }
  if (input.target.kind === 'portal' && kind !== 'admins') {
    throw new CordboardError('sign-in.sso_not_enabled', { expected: 'a realm of kind admins', received: kind });
  }
  const appSlug = appOf(input.target);
  const app = appSlug === null ? null : findApp(realm, appSlug);
  if (appSlug !== null && app === null) {
    throw new CordboardError('sign-in.app_unknown', { received: appSlug });
  }
  return { ...input, appName: app?.name ?? null };
};
