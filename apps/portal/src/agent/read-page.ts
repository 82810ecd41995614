/** Reads the page document out of the HTML. The hub wrote it into this same response. */
import type { AgentPage, ErrorPage } from '@cordboard/contract/agent-page';

const kinds: readonly string[] = ['sign-in', 'launchpad', 'error', 'signed-out'] satisfies AgentPage['kind'][];

/**
 * Parses the document. A page that this version does not know, which can happen while the hub is
 * being updated, becomes the error page "not available right now".
 * @param text content of the script element `page`, null when there is none
 * @param options `now` in epoch milliseconds; `href` is what "Try again" loads
 */
export function readPage(text: string | null, options: { readonly now: number; readonly href: string }): AgentPage {
  const fallback: ErrorPage = {
    kind: 'error',
    realm: null,
    problem: 'unavailable',
    reference: null,
    at: options.now,
    retryHref: options.href,
  };
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isAgentPage(value) ? value : fallback;
  } catch (error) {
    if (error instanceof SyntaxError) return fallback;
    throw error;
  }
}

function isAgentPage(value: unknown): value is AgentPage {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    typeof value.kind === 'string' &&
    kinds.includes(value.kind)
  );
}
