/**
 * THE PATH of a local sign-in, by user name and password. It begins and ends as every sign-in does
 * (`../flow.ts`); no identity provider is asked in between.
 *
 *   begin-sign-in → choose-connection → (the form) → local-sign-in → open-session → resume-app
 */
import { localOffer } from '../../directory/local-permission.ts';
import type { RealmContext } from '../../directory/realm-context.ts';
import { CordboardError } from '../../errors.ts';
import { appOf, type BeginSignInInput, beginSignIn, type SignInIntent } from '../begin-sign-in.ts';
import { type OpenedSession, openLocalSession, settleFormerSession } from '../open-session.ts';
import { type Refused, refuse, startTrace } from '../refuse-sign-in.ts';
import { resumeApp } from '../resume-app.ts';
import { checkPassword, confirmPassword, type PasswordTry } from './check-password.ts';
import { markBrowser } from './known-browser.ts';
import type { LocalSignInDependencies, LocalVisitor } from './local-dependencies.ts';
import { LocalThrottledError } from './local-throttle.ts';

/** The stages in their order; traces and documents use these names. */
export const localSignInStages = [
  'begin-sign-in',
  'choose-connection',
  'local-sign-in',
  'open-session',
  'resume-app',
] as const;

export interface SignedInLocally {
  readonly kind: 'signed-in';
  readonly session: OpenedSession;
  readonly location: string;
  /** The browser's new mark. */
  readonly knownBrowser: string;
}

export type LocalResult = SignedInLocally | (Refused & { readonly waitSeconds: number | null });

export interface LocalSignInInput extends PasswordTry, LocalVisitor {
  readonly begin: BeginSignInInput;
  /** Whether the form was shown in this browser. */
  readonly isOwnForm: boolean;
}

/** A test is of a connection: a password proves nothing about it. Administrators have passwords of their own. */
const assertOffered = (realm: RealmContext, { target }: BeginSignInInput, now: number): void => {
  if (target.kind === 'test' || target.kind === 'portal') {
    throw new CordboardError('local.not_allowed', {
      expected: 'a sign-in of a user',
      received: target.kind === 'test' ? 'a test of a connection' : 'a sign-in to the Administration Portal',
    });
  }
  if (localOffer(realm.view, now) === 'none') {
    throw new CordboardError('local.not_allowed', {
      expected: 'mode non-sso, mode hybrid with somebody named, or an approved opening',
      received: `mode ${realm.view.realm.ssoMode}`,
    });
  }
};

/** From the wish to sign in to the form. Nothing is stored unless it is refused. */
export const offerLocalSignIn = async (
  dependencies: LocalSignInDependencies,
  realm: RealmContext,
  input: BeginSignInInput,
): Promise<Refused | { readonly kind: 'local'; readonly intent: SignInIntent }> => {
  const trace = startTrace(dependencies, realm, { app: appOf(input.target) });
  try {
    const intent = await trace.stage('begin-sign-in', () => beginSignIn(realm, input));
    await trace.stage('choose-connection', () => assertOffered(realm, intent, dependencies.clock()));
    return { kind: 'local', intent };
  } catch (error) {
    return refuse(dependencies, trace, error);
  }
};

const assertOwnForm = (isOwnForm: boolean): void => {
  if (!isOwnForm) {
    throw new CordboardError('sign-in.browser_mismatch', {
      expected: 'the cookie of the sign-in form',
      received: 'no cookie, or another one',
    });
  }
};

/** From the filled-in form to the session: the checks, then one commit. */
export const signInLocally = async (
  dependencies: LocalSignInDependencies,
  realm: RealmContext,
  input: LocalSignInInput,
): Promise<LocalResult> => {
  const { id: realmId, settings } = realm.view.realm;
  const { formerSession: formerSecret, knownBrowser } = input;
  const trace = startTrace(dependencies, realm, { app: appOf(input.begin.target) });
  try {
    const intent = await trace.stage('begin-sign-in', () => beginSignIn(realm, input.begin));
    await trace.stage('choose-connection', () => assertOffered(realm, intent, dependencies.clock()));
    trace.note('choose-connection', 'connection', 'none: user name and password');
    await trace.stage('local-sign-in', () => assertOwnForm(input.isOwnForm));
    const checked = await trace.stage('local-sign-in', () => checkPassword(dependencies, realm, input, trace));
    return await dependencies.storage.write(async (writer): Promise<LocalResult> => {
      const now = dependencies.clock();
      const user = await trace.stage('local-sign-in', () => confirmPassword(writer, checked, now));
      const person = { userId: user.id, until: checked.permission.until };
      const session = await trace.stage('open-session', () =>
        openLocalSession(dependencies, writer, { id: realmId, settings }, person),
      );
      const former = await settleFormerSession(dependencies, writer, { session: session.record, formerSecret });
      if (former !== 'none') {
        trace.note('open-session', 'former session', former);
      }
      trace.passed('open-session', 'session', `until ${new Date(session.record.expiresAt).toISOString()}`);
      const location = await trace.stage('resume-app', () => resumeApp(realm, intent.target));
      await writer.putAttempt(trace.succeed(now));
      const mark = markBrowser(dependencies, realmId, { userId: user.id, knownBrowser });
      return { kind: 'signed-in', session, location, knownBrowser: mark };
    });
  } catch (error) {
    const waitSeconds = error instanceof LocalThrottledError ? error.seconds : null;
    return { ...(await refuse(dependencies, trace, error)), waitSeconds };
  }
};
