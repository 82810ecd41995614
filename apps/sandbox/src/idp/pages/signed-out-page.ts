/** Shown after a sign-out at the sandbox: of its own session only, or everywhere, with what came of each. */
import { type Html, html } from '@cordboard/page-server/html';
import { layout } from '../../web/layout.ts';
import type { SignOutOutcome } from '../logout/sign-out-run.ts';
import { SANDBOX_NAME, SANDBOX_PURPOSE } from './sandbox-name.ts';

const RESULTS: Readonly<Record<SignOutOutcome['result'], string>> = {
  'signed-out': 'Signed out.',
  partial: 'Signed out, but not of everything behind it.',
  'no-service': 'Not told: it has no service for sign-out, so its session lasts until it ends by itself.',
  failed: 'Not signed out.',
};

const outcomeRow = ({ name, result, detail }: SignOutOutcome): Html =>
  html`<dt>${name}</dt><dd>${RESULTS[result]}${detail === undefined ? html`` : html` <code>${detail}</code>`}</dd>`;

const summary = (outcomes: readonly SignOutOutcome[] | undefined): Html =>
  outcomes === undefined || outcomes.length === 0
    ? html`<p>The session at the sandbox is over. Sessions in other applications are not affected.</p>`
    : html`<p>The session at the sandbox is over. Of the applications that it was used for:</p>
<dl>${outcomes.map(outcomeRow)}</dl>`;

/** @param outcomes What came of each service provider that was told; undefined when none was. */
export const signedOutPage = (outcomes: readonly SignOutOutcome[] | undefined): Html =>
  layout({
    title: `Signed out – ${SANDBOX_NAME}`,
    banner: SANDBOX_PURPOSE,
    body: html`<h1>Signed out</h1>
${summary(outcomes)}
<p><a href="/">Sign in again</a></p>`,
  });
