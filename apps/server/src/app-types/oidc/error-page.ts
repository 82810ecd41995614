/**
 * Errors that cannot be sent back to an app: shown to the person as a small page, or as JSON. They
 * say what the OAuth error is and nothing about how the person signs in.
 */
import type { Configuration, ErrorOut, KoaContextWithOIDC } from 'oidc-provider';

const WORDS: Readonly<Record<string, string>> = {
  invalid_client: 'The application that sent you here is not known.',
  invalid_redirect_uri: 'The application that sent you here gave an address that is not registered for it.',
  invalid_request: 'The sign-in cannot go on. It may be too old: go back to the application and start again.',
  server_error: 'The sign-in service could not answer. Try again in a moment.',
};

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);

/** What was refused while a person looked on; unverified values of the request, shortened. */
export interface RefusedAuthorization {
  /** The OAuth error, e.g. `invalid_redirect_uri`. */
  readonly error: string;
  /** Why, in the words of the library. */
  readonly description: string | null;
  readonly clientId: string | null;
  readonly redirectUri: string | null;
}

/** Stores the attempt of a refusal and returns the reference that the person reads. */
export type RecordRefusal = (refused: RefusedAuthorization) => Promise<string>;

/** Longest value of a request that is kept. */
const MAX_VALUE = 500;

const referenceWords = (reference: string): string =>
  `<p>Reference: <strong>${escapeHtml(reference)}</strong></p>
<p>Tell your supervisor this reference: an administrator can look up the reason.</p>`;

/** The page of an error; static apart from the words, the code and the reference. */
export const errorPage = (error: string, reference: string | null): string => {
  const words = WORDS[error] ?? 'The sign-in cannot go on. Go back to the application and start again.';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sign-in stopped</title>
</head>
<body>
<main>
<h1>Sign-in stopped</h1>
<p>${escapeHtml(words)}</p>
<p>Code: <code>${escapeHtml(error)}</code></p>
${reference === null ? '' : referenceWords(reference)}
</main>
</body>
</html>
`;
};

/** `server_error` without the library's own words. */
export const plainError = (out: ErrorOut): ErrorOut =>
  out.error === 'server_error' ? { error: 'server_error', error_description: WORDS['server_error'] ?? '' } : out;

const queryValue = (ctx: KoaContextWithOIDC, name: string): string | null => {
  const value = ctx.query[name];
  return typeof value === 'string' ? value.slice(0, MAX_VALUE) : null;
};

/** A failure of ours is in the log; what the request was refused for becomes an attempt. */
const referenceOf = async (
  ctx: KoaContextWithOIDC,
  out: ErrorOut,
  recordRefusal: RecordRefusal,
): Promise<string | null> =>
  out.error === 'server_error'
    ? null
    : recordRefusal({
        error: out.error,
        description: out.error_description ?? null,
        clientId: queryValue(ctx, 'client_id'),
        redirectUri: queryValue(ctx, 'redirect_uri'),
      });

export const createRenderError =
  (recordRefusal: RecordRefusal): NonNullable<Configuration['renderError']> =>
  async (ctx: KoaContextWithOIDC, out) => {
    if (ctx.accepts('json', 'html') === 'html') {
      ctx.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
      ctx.set('cache-control', 'no-store');
      ctx.type = 'html';
      ctx.body = errorPage(out.error, await referenceOf(ctx, out, recordRefusal));
    } else {
      ctx.body = plainError(out);
    }
  };
