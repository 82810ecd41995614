/** Shown after sign-out, with the way back in and what a shared computer still needs. */
import type { SignedOutPage as SignedOutPageData } from '@cordboard/contract/agent-page';
import type { ReactElement } from 'react';
import { useMessages } from '../messages/use-messages.tsx';
import { Icon } from '../parts/icon.tsx';
import { NarrowPage } from '../parts/narrow-page.tsx';

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
      <p className="note">{message('signedOut.shared')}</p>
      <a className="button primary" href={page.signInHref}>
        {message('signedOut.signIn')}
      </a>
    </NarrowPage>
  );
}
