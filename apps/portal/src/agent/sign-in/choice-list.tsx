/** The company's sign-ins by name. A long list is folded, and unfolding moves the focus to the first new one. */
import type { ConnectionChoice } from '@cordboard/contract/agent-page';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { useMessages } from '../messages/use-messages.tsx';
import { Icon } from '../parts/icon.tsx';
import { foldChoices } from './order-choices.ts';

/** Links that start the sign-in with one identity provider each. */
export function ChoiceList({ choices }: { readonly choices: readonly ConnectionChoice[] }): ReactElement {
  const { message } = useMessages();
  const [unfolded, setUnfolded] = useState(false);
  const { shown, hidden } = foldChoices(choices, { unfolded });
  const firstNew = useRef<HTMLAnchorElement>(null);
  const folded = foldChoices(choices, { unfolded: false }).shown.length;
  useEffect(() => {
    if (unfolded) firstNew.current?.focus();
  }, [unfolded]);

  return (
    <ul className="choices" aria-label={message('signIn.choices')}>
      {shown.map((choice, index) => (
        <li key={choice.href}>
          <a ref={index === folded ? firstNew : null} className="button choice" href={choice.href}>
            <span>{choice.name}</span>
            <Icon name="arrow" />
          </a>
        </li>
      ))}
      {hidden > 0 && (
        <li>
          <button type="button" className="button quiet" onClick={() => setUnfolded(true)}>
            {message('signIn.showAll', { count: hidden })}
          </button>
        </li>
      )}
    </ul>
  );
}
