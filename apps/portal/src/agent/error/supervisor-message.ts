/** The text that a person sends to the supervisor: what failed, where, when, and the reference. */
import type { ErrorPage } from '@cordboard/contract/agent-page';
import type { Messages } from '../messages/message.ts';
import { formatMoment } from '../parts/format-moment.ts';

/**
 * Writes the text for an error page. It holds no personal data: the reference leads to them.
 * @param timeZone IANA name; the browser's own when left out
 */
export function supervisorMessage(page: ErrorPage, messages: Messages, timeZone?: string): string {
  const place =
    page.realm === null
      ? messages.message('error.placeUnknown')
      : messages.message('realm.place', { company: page.realm.companyName, environment: page.realm.environmentName });
  const title = messages.message(`error.${page.problem}.title`);
  const time = formatMoment(page.at, { locale: messages.locale, ...(timeZone && { timeZone }) });
  if (page.problem === 'sign-out' && page.reference !== null) {
    return messages.message('error.toldSignOut', { place, time, reference: page.reference });
  }
  return page.reference === null
    ? messages.message('error.told', { place, title, time })
    : messages.message('error.toldWithReference', { place, title, time, reference: page.reference });
}
