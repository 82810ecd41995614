/** Runs the e-mail form: checks what was typed, asks the hub, and sends the browser on its way. */
import type { SignInPage } from '@cordboard/contract/agent-page';
import { type Dispatch, useEffect, useReducer } from 'react';
import { checkEmail } from './check-email.ts';
import { discover } from './discover.ts';
import { type EmailFormEvent, type EmailFormState, emailFormReducer, initialEmailForm } from './email-form-state.ts';

/** A hub that has not answered by then is treated like no network. */
const discoveryLimitMs = 15_000;

/** State of the form, and what the page can tell it. */
export interface EmailFormControl {
  readonly state: EmailFormState;
  readonly dispatch: Dispatch<EmailFormEvent>;
  readonly submit: (typed: string) => Promise<void>;
}

/** Keeps the state of the form of one sign-in page. */
export function useEmailForm(page: SignInPage): EmailFormControl {
  const [state, dispatch] = useReducer(emailFormReducer, initialEmailForm);

  useEffect(() => {
    // After Back the browser may show the page as it was left, which is waiting for ever.
    const restore = (event: PageTransitionEvent): void => {
      if (event.persisted) dispatch({ type: 'restored' });
    };
    window.addEventListener('pageshow', restore);
    return () => window.removeEventListener('pageshow', restore);
  }, []);

  const submit = async (typed: string): Promise<void> => {
    if (state.phase !== 'editing') return;
    const check = checkEmail(typed);
    if (!check.ok) {
      dispatch({ type: 'refused', problem: check.problem });
      return;
    }
    dispatch({ type: 'asked' });
    const discovery = await discover({
      discoverHref: page.discoverHref,
      email: check.email,
      continue: page.continue,
      pageHref: window.location.href,
      fetch: (input, init) => window.fetch(input, init),
      signal: AbortSignal.timeout(discoveryLimitMs),
    });
    dispatch({ type: 'answered', discovery });
    if (discovery.kind === 'found') window.location.assign(discovery.href);
  };

  return { state, dispatch, submit };
}
