/**
 * Entry of the agent pages. The hub answers with one HTML document that holds the page as JSON;
 * this reads it, picks the language and renders. The edge where the clock and the browser come in.
 */
import '../shared/tokens.css';
import '../shared/fonts.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/narrow.css';
import './styles/launchpad.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AgentApp } from './agent-app.tsx';
import { createMessages } from './messages/message.ts';
import { MessagesContext } from './messages/use-messages.tsx';
import { pageTitle } from './page-title.ts';
import { readPage } from './read-page.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('agent-page.no_root: expected an element with the id "root", received none');

const page = readPage(document.getElementById('page')?.textContent ?? null, {
  now: Date.now(),
  href: window.location.href,
});
const messages = createMessages(document.documentElement.lang, navigator.languages);
document.title = pageTitle(page, messages);
createRoot(root).render(
  <StrictMode>
    <MessagesContext value={messages}>
      <AgentApp page={page} />
    </MessagesContext>
  </StrictMode>,
);
