/** Signing in and out over the API, and the sessions of one administrator. */
import type { PasskeyAssertionBody } from '@cordboard/contract/admin-api/passkeys';
import {
  beginPasskeySignIn as beginPasskeyRoute,
  endOtherSession,
  endOtherSessions as endOthersRoute,
  finishPasskeySignIn as finishPasskeyRoute,
  finishSignIn,
  listOtherSessions,
  showSession,
  signIn,
  signInForRecovery,
  signOut,
} from '@cordboard/contract/admin-api/session';
import { CHALLENGE_MS } from '../../administrators/challenges.ts';
import { finishSecondFactor, type SecondFactorAnswer } from '../../administrators/finish-second-factor.ts';
import { endOtherSessions, endOwnSession, listAdminSessions } from '../../administrators/sessions.ts';
import { beginPasskeySignIn, finishPasskeySignIn } from '../../administrators/sign-in-with-passkey.ts';
import { type SignInPurpose, signInWithPassword } from '../../administrators/sign-in-with-password.ts';
import type { PasskeyAssertion } from '../../administrators/webauthn.ts';
import type { AdminParts } from '../admin-parts.ts';
import { type AdminCookies, createAdminCookies } from '../http/admin-cookies.ts';
import { type Answer, type BoundRoute, bind, type Call } from '../http/call.ts';
import { ownAccountOf, sessionView, signedInAnswer, visitorOf, wholeAccountOf } from '../own-session.ts';

const STEP_SECONDS = CHALLENGE_MS / 1000;

const assertionOf = ({ id, rawId, type, response }: PasskeyAssertionBody): PasskeyAssertion => {
  const { userHandle, ...rest } = response;
  const handle = userHandle === undefined || userHandle === null ? {} : { userHandle };
  return { id, rawId, type, clientExtensionResults: {}, response: { ...rest, ...handle } };
};

const answerOf = (body: Call<typeof finishSignIn>['body']): SecondFactorAnswer =>
  body.method === 'passkey' ? { method: 'passkey', response: assertionOf(body.response) } : body;

const passwordHandler =
  (parts: AdminParts, cookies: AdminCookies, purpose: SignInPurpose) =>
  async (
    call: Pick<Call<typeof signIn>, 'body' | 'cookies' | 'address' | 'userAgent'>,
  ): Promise<Pick<Answer<typeof signIn>, 'body' | 'cookies'>> => {
    const visitor = visitorOf(call, cookies);
    const outcome = await signInWithPassword(parts, { ...call.body, purpose, visitor });
    if (outcome.kind === 'signed-in') {
      return signedInAnswer(parts, outcome.session, cookies);
    }
    const { methods, passkeyOptions, expiresAt, pending } = outcome;
    return {
      body: { status: 'second-factor', methods: [...methods], passkeyOptions, expiresAt },
      cookies: cookies.begun(pending, STEP_SECONDS),
    };
  };

const signInRoutes = (parts: AdminParts, cookies: AdminCookies): readonly BoundRoute[] => [
  bind(signIn, passwordHandler(parts, cookies, 'ordinary')),
  bind(signInForRecovery, passwordHandler(parts, cookies, 'recovery')),
  bind(finishSignIn, async (call) => {
    const pending = call.cookies[cookies.step] ?? null;
    const opened = await finishSecondFactor(parts, pending, answerOf(call.body), visitorOf(call, cookies));
    return signedInAnswer(parts, opened, cookies);
  }),
  bind(beginPasskeyRoute, async (call) => {
    const { options, expiresAt, pending } = await beginPasskeySignIn(parts, visitorOf(call, cookies));
    return { body: { options, expiresAt }, cookies: cookies.begun(pending, STEP_SECONDS) };
  }),
  bind(finishPasskeyRoute, async (call) => {
    const pending = call.cookies[cookies.step] ?? null;
    const response = assertionOf(call.body.response);
    const opened = await finishPasskeySignIn(parts, pending, response, visitorOf(call, cookies));
    return signedInAnswer(parts, opened, cookies);
  }),
];

const ownSessionRoutes = (parts: AdminParts, cookies: AdminCookies): readonly BoundRoute[] => [
  bind(showSession, async (call) => {
    const { session } = await ownAccountOf(parts, call);
    return { body: await sessionView(parts, session) };
  }),
  bind(signOut, async (call) => {
    const { session, address } = await ownAccountOf(parts, call);
    await endOwnSession(parts, session, address);
    return { body: undefined, cookies: cookies.signedOut() };
  }),
  bind(listOtherSessions, async (call) => {
    const { session } = await wholeAccountOf(parts, call);
    const records = await listAdminSessions(parts, session.administrator.id);
    const others = records.filter(({ idHash }) => idHash !== session.record.idHash);
    return { body: { items: others.map(({ idHash, ...record }) => ({ id: idHash, ...record })) } };
  }),
  bind(endOthersRoute, async (call) => {
    const { session, address } = await wholeAccountOf(parts, call);
    await endOtherSessions(parts, session, { address });
    return { body: undefined };
  }),
  bind(endOtherSession, async (call) => {
    const { session, address } = await wholeAccountOf(parts, call);
    await endOtherSessions(parts, session, { only: call.params.session, address });
    return { body: undefined };
  }),
];

export const sessionRoutes = (parts: AdminParts): readonly BoundRoute[] => {
  const cookies = createAdminCookies(parts.installationUrl);
  return [...signInRoutes(parts, cookies), ...ownSessionRoutes(parts, cookies)];
};
