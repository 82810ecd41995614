/** The eight characters to tell somebody who can look them up. */
import { type ReactElement, useRef } from 'react';
import { useMessages } from '../messages/use-messages.tsx';
import { CopyButton } from './copy-button.tsx';

export function Reference({ reference }: { readonly reference: string }): ReactElement {
  const { message } = useMessages();
  const shown = useRef<HTMLElement>(null);
  return (
    <div className="reference">
      <p>
        <span className="reference-label">{message('error.reference')}</span>
        <code ref={shown} dir="ltr">
          {reference}
        </code>
      </p>
      <CopyButton text={reference} shown={shown} label={message('error.copyReference')} />
    </div>
  );
}
