/** Shown after sign-out, with the way back in and what a shared computer still needs. */
import type { SignedOutPage as SignedOutPageData } from '@cordboard/contract/agent-page';
import type { ReactElement } from 'react';
import type { Messages } from '../messages/message.ts';
import { useMessages } from '../messages/use-messages.tsx';
import { Icon } from '../parts/icon.tsx';
import { NarrowPage } from '../parts/narrow-page.tsx';
import { Reference } from '../parts/reference.tsx';

/** The whole page. */
export function SignedOutPage({ page }: { readonly page: SignedOutPageData }): ReactElement {
  const { message } = useMessages();
  return (
    <NarrowPage realm={page.realm}>
      <div className="done-head">
        <Icon name="check" size={28} />
        <h1>{message('signedOut.title')}</h1>
      </div>
      <p className="lead">{message('signedOut.text', { company: page.realm.companyName })}</p>
      <p className="note">{atIdentityProvider(page, message)}</p>
      {page.reference !== null && <Reference reference={page.reference} />}
      {page.onHref !== null && (
        <a className="button primary" href={page.onHref}>
          {message('signIn.continue')}
        </a>
      )}
      <a className={page.onHref === null ? 'button primary' : 'button'} href={page.signInHref}>
        {message('signedOut.signIn')}
      </a>
    </NarrowPage>
  );
}

/** What is known of the other session, and what a shared computer still needs. */
function atIdentityProvider({ identityProvider }: SignedOutPageData, message: Messages['message']): string {
  const name = identityProvider?.name ?? message('signedOut.company');
  switch (identityProvider?.outcome) {
    case 'signed-out':
      return message('signedOut.also', { name });
    case 'partly':
      return message('signedOut.partly', { name });
    default:
      return message('signedOut.still', { name });
  }
}
