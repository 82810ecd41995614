/** The desktop itself: the agent's state with its running time, and the queues. */

import { type Html, html } from '@cordboard/page-server/html';
import type { Agent } from '../agents/agent-directory.ts';
import { type AgentState, notReadyReasons, reasonLabel, stateLabel, stateValue } from '../agents/agent-state.ts';
import { formatDuration } from '../client/format-duration.js';
import type { Person } from '../session/desktop-session.ts';
import { chevronIcon, handsetIcon, handsetOffIcon, logo, personIcon } from './icons.ts';
import { layout, type PageContext } from './layout.ts';

export interface DesktopPageOptions {
  readonly person: Person;
  readonly companyName: string | undefined;
  readonly agent: Agent;
  readonly now: Date;
  readonly csrfToken: string;
}

/** The reason in words, or nothing. */
export const reasonText = (state: AgentState): string =>
  state.name === 'not-ready' && state.reason !== undefined ? reasonLabel(state.reason) : '';

const option = (state: AgentState, label: string, current: string): Html => {
  const value = stateValue(state);
  const pressed = value === current ? 'true' : 'false';
  return html`<button name="state" value="${value}" type="submit" aria-pressed="${pressed}"><span class="dot ${state.name}"></span>${label}</button>`;
};

const stateMenu = (options: DesktopPageOptions): Html => {
  const current = stateValue(options.agent.state);
  const reasons = notReadyReasons.map((reason) =>
    option({ name: 'not-ready', reason }, `Not Ready – ${reasonLabel(reason)}`, current),
  );
  return html`<form class="menu" id="state-menu" method="post" action="/state" popover aria-label="Change state" data-token="${options.csrfToken}">
<input type="hidden" name="token" value="${options.csrfToken}">
${option({ name: 'ready' }, 'Ready', current)}
<hr>
${option({ name: 'not-ready', reason: undefined }, 'Not Ready', current)}
${reasons}
</form>`;
};

const stateButton = (options: DesktopPageOptions): Html => {
  const { agent, now } = options;
  const elapsedMs = Math.max(0, now.getTime() - agent.since.getTime());
  return html`<button class="state" id="state-button" type="button" popovertarget="state-menu" data-state="${stateValue(agent.state)}" data-elapsed-ms="${elapsedMs}" data-since="${agent.since.getTime()}">
<span class="when-ready">${handsetIcon()}</span><span class="when-not-ready">${handsetOffIcon()}</span>
<span id="state-label">${stateLabel(agent.state)}</span>
<span class="reason" id="state-reason">${reasonText(agent.state)}</span>
<span class="visually-hidden" id="state-since"></span>
<span class="timer" id="timer" aria-hidden="true">${formatDuration(elapsedMs)}</span>
${chevronIcon()}
</button>`;
};

const accountMenu = (
  options: DesktopPageOptions,
): Html => html`<button class="account" type="button" popovertarget="account-menu" aria-label="Account: ${options.person.displayName}, extension ${options.agent.extension}">${personIcon()}</button>
<form class="menu" id="account-menu" method="post" action="/sign-out" popover aria-label="Account">
<input type="hidden" name="token" value="${options.csrfToken}">
<p class="who"><strong>${options.person.displayName}</strong><br>Extension ${options.agent.extension}</p>
<hr>
<button type="submit">Sign out</button>
</form>`;

const report = html`<section class="report" aria-labelledby="report-title">
<h2 id="report-title">Agent CSQ statistics</h2>
<table aria-describedby="queues-note">
<thead><tr><th scope="col">CSQ name</th><th scope="col">Calls waiting</th><th scope="col">Longest call in queue</th></tr></thead>
<tbody id="queues"></tbody>
</table>
<p class="note" id="queues-note">Loading report…</p>
</section>`;

export const desktopPage = (context: PageContext, options: DesktopPageOptions): Html =>
  layout(context, {
    title: stateLabel(options.agent.state),
    kind: 'desktop',
    script: 'desktop-client.js',
    body: html`<header>
<div class="brand">${logo()}<div><h1>Agent Desktop</h1><p>${options.companyName}</p></div></div>
<div class="controls">
${stateButton(options)}
${accountMenu(options)}
</div>
</header>
${stateMenu(options)}
<p class="visually-hidden" role="status" id="state-news"></p>
<p class="problem" role="status" id="problem"></p>
<main>
${report}
<noscript><p class="note">The queues and the timer need scripts, which are switched off in this browser.</p></noscript>
</main>`,
  });
