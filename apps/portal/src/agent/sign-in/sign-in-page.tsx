/**
 * Sign-in: the e-mail address or the company's sign-in by name, on one screen. What the person used
 * last time comes first and has the focus, so that most sign-ins are one key press.
 */
import type { SignInPage as SignInPageData } from '@cordboard/contract/agent-page';
import { type ReactElement, useEffect, useRef } from 'react';
import { RichMessage, useMessages } from '../messages/use-messages.tsx';
import { Icon } from '../parts/icon.tsx';
import { NarrowPage } from '../parts/narrow-page.tsx';
import { ChoiceList } from './choice-list.tsx';
import { EmailForm } from './email-form.tsx';
import { orderChoices } from './order-choices.ts';

/** The whole page. */
export function SignInPage({ page }: { readonly page: SignInPageData }): ReactElement {
  const { message } = useMessages();
  const { remembered, others } = orderChoices(page.choices);
  const rememberedLink = useRef<HTMLAnchorElement>(null);
  useEffect(() => rememberedLink.current?.focus(), []);

  return (
    <NarrowPage realm={page.realm}>
      <h1>{message('signIn.title')}</h1>
      {page.appName !== null && (
        <p className="lead">
          <RichMessage id="signIn.toContinue" values={{ app: <strong>{page.appName}</strong> }} />
        </p>
      )}
      {remembered !== null && (
        <>
          <a ref={rememberedLink} className="button primary remembered" href={remembered.href}>
            <span className="remembered-words">
              <span>{message('signIn.continueWith', { name: remembered.name })}</span>
              <span className="remembered-hint">{message('signIn.usedLastTime')}</span>
            </span>
            <Icon name="arrow" />
          </a>
          <Divider text={message('signIn.orEmail')} />
        </>
      )}
      <EmailForm page={page} main={remembered === null} />
      {others.length > 0 && (
        <>
          <Divider text={message(remembered === null ? 'signIn.orChoose' : 'signIn.others')} />
          <ChoiceList choices={others} />
        </>
      )}
    </NarrowPage>
  );
}

function Divider({ text }: { readonly text: string }): ReactElement {
  return (
    <p className="divider">
      <span>{text}</span>
    </p>
  );
}
