/**
 * Error page: what happened in plain words, what the person can do now, and the reference that the
 * supervisor needs. Nothing here explains the protocol: the administrator's trace does that.
 */
import type { ErrorPage as ErrorPageData } from '@cordboard/contract/agent-page';
import { type ReactElement, useRef } from 'react';
import { useMessages } from '../messages/use-messages.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Icon } from '../parts/icon.tsx';
import { NarrowPage } from '../parts/narrow-page.tsx';
import { Reference } from '../parts/reference.tsx';
import { supervisorMessage } from './supervisor-message.ts';

/** The whole page. */
export function ErrorPage({ page }: { readonly page: ErrorPageData }): ReactElement {
  const { message } = useMessages();
  return (
    <NarrowPage realm={page.realm}>
      <div className="error-head">
        <Icon name="alert" size={28} />
        <h1>{message(`error.${page.problem}.title`)}</h1>
      </div>
      <p className="error-text">{message(`error.${page.problem}.text`)}</p>
      {page.reference !== null && <Reference reference={page.reference} />}
      {page.retryHref !== null && (
        <a className="button primary" href={page.retryHref}>
          {message('error.tryAgain')}
        </a>
      )}
      {page.problem !== 'not-found' && page.problem !== 'not-by-hand' && <ForSupervisor page={page} />}
    </NarrowPage>
  );
}

/** A text to send on. A wrong address has none: nobody has to look anything up for it. */
function ForSupervisor({ page }: { readonly page: ErrorPageData }): ReactElement {
  const messages = useMessages();
  const { message } = messages;
  const told = useRef<HTMLQuoteElement>(null);
  const words = supervisorMessage(page, messages);
  return (
    <section className="tell" aria-labelledby="tell">
      <h2 id="tell">{message('error.tellTitle')}</h2>
      <p className="hint">{message(page.reference === null ? 'error.tellIfAgain' : 'error.tellHint')}</p>
      <blockquote ref={told}>{words}</blockquote>
      <CopyButton text={words} shown={told} label={message('error.copyMessage')} />
    </section>
  );
}
