/** Title of the window: what the page is, and whose contact centre. */
import type { AgentPage } from '@cordboard/contract/agent-page';
import type { Messages } from './messages/message.ts';

/** The title of a page, e.g. "Sign in – Acme". */
export function pageTitle(page: AgentPage, messages: Messages): string {
  const title = headingOf(page, messages);
  return page.realm === null
    ? title
    : messages.message('document.title', { page: title, company: page.realm.companyName });
}

function headingOf(page: AgentPage, messages: Messages): string {
  switch (page.kind) {
    case 'sign-in':
      return messages.message('signIn.title');
    case 'launchpad':
      return messages.message('launchpad.title');
    case 'error':
      return messages.message(`error.${page.problem}.title`);
    case 'signed-out':
      return messages.message('signedOut.title');
  }
}
