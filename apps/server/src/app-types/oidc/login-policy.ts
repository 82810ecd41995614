/**
 * When an authorization request needs the person: without a hub session, or when the app asks for a
 * fresh sign-in (`prompt=login`, `max_age`; OpenID Connect Core §3.1.2.1). There is no consent: the
 * apps are the company's own.
 */
import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { authnNotBeforeOf, isFreshSignIn } from './fresh-sign-in.ts';
import { hintedSubject } from './id-token-subject.ts';
import { interactionStart } from './storage-adapter.ts';
import { currentUnit } from './unit-of-work.ts';

const { Check } = interactionPolicy;

const signedInAfresh = (ctx: KoaContextWithOIDC): boolean => {
  const start = interactionStart(ctx.oidc.entities.Interaction?.lastSubmission);
  const { browser, connections } = currentUnit();
  const authnNotBefore = start === null ? null : authnNotBeforeOf(ctx.oidc.params ?? {}, start.startedAt);
  return (
    start !== null &&
    authnNotBefore !== null &&
    browser != null &&
    isFreshSignIn(browser.record, { start, authnNotBefore, connections })
  );
};

const loginPrompt = new Check('login_prompt', 'a fresh sign-in is required', 'login_required', (ctx) =>
  ctx.oidc.prompts.has('login') ? !signedInAfresh(ctx) : Check.NO_NEED_TO_PROMPT,
);

const maxAge = new Check('max_age', 'the sign-in is older than the application allows', 'login_required', (ctx) => {
  const limit = ctx.oidc.params?.['max_age'];
  if (limit === undefined) {
    return Check.NO_NEED_TO_PROMPT;
  }
  return ctx.oidc.session?.past(Number(limit)) !== false && !signedInAfresh(ctx);
});

/** After the interaction the hint is known by its subject only; another person is not what was asked for. */
const idTokenHint = new Check('id_token_hint_resumed', 'another person signed in', 'login_required', (ctx) => {
  const subject = hintedSubject(ctx.oidc.params?.['id_token_hint']);
  if (subject !== null && ctx.oidc.session?.accountId !== undefined && ctx.oidc.session.accountId !== subject) {
    throw new errors.LoginRequired('another person than the one of id_token_hint signed in');
  }
  return Check.NO_NEED_TO_PROMPT;
});

/** The interaction policy of every issuer. */
export const createLoginPolicy = (): interactionPolicy.DefaultPolicy => {
  const policy = interactionPolicy.base();
  const login = policy.get('login');
  login?.checks.remove('login_prompt');
  login?.checks.remove('max_age');
  login?.checks.add(loginPrompt);
  login?.checks.add(maxAge);
  login?.checks.add(idTokenHint);
  // Stays requestable, so that `prompt=consent` is understood, and never asks.
  policy.get('consent')?.checks.clear();
  return policy;
};
