import type { Fault } from './fault.ts';

/** One character of the ID that the answer refers to is changed: what was signed is no longer what is there. */
export const changedAfterSigning: Fault = {
  description: 'The message was changed on its way, after it was signed.',
  message: (xml) => xml.replace(/IssueInstant="(\d{3})\d/g, 'IssueInstant="$10'),
};
