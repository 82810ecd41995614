/**
 * What the hub hands to an agent page: one JSON document in the HTML, so that a page needs no
 * second request before it can be used. The pages import these types only, never a validator:
 * both sides are ours and the document travels inside our own response.
 */

/** Names shown on every page of a realm. */
export interface PageRealm {
  readonly companyName: string;
  readonly environmentName: string;
  /** Absolute path of the realm without a trailing slash, e.g. `/e/acme/production/agents`. */
  readonly basePath: string;
}

/** One identity provider that a person may choose by name. */
export interface ConnectionChoice {
  readonly name: string;
  /** GET this to start the sign-in. */
  readonly href: string;
  /** The person used this one last time in this browser. */
  readonly remembered: boolean;
}

/** Asks for an e-mail address, or for the company's sign-in by name. */
export interface SignInPage {
  readonly kind: 'sign-in';
  readonly realm: PageRealm;
  /** The application that asked, when one did: "to continue to Agent Desktop". */
  readonly appName: string | null;
  readonly choices: readonly ConnectionChoice[];
  /**
   * POST `{ email, continue }` as JSON; answers 200 with `DiscoverAnswer`, 400 when this is not an address,
   * 410 when the sign-in behind `continue` is over, 429 after too many tries.
   */
  readonly discoverHref: string;
  /** Opaque: send it back with the discovery. */
  readonly continue: string;
  readonly emailHint: string;
}

/** The answer to a discovery by e-mail: neutral about unknown domains. */
export type DiscoverAnswer = { readonly found: true; readonly href: string } | { readonly found: false };

/** One application on the launchpad. */
export interface Tile {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly group: string;
  /**
   * One of the icon names that the page knows; an unknown one shows the default. Known are app, book,
   * calendar, chart, chat, clock, cloud, dashboard, gear, globe, headset, mail, monitor, people, phone,
   * recording and shield.
   */
  readonly icon: string;
  readonly href: string;
  readonly opensInOwnWindow: boolean;
  /** `separate-password`: the application is not part of single sign-on. */
  readonly state: 'ready' | 'separate-password' | 'unavailable';
}

export interface LaunchpadPage {
  readonly kind: 'launchpad';
  readonly realm: PageRealm;
  readonly person: { readonly displayName: string; readonly firstName: string; readonly login: string };
  /** Name of the identity provider of this session. */
  readonly signedInWith: string;
  /** GET to change the password of this session, or null when an identity provider signed the person in. */
  readonly changePasswordHref: string | null;
  /** Epoch milliseconds at which the session ends at the latest. */
  readonly sessionEndsAt: number;
  /** The hub's clock when the page was made, epoch milliseconds. */
  readonly now: number;
  readonly tiles: readonly Tile[];
  /** Slug of the tile shown large on top, or null. */
  readonly primaryTile: string | null;
  readonly signOutHref: string;
  /** Sent with the sign-out POST in the form field `token`. */
  readonly signOutToken: string;
}

/** Plain words and one reference; never a SAML term. */
export interface ErrorPage {
  readonly kind: 'error';
  readonly realm: PageRealm | null;
  /** Which text to show. */
  readonly problem:
    | 'refused'
    | 'unknown-person'
    | 'cookies'
    | 'expired'
    | 'used-twice'
    | 'identity-provider'
    | 'not-enabled'
    | 'not-found'
    | 'not-by-hand'
    | 'sign-out'
    | 'unavailable';
  /** `7F3K-92QD`, or null when there is no attempt to look up. */
  readonly reference: string | null;
  /** Epoch milliseconds, to tell the supervisor when it happened. */
  readonly at: number;
  /** GET to start again, or null when trying again cannot help. */
  readonly retryHref: string | null;
}

export interface SignedOutPage {
  readonly kind: 'signed-out';
  readonly realm: PageRealm;
  readonly signInHref: string;
  /** What is known of the session at the identity provider, by the name of the connection; null when nothing is. */
  readonly identityProvider: {
    readonly name: string | null;
    readonly outcome: 'signed-out' | 'partly' | 'still-signed-in' | 'unknown';
  } | null;
  /** Of the attempt that says why the identity provider's session may still be there. */
  readonly reference: string | null;
  /** GET to go on to the app that asked for the sign-out, or null. */
  readonly onHref: string | null;
}

/** What every page with a password form shows besides its fields. */
interface FormCommon {
  readonly realm: PageRealm;
  /** POST goes here. */
  readonly action: string;
  readonly login: string;
  /** Fields that go back with the form unseen. */
  readonly hidden: Readonly<Record<string, string>>;
}

/** Why a form with a password is shown once more. */
export type FormProblem =
  /** Unknown, wrong, disabled or not allowed: the page never says which. */
  | { readonly kind: 'not-accepted'; readonly reference: string }
  | { readonly kind: 'wait'; readonly seconds: number; readonly reference: string | null }
  | { readonly kind: 'busy'; readonly reference: string | null }
  | { readonly kind: 'present-password' | 'length' | 'guessable' | 'differs' };

/** User name and password. */
export interface LocalSignInPage extends FormCommon {
  readonly kind: 'local-sign-in';
  readonly appName: string | null;
  readonly problem: FormProblem | null;
  /** GET to sign in another way, or null when this is the only one. */
  readonly otherWaysHref: string | null;
}

/** A new password: by a link, or, with `asksPresent`, of somebody who is signed in. */
export interface NewPasswordPage extends FormCommon {
  readonly kind: 'new-password';
  readonly asksPresent: boolean;
  readonly problem: FormProblem | null;
}

/** One thing to know about passwords, and where to go on. */
export interface PasswordNoticePage {
  readonly kind: 'password-notice';
  readonly realm: PageRealm;
  readonly notice: 'link-over' | 'password-set' | 'password-changed' | 'no-password' | 'not-offered' | 'forgotten';
  readonly reference: string | null;
  readonly onHref: string | null;
}

/**
 * Between a form and what it opens: a page of its own, because browsers apply the policy for forms to every redirect
 * that follows one, and applications live elsewhere.
 */
export interface GoOnPage {
  readonly kind: 'go-on';
  readonly realm: PageRealm;
  /** Which form was sent. */
  readonly step: 'signed-in' | 'signing-out';
  readonly href: string;
}

/** Pages that are made on the server and need no script. */
export type FormPage = LocalSignInPage | NewPasswordPage | PasswordNoticePage | GoOnPage;

export type AgentPage = SignInPage | LaunchpadPage | ErrorPage | SignedOutPage;
