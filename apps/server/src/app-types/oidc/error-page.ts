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

/** The page of an error; static apart from the words and the code. */
export const errorPage = (error: string): string => {
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
</main>
</body>
</html>
`;
};

/** `server_error` without the library's own words. */
export const plainError = (out: ErrorOut): ErrorOut =>
  out.error === 'server_error' ? { error: 'server_error', error_description: WORDS['server_error'] ?? '' } : out;

export const renderError: NonNullable<Configuration['renderError']> = (ctx: KoaContextWithOIDC, out) => {
  if (ctx.accepts('json', 'html') === 'html') {
    ctx.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
    ctx.type = 'html';
    ctx.body = errorPage(out.error);
  } else {
    ctx.body = plainError(out);
  }
};
