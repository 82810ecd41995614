/** The e-mail field with its button, its texts for everything that can go wrong, and the status line. */
import type { SignInPage } from '@cordboard/contract/agent-page';
import { type FormEvent, type ReactElement, useEffect, useRef } from 'react';
import type { Messages } from '../messages/message.ts';
import { useMessages } from '../messages/use-messages.tsx';
import { Icon } from '../parts/icon.tsx';
import { type EmailFormProblem, isAboutTyping } from './email-form-state.ts';
import { useEmailForm } from './use-email-form.ts';

interface EmailFormProps {
  readonly page: SignInPage;
  /** True when nothing comes before it: it then has the focus and the filled button. */
  readonly main: boolean;
}

/** Finds the company's sign-in from an e-mail address. */
export function EmailForm({ page, main }: EmailFormProps): ReactElement {
  const messages = useMessages();
  const { state, dispatch, submit } = useEmailForm(page);
  const field = useRef<HTMLInputElement>(null);
  const problem = state.phase === 'editing' ? state.problem : null;
  const waiting = state.phase !== 'editing';

  useEffect(() => {
    if (main) field.current?.focus();
  }, [main]);
  useEffect(() => {
    if (isAboutTyping(problem)) field.current?.focus();
  }, [problem]);

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    // discover() turns every failure into a value, so there is nothing to catch here.
    void submit(field.current?.value ?? '');
  };

  return (
    <form className="email" noValidate onSubmit={onSubmit} aria-busy={waiting}>
      <label htmlFor="email">{messages.message('signIn.emailLabel')}</label>
      {page.emailHint !== '' && (
        <p className="hint" id="email-hint">
          {messages.message('signIn.emailHint', { example: page.emailHint })}
        </p>
      )}
      <input
        ref={field}
        id="email"
        name="email"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        required
        aria-invalid={isAboutTyping(problem)}
        aria-describedby={page.emailHint === '' ? 'email-status' : 'email-hint email-status'}
        onChange={() => dispatch({ type: 'typed' })}
      />
      <div role="status" id="email-status">
        {problem !== null && <Problem problem={problem} page={page} />}
        {state.phase === 'leaving' && <p className="note">{messages.message('signIn.leaving')}</p>}
      </div>
      <button type="submit" className={main ? 'button primary' : 'button'} aria-disabled={waiting}>
        {messages.message(waiting ? 'signIn.checking' : 'signIn.continue')}
      </button>
    </form>
  );
}

function Problem({ problem, page }: { readonly problem: EmailFormProblem; readonly page: SignInPage }): ReactElement {
  const messages = useMessages();
  return (
    <div className="problem">
      <Icon name="alert" />
      <p>
        {problemText(problem, page, messages)}{' '}
        {problem === 'stale' && (
          <button type="button" className="link" onClick={() => window.location.reload()}>
            {messages.message('signIn.reload')}
          </button>
        )}
      </p>
    </div>
  );
}

function problemText(problem: EmailFormProblem, page: SignInPage, { message }: Messages): string {
  switch (problem) {
    case 'missing':
      return message('signIn.emailMissing');
    case 'malformed':
      return message('signIn.emailMalformed');
    case 'unknown':
      return message(page.choices.length > 0 ? 'signIn.unknownWithChoices' : 'signIn.unknown');
    case 'offline':
      return message('signIn.offline');
    case 'busy':
      return message('signIn.busy');
    case 'stale':
      return message('signIn.stale');
  }
}
