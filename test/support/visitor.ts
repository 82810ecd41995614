/**
 * A person with a browser of their own: cookies that nobody else has, and a record of what went wrong in it. A test
 * that ends with an error in the console, a script that threw or a breach of the content security policy has failed.
 */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

const TIMEOUT_MS = 10_000;

export interface Visitor {
  readonly context: BrowserContext;
  readonly newPage: () => Promise<Page>;
  /** Addresses of all pages that were asked for at an origin so far, redirects included. */
  readonly visitsTo: (origin: string) => readonly string[];
  /** From now on, a resource of a server that went away is no problem. */
  readonly expectServerToGoAway: () => void;
  /** From now on, a request of a page to an address with this in it may be refused, as a form with a wrong value is. */
  readonly expectRefusals: (part: string) => void;
}

interface ConsoleError {
  readonly text: string;
  readonly url: string;
}

/** The browser notes every page with an error status; that is what a refusal looks like, and no defect. */
const isRefusedPage = (error: ConsoleError, refusedPages: ReadonlySet<string>): boolean =>
  error.text.startsWith('Failed to load resource') && refusedPages.has(error.url);

const watch = (context: BrowserContext): { visits: readonly string[]; problems: () => readonly string[] } => {
  const visits: string[] = [];
  const thrown: string[] = [];
  const errors: ConsoleError[] = [];
  const refusedPages = new Set<string>();
  context.on('request', (request) => {
    if (request.isNavigationRequest()) {
      visits.push(request.url());
    }
  });
  context.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.status() >= 400) {
      refusedPages.add(response.url());
    }
  });
  context.on('console', (message) => {
    if (message.type() === 'error') {
      errors.push({ text: message.text(), url: message.location().url });
    }
  });
  context.on('weberror', (webError) => thrown.push(String(webError.error())));
  return {
    visits,
    problems: () => [
      ...thrown,
      ...errors.filter((error) => !isRefusedPage(error, refusedPages)).map(({ text, url }) => `${text} (${url})`),
    ],
  };
};

/** Call within a test: the browser's window is closed when it ends, and its problems fail it. */
export const visit = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> => {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1024, height: 768 }, ...options });
  context.setDefaultTimeout(TIMEOUT_MS);
  // Reported to the console as an error, also where the browser itself only reports to the page.
  await context.addInitScript(`document.addEventListener('securitypolicyviolation', (event) => {
    console.error('Content security policy: ' + event.violatedDirective + ' ' + event.blockedURI);
  });`);
  const watched = watch(context);
  let serverGoesAway = false;
  const refusals: string[] = [];
  const isExpected = (problem: string): boolean =>
    (serverGoesAway && problem.includes('net::ERR_CONNECTION_')) ||
    (problem.startsWith('Failed to load resource') && refusals.some((part) => problem.includes(part)));
  onTestFinished(async () => {
    await context.close();
    expect(watched.problems().filter((problem) => !isExpected(problem))).toEqual([]);
  });
  return {
    context,
    newPage: () => context.newPage(),
    visitsTo: (origin) => watched.visits.filter((url) => url.startsWith(`${origin}/`)),
    expectServerToGoAway: () => {
      serverGoesAway = true;
    },
    expectRefusals: (part) => {
      refusals.push(part);
    },
  };
};
