/** The states of the e-mail form, and how what happens leads from one to the next. */

import type { EmailCheck } from './check-email.ts';
import type { Discovery } from './discover.ts';

/** Why the form shows a text. */
export type EmailFormProblem = Extract<EmailCheck, { ok: false }>['problem'] | Exclude<Discovery['kind'], 'found'>;

/** `checking` while the hub is asked, `leaving` once the browser goes to the company's sign-in. */
export type EmailFormState =
  | { readonly phase: 'editing'; readonly problem: EmailFormProblem | null }
  | { readonly phase: 'checking' }
  | { readonly phase: 'leaving' };

/** What can happen to the form. `restored`: the browser shows the page again after Back. */
export type EmailFormEvent =
  | { readonly type: 'refused'; readonly problem: EmailFormProblem }
  | { readonly type: 'asked' }
  | { readonly type: 'answered'; readonly discovery: Discovery }
  | { readonly type: 'typed' }
  | { readonly type: 'restored' };

/** The form as it is first shown. */
export const initialEmailForm: EmailFormState = { phase: 'editing', problem: null };

/** The next state of the form. */
export function emailFormReducer(state: EmailFormState, event: EmailFormEvent): EmailFormState {
  switch (event.type) {
    case 'refused':
      return { phase: 'editing', problem: event.problem };
    case 'asked':
      return { phase: 'checking' };
    case 'answered':
      // An answer that arrives after the person went on typing, or went back, is no longer theirs.
      if (state.phase !== 'checking') return state;
      return event.discovery.kind === 'found'
        ? { phase: 'leaving' }
        : { phase: 'editing', problem: event.discovery.kind };
    case 'typed':
      // A text about the address no longer fits it; the other texts stay until the next try.
      return state.phase === 'editing' && isAboutTyping(state.problem) ? initialEmailForm : state;
    case 'restored':
      return initialEmailForm;
  }
}

/** True when the problem is in the field itself, so the field is marked and gets the focus. */
export function isAboutTyping(problem: EmailFormProblem | null): boolean {
  return problem === 'missing' || problem === 'malformed' || problem === 'unknown';
}
